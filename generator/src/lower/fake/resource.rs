//! Extensions of path items.

use serde_json::Value;

use super::reader::{Node, Object, Reader};
use super::{reference, refusal, schema};
use crate::ir::fake::drafts::{
    CompanionDraft, LimitDraft, LinkDraft, Name, ReferenceDraft, ResourceDraft,
    StorageDraft, TransitionDraft, UniqueDraft,
};

const MEMBERS: [&str; 9] = [
    "lookup",
    "unique",
    "limit",
    "default",
    "view",
    "composite",
    "companions",
    "transitions",
    "links",
];

/// Reads the extension of a path item.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ResourceDraft> {
    let object = reader.object(node, &MEMBERS)?;
    let lookup = object.get("lookup");
    Some(ResourceDraft {
        pointer: node.pointer.clone(),
        lookup: lookup.map(|node| reader.names(&node)).unwrap_or_default(),
        unique: each(reader, &object, "unique", unique),
        limit: object.get("limit").and_then(|node| limit(reader, &node)),
        default: object.get("default").and_then(|node| reference::read(reader, &node)),
        storage: storage(reader, &object),
        companions: each(reader, &object, "companions", companion),
        transitions: each(reader, &object, "transitions", transition),
        links: object.get("links").and_then(|node| links(reader, &node)),
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
    let known = [&["properties"][..], &refusal::MEMBERS].concat();
    let object = reader.object(node, &known)?;
    let properties = reader.required(&object, "properties")?;
    Some(UniqueDraft {
        properties: reader.names(&properties),
        refusal: refusal::read(reader, &object)?,
    })
}

fn limit(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<LimitDraft> {
    let object = reader.object(node, &[&["maximum"][..], &refusal::MEMBERS].concat())?;
    let maximum = reader.required(&object, "maximum")?;
    Some(LimitDraft {
        maximum: reader.integer(&maximum)?,
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
    let known = ["of", "children", "parameter"];
    let composite = reader.object(&composite, &known)?;
    let [of, children, parameter] =
        known.map(|member| reader.required(&composite, member));
    Some(StorageDraft::Composite {
        of: reader.name(&of?)?,
        children: reader.name(&children?)?,
        parameter: reader.name(&parameter?)?,
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

fn transition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<TransitionDraft> {
    let known = ["deadline", "property", "from", "to", "restarted-by"];
    let object = reader.object(node, &known)?;
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

fn links(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<(String, LinkDraft)>> {
    let object = reader.map(node)?;
    let links = object.entries().filter_map(|(name, node)| {
        let link = match node.value {
            Value::String(path) => LinkDraft::Below(path.clone()),
            _ => LinkDraft::Instance(reference::read(reader, &node)?),
        };
        Some((name.text, link))
    });
    Some(links.collect())
}
