//! Emits resources.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::conditions::condition;
use super::table::{Table, optional};
use super::values::{path, properties, property_path, reference, value};
use crate::ir::fake::{Companion, Limit, Reaction, Storage, Transition, Unique};
use crate::ir::{ResourceId, ResourceKind};

/// Emits a resource.
pub(super) fn emit(table: Table<'_>, id: ResourceId) -> TokenStream {
    let [item, kind_item] = ["Resource", "ResourceKind"].map(|name| table.item(name));
    let rules = &table.context.api.fake.resources[id];
    let name = &rules.name;
    let kind = match table.context.api.resource(id).kind {
        ResourceKind::Collection => quote! { #kind_item::Collection },
        ResourceKind::Singleton => quote! { #kind_item::Singleton },
    };
    let parent = optional(rules.parent.map(|parent| table.index(parent)));
    let paths = rules.paths.iter().map(|segments| path(table, segments));
    let prefix = optional(rules.sid_prefix.as_ref().map(|prefix| quote! { #prefix }));
    let properties = properties(table, &rules.properties);
    let lookup = rules.lookup.iter().map(property_path);
    let unique = rules.unique.iter().map(|unique| emit_unique(table, unique));
    let limits = rules.limits.iter().map(|limit| emit_limit(table, limit));
    let storage = storage(table, &rules.storage);
    let default = rules.default_instance.as_ref().map(|from| reference(table, from));
    let default = optional(default);
    let companions = rules.companions.iter().map(|one| companion(table, one));
    let transitions = rules.transitions.iter().map(|one| transition(table, one));
    let reactions = rules.reactions.iter().map(|one| reaction(table, one));
    quote! {
        #item {
            name: #name,
            kind: #kind,
            parent: #parent,
            paths: &[#(#paths),*],
            sid_prefix: #prefix,
            properties: #properties,
            lookup: &[#(#lookup),*],
            unique: &[#(#unique),*],
            limits: &[#(#limits),*],
            storage: #storage,
            default_instance: #default,
            companions: &[#(#companions),*],
            transitions: &[#(#transitions),*],
            reactions: &[#(#reactions),*],
        }
    }
}

fn emit_unique(table: Table<'_>, unique: &Unique) -> TokenStream {
    let item = table.item("Unique");
    let properties = unique.properties.iter().map(property_path);
    let within = optional(unique.within.map(|id| table.index(id)));
    let unless = optional(unique.unless.as_ref().map(|one| {
        let condition = condition(table, one);
        quote! { &#condition }
    }));
    let refusal = table.refusal(&unique.refusal);
    let composite = unique.composite_refusal.as_ref();
    let composite = optional(composite.map(|refusal| table.refusal(refusal)));
    quote! {
        #item {
            properties: &[#(#properties),*],
            within: #within,
            unless: #unless,
            refusal: #refusal,
            composite_refusal: #composite,
        }
    }
}

fn emit_limit(table: Table<'_>, limit: &Limit) -> TokenStream {
    let item = table.item("Limit");
    let maximum = Literal::u64_unsuffixed(limit.maximum);
    let property = optional(limit.property.as_ref().map(property_path));
    let refusal = table.refusal(&limit.refusal);
    quote! { #item { maximum: #maximum, property: #property, refusal: #refusal } }
}

fn storage(table: Table<'_>, storage: &Storage) -> TokenStream {
    let item = table.item("Storage");
    match storage {
        Storage::Own => quote! { #item::Own },
        Storage::View { of, conditions } => {
            let of = table.index(*of);
            let conditions = conditions.iter().map(|(property, from)| {
                let (property, from) = (property_path(property), reference(table, from));
                quote! { (#property, #from) }
            });
            quote! { #item::View { of: #of, conditions: &[#(#conditions),*] } }
        }
        Storage::Composite {
            of,
            parameter,
            children,
            status,
        } => {
            let (of, children) = (table.index(*of), table.index(*children));
            let status = optional(status.map(|status| {
                let status = Literal::u16_unsuffixed(status);
                quote! { #status }
            }));
            quote! {
                #item::Composite {
                    of: #of,
                    parameter: #parameter,
                    children: #children,
                    status: #status,
                }
            }
        }
    }
}

fn companion(table: Table<'_>, companion: &Companion) -> TokenStream {
    let item = table.item("Companion");
    let resource = table.index(companion.resource);
    let properties = companion.properties.iter().map(|(property, initial)| {
        let (property, initial) = (property_path(property), value(table, initial));
        quote! { (#property, #initial) }
    });
    let names_it = optional(companion.names_it.as_ref().map(property_path));
    let unless_exists = companion.unless_exists;
    quote! {
        #item {
            resource: #resource,
            properties: &[#(#properties),*],
            names_it: #names_it,
            unless_exists: #unless_exists,
        }
    }
}

fn transition(table: Table<'_>, transition: &Transition) -> TokenStream {
    let item = table.item("Transition");
    let deadline = property_path(&transition.deadline);
    let property = property_path(&transition.property);
    let (from, to) = (&transition.from, &transition.to);
    let restarted_by = transition.restarted_by.iter().map(|id| table.index(*id));
    quote! {
        #item {
            deadline: #deadline,
            property: #property,
            from: &[#(#from),*],
            to: #to,
            restarted_by: &[#(#restarted_by),*],
        }
    }
}

fn reaction(table: Table<'_>, reaction: &Reaction) -> TokenStream {
    let item = table.item("Reaction");
    let to = reaction.to.iter().map(|id| table.index(*id));
    let property = property_path(&reaction.property);
    let (from, becomes) = (&reaction.from, &reaction.becomes);
    quote! {
        #item {
            to: &[#(#to),*],
            property: #property,
            from: &[#(#from),*],
            becomes: #becomes,
        }
    }
}
