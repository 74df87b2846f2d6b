//! Emits events.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::action;
use super::table::{Table, optional};
use super::values::{pairs, property_path, reference};
use crate::ir::Events;
use crate::ir::fake::{Destination, Event, EventParameter, EventValue, Keywords, Reply};

/// Emits the events.
pub(super) fn emit(table: Table<'_>, events: &Events) -> TokenStream {
    let item = table.item("Events");
    let discriminator = &events.discriminator;
    let caused = table.context.api.fake.events.iter().map(|one| event(table, one));
    quote! {
        pub(super) static EVENTS: #item = #item {
            discriminator: #discriminator,
            events: &[#(#caused),*],
        };
    }
}

fn event(table: Table<'_>, event: &Event) -> TokenStream {
    let item = table.item("Event");
    let kind = &event.kind;
    let resource = table.index(event.resource);
    let action = action(table, &event.action);
    let property = optional(event.property.as_ref().map(property_path));
    let reply = optional(event.reply.as_ref().map(|one| reply(table, one)));
    let parameters = event.parameters.iter().map(|one| parameter(table, one));
    let destinations = event.destinations.iter().map(|one| destination(table, one));
    quote! {
        #item {
            kind: #kind,
            resource: #resource,
            action: #action,
            property: #property,
            reply: #reply,
            parameters: &[#(#parameters),*],
            destinations: &[#(#destinations),*],
        }
    }
}

fn reply(table: Table<'_>, reply: &Reply) -> TokenStream {
    let item = table.item("EventReply");
    let properties = reply.properties.iter().map(|(member, property)| {
        let property = property_path(property);
        quote! { (#member, #property) }
    });
    let can_reject = reply.can_reject;
    let rejection = optional(reply.rejection.as_ref().map(|refusal| {
        let refusal = table.refusal(refusal);
        quote! { &#refusal }
    }));
    quote! {
        &#item {
            properties: &[#(#properties),*],
            can_reject: #can_reject,
            rejection: #rejection,
        }
    }
}

fn parameter(table: Table<'_>, parameter: &EventParameter) -> TokenStream {
    let [item, value_item] =
        ["EventParameter", "EventValue"].map(|name| table.item(name));
    let name = &parameter.name;
    let value = match &parameter.value {
        EventValue::Property(from) => {
            let from = reference(table, from);
            quote! { #value_item::Property(#from) }
        }
        EventValue::Before(property) => {
            let property = property_path(property);
            quote! { #value_item::Before(#property) }
        }
        EventValue::Text(text) => quote! { #value_item::Text(#text) },
        EventValue::Objects(from, keys) => {
            let from = reference(table, from);
            let keys = pairs(keys);
            quote! { #value_item::Objects(#from, #keys) }
        }
        EventValue::Now => quote! { #value_item::Now },
        EventValue::Cause {
            request,
            deadline,
            child,
        } => quote! {
            #value_item::Cause { request: #request, deadline: #deadline, child: #child }
        },
    };
    quote! { #item::new(#name, #value) }
}

fn destination(table: Table<'_>, destination: &Destination) -> TokenStream {
    let item = table.item("Destination");
    let resource = table.index(destination.resource);
    let url = property_path(&destination.url);
    let kinds = optional(destination.kinds.as_ref().map(property_path));
    let method = optional(destination.method.as_ref().map(property_path));
    let keywords = destination.keywords.as_ref().map(|one| keywords(table, one));
    let keywords = optional(keywords);
    let replaces = optional(destination.replaces.map(|id| table.index(id)));
    quote! {
        #item {
            resource: #resource,
            url: #url,
            kinds: #kinds,
            keywords: #keywords,
            method: #method,
            replaces: #replaces,
        }
    }
}

fn keywords(table: Table<'_>, keywords: &Keywords) -> TokenStream {
    let item = table.item("Keywords");
    let (property, value) = &keywords.target;
    let property = property_path(property);
    let list = property_path(&keywords.list);
    let text = optional(keywords.text.as_ref().map(property_path));
    quote! { &#item { target: (#property, #value), list: #list, text: #text } }
}
