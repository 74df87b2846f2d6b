//! Emits what the enum of the kinds of event has beside what every enum has.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::outer;
use super::types::Types;
use crate::ir::{EnumerationId, Events};
use crate::text::rustdoc::{Inline, joined};

/// Documentation of the method that tells when an event is sent.
const PRECEDES: &str = "Returns `true` if the event is sent before an action, which the response accepts or rejects, and `false` if it \
     is sent after one. Returns `false` for an unknown kind, although its event may be sent before an action too.";

/// Returns the events if the enum is that of their kinds.
pub(super) fn events_of(types: Types<'_>, id: EnumerationId) -> Option<&Events> {
    types.context.api.events.as_ref().filter(|events| events.kinds == id)
}

/// Emits the method that tells which events are sent before an action.
pub(super) fn emit(types: Types<'_>, events: &Events) -> TokenStream {
    let name = &types.context.names.enumeration(events.kinds).name;
    let documentation = outer(Inline::from(PRECEDES));
    let kinds = &types.context.api.enumeration(events.kinds).variants;
    let named =
        kinds.iter().zip(&types.context.names.enumeration(events.kinds).variants);
    let (preceding, others): (Vec<_>, Vec<_>) = named.partition(|(kind, _)| {
        let mut events = events.events.iter();
        events.any(|event| event.kind == kind.wire && event.precedes_action())
    });
    let preceding: Vec<_> = preceding.into_iter().map(|(_, name)| name).collect();
    let others = others.into_iter().map(|(_, name)| name);
    let before =
        (!preceding.is_empty()).then(|| quote! { #(Self::#preceding)|* => true, });
    quote! {
        impl #name {
            #documentation
            pub fn precedes_action(&self) -> bool {
                match self {
                    #before
                    #(Self::#others |)* Self::Unknown(_) => false,
                }
            }
        }
    }
}

/// Emits the paragraph that links the struct of an event in the documentation of its kind, where that struct exists.
pub(super) fn emit_link(
    types: Types<'_>,
    events: &Events,
    kind: &str,
) -> Option<TokenStream> {
    let event = events.events.iter().find(|event| event.kind == kind)?;
    let name = &types.context.names.model(event.model).name;
    let path = format!("{}::{name}", types.context.path("events"));
    let link = Inline::item(&Inline::code(name.as_str()), &path);
    let paragraph = format!("\n {}", joined!["Event: ", link, "."]);
    Some(quote! { #[cfg_attr(feature = "webhook", doc = #paragraph)] })
}
