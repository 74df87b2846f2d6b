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

/// Emits the module of the fake, which the root of the crate documents. That of another API only has tables.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    if context.names.module.name().is_some() {
        return quote! {
            //! The part of this API in the fake.

            // The tables are laid out by the width of lines, unlike other literals.
            #[rustfmt::skip]
            pub(crate) mod tables;
        };
    }
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
    let tables = table.item("ApiTables");
    let first = first_position(table);
    let all = context.names.module.name().is_none().then(|| all_tables(table));
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

        #first
        #all

        pub(crate) static API: #tables = #tables {
            base_url: #base_url,
            resources: resources::RESOURCES,
            operations: operations::OPERATIONS,
            events: #events,
        };
    }
}

/// Emits the list of the tables of all APIs.
fn all_tables(table: Table<'_>) -> TokenStream {
    let tables = table.item("Tables");
    let modules = table.context.apis.iter().filter_map(|api| api.names.module.name());
    let modules = modules.map(|name| {
        let module = format_ident!("{name}");
        quote! { #[cfg(feature = #name)] &crate::#module::fake::tables::API, }
    });
    quote! { pub(super) static TABLES: #tables = #tables(&[&API, #(#modules)*]); }
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
        let number = Literal::usize_unsuffixed(position);
        let position = match (context.names.module.name(), position) {
            (None, _) => quote! { #number },
            (Some(_), 0) => quote! { super::FIRST },
            (Some(_), _) => quote! { super::FIRST + #number },
        };
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

/// Emits the number of resources of the APIs before that of a module, of which some may be disabled.
fn first_position(table: Table<'_>) -> Option<TokenStream> {
    let context = table.context;
    let module = context.names.module.name()?;
    let before = context.apis.iter();
    let before = before.take_while(|api| api.names.module.name() != Some(module));
    let counts = before.map(|api| {
        let count = Literal::usize_unsuffixed(api.api.resource_ids().count());
        match api.names.module.name() {
            None => quote! { #count },
            Some(name) => quote! { + if cfg!(feature = #name) { #count } else { 0 } },
        }
    });
    let index = table.item("ResourceIndex");
    let count: TokenStream = counts.collect();
    Some(quote! {
        /// The position of the first resource, behind those of the APIs before this one.
        const FIRST: #index = #count;
    })
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
