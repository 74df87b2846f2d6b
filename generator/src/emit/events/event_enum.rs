//! Emits the enum of all events, and the methods that create it from requests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::documentation::{REJECT, described, paragraphs};
use super::event_method;
use crate::emit::documentation::outer;
use crate::emit::types::Types;
use crate::ir::{Event, Events};
use crate::name::{EventNames, Identifier};

const PARSE: [&str; 4] = [
    "Parses the form of an event: the body of the request, or the query of one with `GET`.",
    "Does not validate the signature. An invalid value is not an error: its field is `None`, and the field `other` of the event \
     contains its text, like that of parameters for which the event has no field.",
    "# Errors",
    "An [`EventError`] if the form is too large, is not UTF-8, or has no kind.",
];

const VALIDATE: [&str; 4] = [
    "Validates the signature of a request and parses the event in it.",
    "Takes the same arguments as [`validate_request`](Self::validate_request).",
    "# Errors",
    "[`EventError::Signature`] if the signature is not valid; another [`EventError`] if it is, but the request is not an event.",
];

const PRECEDES: [&str; 1] = [
    "Returns `true` if the event is sent before an action, which the response accepts or rejects. Returns `false` for an \
     unknown event, although it may be sent before an action too.",
];

/// Emits the enum and the struct for unknown events.
pub(super) fn emit(types: Types<'_>, events: &Events) -> TokenStream {
    let named: Vec<(&Event, &EventNames)> =
        events.events.iter().zip(types.context.names.events()).collect();
    let variants = named.iter().map(|(event, names)| {
        let model = &types.context.names.model(event.model).name;
        let variant = &names.variant;
        let documentation = outer(described(types.context, event).prose());
        quote! { #documentation #variant(#model), }
    });
    let methods = methods(types, events, &named);
    let unknown = unknown(types, events);
    quote! {
        #[doc = " Event that a webhook sends."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            #[doc = " An event of a kind unknown to this version of the crate."]
            Unknown(UnknownEvent),
        }

        #methods
        #unknown
    }
}

fn methods(
    types: Types<'_>,
    events: &Events,
    named: &[(&Event, &EventNames)],
) -> TokenStream {
    let kind = &types.context.names.enumeration(events.kinds).name;
    let discriminator = &events.discriminator;
    let variants: Vec<&Identifier> =
        named.iter().map(|(_, names)| &names.variant).collect();
    let form_of = types.event_runtime("form_of");
    let extractor = types.event_runtime("extractor");
    let validator = types.import("crate::runtime::webhook", "SignatureValidator");
    let request = types.import("http", "Request");
    let event = format_ident!("{}", event_method(types.context));
    let [of_parse, of_validate, of_precedes] =
        [paragraphs(PARSE), paragraphs(VALIDATE), paragraphs(PRECEDES)];
    quote! {
        impl Event {
            #of_parse
            pub fn parse(form: impl AsRef<[u8]>) -> Result<Self, EventError> {
                let (kind, parameters) = EventParameters::parse(form.as_ref(), #discriminator)?;
                let event = match #kind::from(kind) {
                    #(#kind::#variants => Self::#variants(parameters.into()),)*
                    kind => Self::Unknown(UnknownEvent { kind, parameters }),
                };
                Ok(event)
            }

            #[doc = " Returns the kind of the event, such as for the filters of a webhook."]
            pub fn kind(&self) -> #kind {
                match self {
                    #(Self::#variants(_) => #kind::#variants,)*
                    Self::Unknown(event) => event.kind.clone(),
                }
            }

            #of_precedes
            pub fn precedes_action(&self) -> bool {
                self.kind().precedes_action()
            }
        }

        impl #validator {
            #of_validate
            pub fn #event<B: AsRef<[u8]>>(&self, public_url: &str, request: &#request<B>) -> Result<Event, EventError> {
                Event::parse(#form_of(self, public_url, request)?)
            }
        }

        #extractor!(Event);
    }
}

fn unknown(types: Types<'_>, events: &Events) -> TokenStream {
    let kind = &types.context.names.enumeration(events.kinds).name;
    let status = types.import("http", "StatusCode");
    let of_reject = paragraphs(REJECT);
    quote! {
        #[doc = " An event of a kind unknown to this version of the crate, with all of its parameters."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct UnknownEvent {
            #[doc = " The kind of the event."]
            pub kind: #kind,
            #[doc = " The parameters of the event."]
            pub parameters: EventParameters,
        }

        impl UnknownEvent {
            #of_reject
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            #[track_caller]
            pub fn reject(&self, status: #status) -> Reply { Reply::rejection(status) }
        }
    }
}
