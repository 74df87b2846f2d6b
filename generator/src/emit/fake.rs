//! Emits the fake of the API: its module and its tables.

mod conditions;
mod events;
mod operations;
mod resources;
mod table;
mod values;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use self::table::Table;
use super::Context;
use super::imports::Imports;
use crate::ir::ResourceId;

/// Emits the module of the fake, which the root of the crate documents.
pub(super) fn emit() -> TokenStream {
    quote! {
        // The tables are laid out by the width of lines, unlike other literals.
        #[rustfmt::skip]
        mod tables;

        pub use crate::runtime::fake::*;

        use self::tables::TABLES;

        impl FakeTwilio {
            /// Creates a fake with the default configuration.
            #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
            pub fn new() -> Self {
                Self::builder().build().expect("the default credentials are valid")
            }

            /// Returns the builder of a fake.
            pub fn builder() -> FakeTwilioBuilder {
                FakeTwilioBuilder::new(&TABLES)
            }
        }

        impl Default for FakeTwilio {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// Emits the root of the tables.
pub(super) fn emit_tables(context: Context<'_>) -> TokenStream {
    let imports = Imports::default();
    let table = Table {
        context,
        imports: &imports,
    };
    let tables = table.item("Tables");
    let base_url = &context.api.server.url;
    let events = if context.api.events.is_some() {
        quote! { Some(&events::EVENTS) }
    } else {
        quote! { None }
    };
    let events_module = context.api.events.is_some().then(|| quote! { mod events; });
    let uses = imports.emit();
    quote! {
        //! Tables of the API, which the fake interprets.

        #events_module
        #[allow(dead_code, reason = "not every resource has operations")]
        mod index;
        mod operations;
        mod resources;

        #uses

        pub(super) static TABLES: #tables = Tables {
            base_url: #base_url,
            resources: resources::RESOURCES,
            operations: operations::OPERATIONS,
            events: #events,
        };
    }
}

/// Emits the positions of the resources.
pub(super) fn emit_index(context: Context<'_>) -> TokenStream {
    let imports = Imports::default();
    let table = Table {
        context,
        imports: &imports,
    };
    let index = table.item("ResourceIndex");
    let constants = context.api.resource_ids().enumerate().map(|(position, id)| {
        let name = constant(context, id);
        let position = Literal::usize_unsuffixed(position);
        quote! { pub(super) const #name: #index = #position; }
    });
    let constants: TokenStream = constants.collect();
    let uses = imports.emit();
    quote! {
        //! The positions of the resources.

        #uses

        #constants
    }
}

/// Emits the table of the resources.
pub(super) fn emit_resources(context: Context<'_>) -> TokenStream {
    file(context, "The resources.", |table| {
        let resource = table.item("Resource");
        let resources = context.api.resource_ids().map(|id| resources::emit(table, id));
        quote! { pub(super) static RESOURCES: &[#resource] = &[#(#resources),*]; }
    })
}

/// Emits the table of the operations.
pub(super) fn emit_operations(context: Context<'_>) -> TokenStream {
    file(context, "The operations, by resource.", |table| {
        let operation = table.item("Operation");
        let operations =
            context.api.resource_ids().map(|id| operations::emit(table, id));
        quote! { pub(super) static OPERATIONS: &[#operation] = &[#(#operations)*]; }
    })
}

/// Emits the table of the events.
pub(super) fn emit_events(
    context: Context<'_>,
    events: &crate::ir::Events,
) -> TokenStream {
    file(context, "The events.", |table| events::emit(table, events))
}

fn file(
    context: Context<'_>,
    title: &str,
    items: impl FnOnce(Table<'_>) -> TokenStream,
) -> TokenStream {
    let imports = Imports::default();
    let items = items(Table {
        context,
        imports: &imports,
    });
    let uses = imports.emit();
    let title = format!(" {title}");
    let index = items
        .clone()
        .into_iter()
        .any(mentions_index)
        .then(|| quote! { use super::index; });
    quote! {
        #![doc = #title]

        #index
        #uses

        #items
    }
}

/// Returns `true` if a token is or contains the name of the module with the positions of the resources.
fn mentions_index(token: proc_macro2::TokenTree) -> bool {
    match token {
        proc_macro2::TokenTree::Group(group) => {
            group.stream().into_iter().any(mentions_index)
        }
        proc_macro2::TokenTree::Ident(name) => name == "index",
        _ => false,
    }
}

/// Returns the name of the constant with the position of a resource.
fn constant(context: Context<'_>, id: ResourceId) -> proc_macro2::Ident {
    format_ident!("{}", context.module_of(id).unraw().to_uppercase())
}
