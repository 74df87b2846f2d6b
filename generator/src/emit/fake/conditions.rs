//! Emits refusals and their conditions.

use proc_macro2::TokenStream;
use quote::quote;

use super::table::Table;
use super::values::reference;
use crate::ir::fake::{Condition, ConditionalRefusal};

/// Emits a refusal and its condition.
pub(super) fn refusal_if(table: Table<'_>, refusal: &ConditionalRefusal) -> TokenStream {
    let item = table.item("ConditionalRefusal");
    let condition = condition(table, &refusal.condition);
    let refusal = table.refusal(&refusal.refusal);
    quote! { #item { condition: #condition, refusal: #refusal } }
}

/// Emits a condition.
pub(super) fn condition(table: Table<'_>, emitted: &Condition) -> TokenStream {
    let item = table.item("Condition");
    match emitted {
        Condition::Has(from, values) => {
            let from = reference(table, from);
            quote! { #item::Has(#from, &[#(#values),*]) }
        }
        Condition::IsNull(from) => {
            let from = reference(table, from);
            quote! { #item::IsNull(#from) }
        }
        Condition::NoneSet(names) => quote! { #item::NoneSet(&[#(#names),*]) },
        Condition::AllSet(names) => quote! { #item::AllSet(&[#(#names),*]) },
        Condition::AnySet(names) => quote! { #item::AnySet(&[#(#names),*]) },
        Condition::Missing(name, id) => {
            let index = table.index(*id);
            quote! { #item::Missing(#name, #index) }
        }
        Condition::Is(name, values) => quote! { #item::Is(#name, &[#(#values),*]) },
        Condition::IsSid(name, prefix) => quote! { #item::IsSid(#name, #prefix) },
        Condition::Same(one, other) => quote! { #item::Same(#one, #other) },
        Condition::All(conditions) => {
            let conditions = conditions.iter().map(|one| condition(table, one));
            quote! { #item::All(&[#(#conditions),*]) }
        }
    }
}
