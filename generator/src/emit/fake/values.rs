//! Emits paths, references and values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::table::Table;
use crate::ir::fake::{
    Argument, Count, InstanceReference, Link, LinkPath, Property, PropertyPath,
    Reference, Segment, Value,
};

/// Emits a property by the keys that lead to it.
pub(super) fn property_path(path: &PropertyPath) -> TokenStream {
    quote! { &[#(#path),*] }
}

/// Emits pairs of texts.
pub(super) fn pairs(pairs: &[(String, String)]) -> TokenStream {
    let pairs = pairs.iter().map(|(one, other)| quote! { (#one, #other) });
    quote! { &[#(#pairs),*] }
}

/// Emits a path.
pub(super) fn path(table: Table<'_>, segments: &[Segment]) -> TokenStream {
    let item = table.item("Segment");
    let segments = segments.iter().map(|segment| {
        let Segment {
            prefix,
            argument,
            suffix,
        } = segment;
        let Some(argument) = argument else {
            return quote! { #item::literal(#prefix) };
        };
        let argument = emit_argument(table, *argument);
        if prefix.is_empty() && suffix.is_empty() {
            quote! { #item::argument(#argument) }
        } else {
            quote! { #item { prefix: #prefix, argument: Some(#argument), suffix: #suffix } }
        }
    });
    quote! { &[#(#segments),*] }
}

fn emit_argument(table: Table<'_>, argument: Argument) -> TokenStream {
    let item = table.item("Argument");
    match argument {
        Argument::Instance(id) => {
            let index = table.index(id);
            quote! { #item::Instance(#index) }
        }
        Argument::Text => quote! { #item::Text },
    }
}

/// Emits a reference.
pub(super) fn reference(table: Table<'_>, reference: &Reference) -> TokenStream {
    let item = table.item("Reference");
    let property = property_path(&reference.property);
    if reference.instance == InstanceReference::This {
        return quote! { #item::this(#property) };
    }
    let instance = instance(table, &reference.instance);
    quote! { #item { instance: #instance, property: #property } }
}

fn instance(table: Table<'_>, instance: &InstanceReference) -> TokenStream {
    let item = table.item("InstanceReference");
    match instance {
        InstanceReference::This => quote! { #item::This },
        InstanceReference::Ancestor(id) => {
            let index = table.index(*id);
            quote! { #item::Ancestor(#index) }
        }
        InstanceReference::Singleton(id) => {
            let index = table.index(*id);
            quote! { #item::Singleton(#index) }
        }
        InstanceReference::Where {
            resource,
            theirs,
            ours,
        } => {
            let index = table.index(*resource);
            let (theirs, ours) = (property_path(theirs), property_path(ours));
            quote! { #item::Where { resource: #index, theirs: #theirs, ours: #ours } }
        }
    }
}

/// Emits properties.
pub(super) fn properties(table: Table<'_>, properties: &[Property]) -> TokenStream {
    if properties.is_empty() {
        return quote! { &[] };
    }
    let item = table.item("Property");
    let properties = properties.iter().map(|property| {
        let name = &property.name;
        let value = value(table, &property.value);
        quote! { #item::new(#name, #value) }
    });
    quote! { &[#(#properties),*] }
}

/// Emits the value of a property.
pub(super) fn value(table: Table<'_>, value: &Value) -> TokenStream {
    let item = table.item("Value");
    match value {
        Value::Json(text) => quote! { #item::Json(#text) },
        Value::Object(members) => {
            let members = properties(table, members);
            quote! { #item::Object(#members) }
        }
        Value::Sid => quote! { #item::Sid },
        Value::Account => quote! { #item::Account },
        Value::Created => quote! { #item::Created },
        Value::Updated => quote! { #item::Updated },
        Value::Url => quote! { #item::Url },
        Value::Links(links) => {
            let links = links.iter().map(|one| link(table, one));
            quote! { #item::Links(&[#(#links),*]) }
        }
        Value::Index => quote! { #item::Index },
        Value::Copy(from) => {
            let from = from.iter().map(|from| reference(table, from));
            quote! { #item::Copy(&[#(#from),*]) }
        }
        Value::Read(from) => {
            let from = reference(table, from);
            quote! { #item::Read(#from) }
        }
        Value::Count(count) => {
            let count = emit_count(table, count);
            quote! { #item::Count(#count) }
        }
    }
}

fn emit_count(table: Table<'_>, count: &Count) -> TokenStream {
    let item = table.item("Count");
    let resource = table.index(count.resource);
    let property = property_path(&count.property);
    let above = property_path(&count.above);
    let maximum = Literal::u64_unsuffixed(count.maximum);
    quote! {
        &#item { resource: #resource, property: #property, above: #above, maximum: #maximum }
    }
}

fn link(table: Table<'_>, link: &Link) -> TokenStream {
    let [item, path_item] = ["Link", "LinkPath"].map(|name| table.item(name));
    let key = &link.key;
    let path = match &link.path {
        LinkPath::Below(path) => quote! { #path_item::Below(#path) },
        LinkPath::Instance(from) => {
            let from = reference(table, from);
            quote! { #path_item::Instance(#from) }
        }
    };
    quote! { #item::new(#key, #path) }
}
