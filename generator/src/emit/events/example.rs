//! The example of a handler in the documentation of the events.

use super::event_method;
use crate::emit::Context;
use crate::ir::{Event, Type};
use crate::name::EventNames;
use crate::text::rustdoc::Prose;

/// Emits a handler that validates requests, and accepts an action if there is an event that precedes one.
pub(super) fn emit<'a>(
    context: Context<'a>,
    named: impl Iterator<Item = (&'a Event, &'a EventNames)>,
) -> Prose {
    let decided: Vec<_> = named.filter(|(event, _)| event.precedes_action()).collect();
    let changed = decided.iter().find(|(event, _)| change(context, event).is_some());
    let decided = changed.or(decided.first()).map(|(event, names)| {
        let variant = &names.variant;
        let change = change(context, event).unwrap_or_default();
        format!("        Event::{variant}(event) => event.accept(){change}.into_response(),\n")
    });
    let crate_name = context.crate_name;
    let module = context.names.module.within("events");
    let event = event_method(context);
    let decided = decided.unwrap_or_default();
    Prose::example(&format!(
        "use {crate_name}::{module}::{{Event, EventError, Reply}};
use {crate_name}::http::{{Request, Response}};
use {crate_name}::webhook::SignatureValidator;

fn respond(
    validator: &SignatureValidator,
    request: &Request<Vec<u8>>,
) -> Result<Response<String>, EventError> {{
    let event = validator.{event}(\"https://example.com\", request)?;
    Ok(match event {{
{decided}        event => {{
            println!(\"{{:?}}\", event.kind());
            Reply::default().into_response()
        }}
    }})
}}"
    ))
}

/// Returns the call that changes the first text that the reply to an event may change.
fn change(context: Context<'_>, event: &Event) -> Option<String> {
    let model = event.reply.as_ref()?.model?;
    let fields = context.api.model(model).fields.iter();
    let named = fields.zip(&context.names.model(model).fields);
    let (_, name) = named.into_iter().find(|(field, _)| field.ty == Type::String)?;
    Some(format!(".{name}(\"...\")"))
}
