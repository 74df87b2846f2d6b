//! Emits the events: the file of their types, and that of their samples.

mod declaration;
mod documentation;
mod event_enum;
mod example;
mod reply;
mod sample;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use self::documentation::described;
use super::documentation::{inner, page_link};
use super::imports::Imports;
use super::types::Types;
use super::{Context, enumeration, model};
use crate::ir::{Event, Events, ModelId};
use crate::name::Identifier;
use crate::name::reserved::{EVENT_TYPES, EVENTS_MODULE};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the file with the types of all events.
pub(super) fn emit(context: Context<'_>, events: &Events) -> TokenStream {
    let imports = Imports::beside(declared(context, events));
    let module = context.names.module.within(EVENTS_MODULE);
    let types = types(context, &imports, &module, events);
    let event = event_enum::emit(types, events);
    let declarations = events.events.iter().zip(context.names.events());
    let declarations: Vec<TokenStream> = declarations
        .map(|(event, names)| declaration::emit(types, events, event, &names.variant))
        .collect();
    let replies: Vec<TokenStream> = events
        .reply_models()
        .into_iter()
        .map(|id| reply::emit(types, events, id))
        .collect();
    let models: Vec<TokenStream> = context
        .contents
        .event_models
        .iter()
        .map(|&id| model::emit_part_of_event(types, id))
        .collect();
    let enumerations: Vec<TokenStream> = context
        .contents
        .event_enumerations
        .iter()
        .map(|&id| enumeration::emit(types, id))
        .collect();
    let documentation = inner(describe(context, events));
    let kinds = reexported_kinds(types, events);
    let shared = quote! {
        pub use crate::runtime::webhook::events::{EventError, EventParameters, Reply, Sample};
    };
    let uses = imports.emit();
    let allowed = types.allows_deprecated.then(|| quote! { #![allow(deprecated)] });
    quote! {
        #documentation
        #allowed
        pub mod sample;
        #uses
        #kinds
        #shared
        #event
        #(#declarations)*
        #(#replies)*
        #(#models)*
        #(#enumerations)*
    }
}

/// Emits the file with a sample of each event.
pub(super) fn emit_samples(context: Context<'_>, events: &Events) -> TokenStream {
    let imports = Imports::beside(BTreeSet::new());
    let types = types(context, &imports, "sample", events);
    let names = context.names.events().iter();
    let samples: Vec<TokenStream> = events
        .events
        .iter()
        .zip(names)
        .map(|(event, names)| sample::emit(types, events, event, names))
        .collect();
    let uses = imports.emit();
    let allowed = types.allows_deprecated.then(|| quote! { #![allow(deprecated)] });
    quote! {
        //! Samples of events with plausible values, for tests of handlers.
        //!
        //! Each function returns a [`Sample`], whose setters replace values. [`Sample::event`] returns the event, for tests of
        //! functions that take one; [`Sample::request`] returns a request that is signed as Twilio signs it, for
        //! [tests of a whole router](crate::webhook#tests-of-handlers).

        #allowed
        #uses
        #(#samples)*
    }
}

fn types<'a>(
    context: Context<'a>,
    imports: &'a Imports,
    module: &'a str,
    events: &Events,
) -> Types<'a> {
    Types {
        context,
        imports,
        module,
        allows_deprecated: names_deprecated(context, events),
    }
}

/// Returns `true` if the files declare or use something deprecated, where each mention would be warned of.
fn names_deprecated(context: Context<'_>, events: &Events) -> bool {
    let api = context.api;
    let own = events.models().into_iter().chain(events.reply_models());
    let mut models = own.chain(context.contents.event_models.iter().copied());
    let enumerations = context.contents.event_enumerations.iter();
    let is_deprecated = |model: ModelId| {
        let model = api.model(model);
        let mut fields = model.fields.iter();
        model.deprecated
            || fields.any(|field| field.deprecated || api.is_deprecated(&field.ty))
    };
    enumerations.chain([&events.kinds]).any(|&id| api.enumeration(id).deprecated)
        || models.any(is_deprecated)
}

/// Returns the names of the types that the file declares or exports.
fn declared(context: Context<'_>, events: &Events) -> BTreeSet<String> {
    let own = events.models().into_iter().chain(events.reply_models());
    let others = context.contents.event_models.iter().copied();
    let models = own.chain(others).map(|id| context.names.model(id).name.to_string());
    let enumerations = context.contents.event_enumerations.iter();
    let enumerations = enumerations.chain([&events.kinds]);
    let enumerations =
        enumerations.map(|&id| context.names.enumeration(id).name.to_string());
    let shared = EVENT_TYPES.iter().map(|name| (*name).to_owned());
    models.chain(enumerations).chain(shared).collect()
}

/// Exports the enum of the kinds of event if a resource declares it.
fn reexported_kinds(types: Types<'_>, events: &Events) -> Option<TokenStream> {
    let owner = types.context.api.enumeration(events.kinds).owner.resource()?;
    let name = types.context.names.enumeration(events.kinds).name.as_str();
    let path = format!("{}::{name}", types.context.path_of(owner));
    let path: TokenStream = path.parse().expect("a path made by this crate");
    Some(quote! { pub use #path; })
}

/// Returns the name of the method of `SignatureValidator` that parses an event. All APIs of the crate add one.
fn event_method(context: Context<'_>) -> String {
    match context.names.module.name() {
        Some(module) => format!("{module}_event"),
        None => "event".to_owned(),
    }
}

/// Returns a link to the method that parses an event.
fn validating_method(context: Context<'_>) -> Inline {
    let method = format!("SignatureValidator::{}", event_method(context));
    Inline::item(&Inline::code(&method), &format!("crate::webhook::{method}"))
}

fn own_item(name: &Identifier) -> Inline {
    joined!["[", Inline::code(name.as_str()), "]"]
}

fn describe(context: Context<'_>, events: &Events) -> Prose {
    let named = || events.events.iter().zip(context.names.events());
    let item = |event: &Event| {
        let name = &context.names.model(event.model).name;
        joined![own_item(name), ": ", described(context, event).inline()]
    };
    let list = |precedes| {
        let events =
            events.events.iter().filter(|event| event.precedes_action() == precedes);
        Prose::list(events.map(item))
    };
    let titled = |title: &'static str, precedes| {
        let list = list(precedes);
        if list.is_empty() {
            Prose::default()
        } else {
            Prose::blocks([Inline::from(title).into(), list])
        }
    };
    let page =
        events.events.iter().find_map(|event| event.documentation.page.as_deref());
    Prose::blocks([
        Inline::from("Types of the events that webhooks send, and of the replies to them.").into(),
        joined![
            validating_method(context),
            " validates the signature of a request and parses the event in it; [`Event::parse`] only parses it. With \
             the feature `axum`, [`Event`] is an extractor, and replies are responses. The module [`sample`] creates \
             events and signed requests for tests.",
        ]
        .into(),
        example::emit(context, named()),
        titled("Sent before an action, which the response accepts or rejects:", true),
        titled("Sent after an action:", false),
        page_link(page).into(),
    ])
}
