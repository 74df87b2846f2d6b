//! The file of a resource: its models, its sets of values, its handles, its requests.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{inner, paragraphs, upper_first};
use super::imports::Imports;
use super::types::Types;
use super::{Context, builder, enumeration, handle, markdown, model, operation};
use crate::ir::{ModelId, ResourceId};

/// The file of a resource.
pub(super) fn emit(context: Context<'_>, id: ResourceId) -> TokenStream {
    let imports = Imports::default();
    let types = Types {
        context,
        imports: &imports,
        module: context.module_of(id).as_str(),
    };
    let resource = context.api.resource(id);
    let names = context.names.resource(id);
    let models = context.contents.models[id.0]
        .iter()
        .map(|&model| model::emit(types, model, &model_fallback(context, id, model)));
    let enumerations = context.contents.enumerations[id.0]
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
    let documentation = inner(&describe(context, id));
    let uses = imports.emit();
    quote! { #documentation #uses #(#data)* #handles #(#builders)* #(#constants)* }
}

fn describe(context: Context<'_>, id: ResourceId) -> String {
    let resource = context.api.resource(id);
    let page = resource
        .operations
        .iter()
        .find_map(|operation| operation.documentation.page.as_ref());
    let page = page.map(|page| format!("[Documentation of the API]({page})"));
    let description = if resource.documentation.description.is_empty() {
        format!("The {}.", resource.plural.replace('_', " "))
    } else {
        markdown::for_rustdoc(&resource.documentation.description)
    };
    paragraphs([description, page.unwrap_or_default()])
}

fn model_fallback(context: Context<'_>, id: ResourceId, model: ModelId) -> String {
    let noun = context.noun(id);
    if context.is_own_model(id, model) {
        format!(
            "{} {noun}, as the API answers it.",
            upper_first(super::sid::article(&noun))
        )
    } else {
        format!("Part of {} {noun}.", super::sid::article(&noun))
    }
}
