//! The file of a resource: its models, its sets of values, its handles, its requests.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{Said, inner, page_link};
use super::imports::Imports;
use super::types::Types;
use super::{Context, builder, enumeration, handle, model, operation};
use crate::ir::{ModelId, ResourceId};
use crate::text::rustdoc::{Inline, Prose, joined};

/// The file of a resource.
pub(super) fn emit(context: Context<'_>, id: ResourceId) -> TokenStream {
    let imports = Imports::beside(declared(context, id));
    let types = Types {
        context,
        imports: &imports,
        module: context.module_of(id).as_str(),
    };
    let resource = context.api.resource(id);
    let names = context.names.resource(id);
    let models = context.contents.models[id]
        .iter()
        .map(|&model| model::emit(types, model, model_fallback(context, id, model)));
    let enumerations = context.contents.enumerations[id]
        .iter()
        .map(|&enumeration| enumeration::emit(types, enumeration));
    let data: Vec<TokenStream> = models.chain(enumerations).collect();
    let handles = handle::emit(types, id);
    let operations = || resource.operations.iter().zip(&names.operations);
    let builders: Vec<TokenStream> = operations()
        .map(|(operation, names)| builder::emit(types, id, operation, names))
        .collect();
    let constants: Vec<TokenStream> = operations()
        .map(|(operation, names)| operation::emit(types, operation, names))
        .collect();
    let documentation = inner(describe(context, id));
    let uses = imports.emit();
    quote! { #documentation #uses #(#data)* #handles #(#builders)* #(#constants)* }
}

/// Returns the names of the types that the file declares.
fn declared(context: Context<'_>, id: ResourceId) -> BTreeSet<String> {
    let (names, contents) = (context.names.resource(id), context.contents);
    let models = contents.models[id].iter().map(|&id| &context.names.model(id).name);
    let enumerations =
        contents.enumerations[id].iter().map(|&id| &context.names.enumeration(id).name);
    let handles = names.collection.iter().chain(&names.instance);
    let builders = names.operations.iter().map(|operation| &operation.builder);
    let all = models.chain(enumerations).chain(handles).chain(builders);
    all.map(ToString::to_string).collect()
}

fn describe(context: Context<'_>, id: ResourceId) -> Prose {
    let resource = context.api.resource(id);
    let page = resource
        .operations
        .iter()
        .find_map(|operation| operation.documentation.page.as_deref());
    let said = Said::InDocument(&resource.documentation.description)
        .or(|| joined!["The ", context.nouns(id), "."]);
    Prose::blocks([said.prose(), page_link(page).into()])
}

fn model_fallback(context: Context<'_>, id: ResourceId, model: ModelId) -> Inline {
    let (article, noun) = (context.article(id), context.noun(id));
    if context.is_own_model(id, model) {
        let article = if article == "a" { "A " } else { "An " };
        joined![article, noun, ", as the API answers it."]
    } else {
        joined!["Part of ", article, " ", noun, "."]
    }
}
