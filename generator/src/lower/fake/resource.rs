//! Extensions of path items.

use serde_json::Value;

use super::reader::{Node, Object, Reader};
use super::{condition, reference, refusal, schema};
use crate::ir::fake::drafts::{
    CompanionDraft, LimitDraft, LinkDraft, Name, ReactionDraft, ReferenceDraft,
    ResourceDraft, StorageDraft, TransitionDraft, UniqueDraft,
};

const MEMBERS: [&str; 10] = [
    "lookup",
    "unique",
    "limit",
    "limits",
    "default",
    "view",
    "composite",
    "companions",
    "transitions",
    "links",
];

/// The members of a change that a deadline or the creation of a child makes.
const TRANSITION: [&str; 6] =
    ["deadline", "created", "property", "from", "to", "restarted-by"];

/// Reads the extension of a path item.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ResourceDraft> {
    let object = reader.object(node, &MEMBERS)?;
    let lookup = object.get("lookup");
    Some(ResourceDraft {
        pointer: node.pointer.clone(),
        lookup: lookup.map(|node| reader.names(&node)).unwrap_or_default(),
        unique: each(reader, &object, "unique", unique),
        limits: {
            let only = object.get("limit").and_then(|node| limit(reader, &node));
            let mut limits = each(reader, &object, "limits", limit);
            limits.extend(only);
            limits
        },
        default: object.get("default").and_then(|node| reference::read(reader, &node)),
        storage: storage(reader, &object),
        companions: each(reader, &object, "companions", companion),
        transitions: each(reader, &object, "transitions", transition),
        reactions: each(reader, &object, "transitions", reaction),
        links: object.get("links").map(|node| links(reader, &node)).unwrap_or_default(),
    })
}

/// Reads the elements of a list.
fn each<T>(
    reader: &mut Reader<'_>,
    object: &Object<'_>,
    member: &str,
    read: impl Fn(&mut Reader<'_>, &Node<'_>) -> Option<T>,
) -> Vec<T> {
    let elements = object.get(member).map(|node| reader.list(&node));
    let elements = elements.unwrap_or_default();
    elements.iter().filter_map(|node| read(reader, node)).collect()
}

fn unique(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<UniqueDraft> {
    let own = ["properties", "within", "unless", "in-composite"];
    let known = [&own[..], &refusal::MEMBERS].concat();
    let object = reader.object(node, &known)?;
    let properties = reader.required(&object, "properties")?;
    Some(UniqueDraft {
        properties: reader.names(&properties),
        within: object.get("within").and_then(|node| reader.name(&node)),
        unless: object.get("unless").and_then(|node| condition::property(reader, &node)),
        refusal: refusal::read(reader, &object)?,
        composite_refusal: object
            .get("in-composite")
            .and_then(|node| reader.object(&node, &refusal::MEMBERS))
            .and_then(|object| refusal::read(reader, &object)),
    })
}

fn limit(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<LimitDraft> {
    let known = [&["maximum", "property"][..], &refusal::MEMBERS].concat();
    let object = reader.object(node, &known)?;
    let maximum = reader.required(&object, "maximum")?;
    Some(LimitDraft {
        maximum: reader.integer(&maximum)?,
        property: object.get("property").and_then(|node| reader.name(&node)),
        refusal: refusal::read(reader, &object)?,
    })
}

fn storage(reader: &mut Reader<'_>, object: &Object<'_>) -> Option<StorageDraft> {
    if let Some(view) = object.get("view") {
        let view = reader.object(&view, &["of", "where"])?;
        let of = reader.required(&view, "of")?;
        let conditions = view.get("where").and_then(|node| reader.map(&node));
        let conditions: Vec<(Name, ReferenceDraft)> = conditions
            .iter()
            .flat_map(Object::entries)
            .filter_map(|(name, node)| Some((name, reference::read(reader, &node)?)))
            .collect();
        let of = reader.name(&of)?;
        return Some(StorageDraft::View { of, conditions });
    }
    let composite = object.get("composite")?;
    let required = ["of", "children", "parameter"];
    let known = [&required[..], &["status"]].concat();
    let composite = reader.object(&composite, &known)?;
    let [of, children, parameter] =
        required.map(|member| reader.required(&composite, member));
    Some(StorageDraft::Composite {
        of: reader.name(&of?)?,
        children: reader.name(&children?)?,
        parameter: reader.name(&parameter?)?,
        status: composite.get("status").and_then(|node| reader.integer(&node)),
    })
}

fn companion(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<CompanionDraft> {
    let known = ["resource", "properties", "names-it", "unless-exists"];
    let object = reader.object(node, &known)?;
    let resource = reader.required(&object, "resource")?;
    let properties = object.get("properties").and_then(|node| reader.map(&node));
    let properties = properties.iter().flat_map(Object::entries);
    Some(CompanionDraft {
        resource: reader.name(&resource)?,
        properties: properties
            .filter_map(|(name, node)| {
                Some((name, schema::companion_value(reader, &node)?))
            })
            .collect(),
        names_it: object.get("names-it").and_then(|node| reader.name(&node)),
        unless_exists: object
            .get("unless-exists")
            .and_then(|node| reader.flag(&node))
            .unwrap_or_default(),
    })
}

/// Reads a change that a deadline makes.
fn transition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<TransitionDraft> {
    let object = reader.object(node, &TRANSITION)?;
    if object.get("created").is_some() {
        return None;
    }
    let [deadline, property, from, to] = ["deadline", "property", "from", "to"]
        .map(|member| reader.required(&object, member));
    let restarted_by = object.get("restarted-by").map(|node| reader.names(&node));
    Some(TransitionDraft {
        deadline: reader.name(&deadline?)?,
        property: reader.name(&property?)?,
        from: reader.texts(&from?),
        to: reader.text(&to?)?,
        restarted_by: restarted_by.unwrap_or_default(),
    })
}

/// Reads a change that the creation of a child makes.
fn reaction(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ReactionDraft> {
    // Its members were checked as those of a transition.
    let object = reader.map(node)?;
    let created = object.get("created")?;
    let [property, from, to] =
        ["property", "from", "to"].map(|member| reader.required(&object, member));
    Some(ReactionDraft {
        created: reader.names(&created),
        property: reader.name(&property?)?,
        from: reader.texts(&from?),
        to: reader.text(&to?)?,
    })
}

fn links(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<(String, LinkDraft)> {
    let Some(object) = reader.map(node) else {
        return Vec::new();
    };
    let links = object.entries().filter_map(|(name, node)| {
        let link = match node.value {
            Value::Bool(false) => LinkDraft::Nothing,
            Value::String(path) => LinkDraft::Below(path.clone()),
            _ => LinkDraft::Instance(reference::read(reader, &node)?),
        };
        Some((name.text, link))
    });
    links.collect()
}
