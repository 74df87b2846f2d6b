//! Instances as JSON.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::reference::Subject;
use super::state::State;
use super::store::InstanceId;
use super::tables::{self, Argument, Link, LinkPath, ResourceIndex, Segment};

/// An instance, and from where it is seen.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The resource, which may be a view.
    pub(super) resource: ResourceIndex,
    /// The parent, in the resource.
    pub(super) parent: Option<InstanceId>,
    /// The instance; in a view, the viewed one.
    pub(super) instance: Subject<'a>,
    /// The path of the request, whose scope URLs have.
    pub(super) scope: &'a [Segment],
}

impl State {
    /// Returns an instance as JSON.
    pub(super) fn represent(&self, shown: Shown<'_>) -> Value {
        let table = self.tables.resource(shown.resource);
        let value = |property: &'static tables::Property| match &property.value {
            tables::Value::Url => self.url(shown).map_or(Value::Null, Value::from),
            tables::Value::Links(links) => self.links(shown, links),
            _ => {
                let path = std::slice::from_ref(&property.name);
                self.shown(shown.resource, shown.instance, path)
            }
        };
        let properties = table.properties.iter();
        properties.map(|property| (property.name.to_owned(), value(property))).collect()
    }

    fn links(&self, shown: Shown<'_>, links: &[Link]) -> Value {
        let mut urls = Map::new();
        let base = self.path(shown);
        let start = self.base_url_of(shown.resource);
        for link in links {
            let path = match &link.path {
                LinkPath::Below(path) => {
                    base.as_ref().map(|base| format!("{base}/{path}"))
                }
                LinkPath::Instance(reference) => self
                    .find(shown.instance, reference.instance)
                    .and_then(|instance| self.path_of(instance, shown.scope)),
            };
            let url = path.map(|path| format!("{start}{path}"));
            urls.insert(link.key.to_owned(), url.map_or(Value::Null, Value::from));
        }
        Value::Object(urls)
    }

    fn url(&self, shown: Shown<'_>) -> Option<String> {
        let start = self.base_url_of(shown.resource);
        Some(format!("{start}{}", self.path(shown)?))
    }

    /// Returns the path of an instance outside a view.
    fn path_of(&self, instance: Subject<'_>, scope: &[Segment]) -> Option<String> {
        self.path(Shown {
            resource: instance.resource,
            parent: self.lineage(instance).next().and_then(|parent| parent.id),
            instance,
            scope,
        })
    }

    /// Returns the path of an instance, in the scope of a path.
    fn path(&self, shown: Shown<'_>) -> Option<String> {
        let table = self.tables.resource(shown.resource);
        let parent = shown.parent.and_then(|id| self.subject(id));
        let ancestors: Vec<_> = parent
            .into_iter()
            .chain(parent.into_iter().flat_map(|parent| self.lineage(parent)))
            .collect();
        let name = |resource: ResourceIndex| -> Option<Value> {
            let table = self.tables.find_resource(resource)?;
            let path = table.names().next()?;
            if resource == shown.resource {
                return Some(self.shown(resource, shown.instance, path));
            }
            let found =
                ancestors.iter().find(|ancestor| ancestor.resource == resource)?;
            Some(self.read(*found, path))
        };
        let mut path = String::new();
        for segment in pattern(table.paths, shown.scope)? {
            path.push('/');
            path.push_str(segment.prefix);
            match segment.argument {
                None => {}
                Some(Argument::Text) => return None,
                Some(Argument::Instance(resource)) => {
                    let value = name(resource)?;
                    let text = value.as_str()?;
                    path.extend(utf8_percent_encode(text, NON_ALPHANUMERIC));
                    path.push_str(segment.suffix);
                }
            }
        }
        Some(path)
    }
}

/// Returns the path of a resource that leads through the same optional ancestors as the path of a request.
fn pattern(
    paths: &'static [&'static [Segment]],
    scope: &[Segment],
) -> Option<&'static [Segment]> {
    let has = |path: &[Segment], argument| {
        path.iter().any(|segment| segment.argument == Some(argument))
    };
    let optional: Vec<_> = paths
        .iter()
        .flat_map(|path| path.iter().filter_map(|segment| segment.argument))
        .filter(|argument| !paths.iter().all(|path| has(path, *argument)))
        .collect();
    let differences = |path: &&&'static [Segment]| {
        optional
            .iter()
            .filter(|argument| has(path, **argument) != has(scope, **argument))
            .count()
    };
    paths.iter().min_by_key(differences).copied()
}
