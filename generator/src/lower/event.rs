//! Events: the callbacks of operations, which the API sends as forms.
//!
//! The name of a callback is the kind of its event. A parameter whose `enum` contains it tells the kind. The expression of the
//! callback names the parameter of the operation that sets the URL.

mod form;
mod known;
mod reply;

use std::collections::{HashMap, HashSet};

use openapiv3::{Operation as Source, PathItem, ReferenceOr};

use super::Lowering;
use crate::diagnostics::Pointer;
use crate::ir::{Destination, Documentation, Event, Events, Location, LoweredApi};
use known::{Discriminator, Known};

/// A request to a URL that a parameter sets.
struct Request<'a> {
    kind: &'a str,
    source: &'a Source,
    pointer: Pointer,
}

impl<'a> Lowering<'a> {
    /// Lowers the callbacks of all operations. Unsupported ones are noted.
    pub(super) fn events(&mut self) {
        let mut known = Known::default();
        let root = Pointer::root().join("paths");
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            let pointer = root.join(path);
            let callers = item.iter();
            for (method, operation) in
                callers.filter(|(_, operation)| !operation.callbacks.is_empty())
            {
                let pointer = pointer.join(method);
                let parameters = parameters(&mut known, &self.api, &pointer);
                self.callbacks(operation, &pointer, &parameters, &mut known);
            }
        }
        let Known {
            discriminator,
            events,
            replies: _,
            parameters: _,
        } = known;
        let Some(Discriminator { wire, kinds, .. }) = discriminator else {
            return;
        };
        let variants = self.api.enumerations[kinds].variants.iter().enumerate();
        let order: HashMap<&String, usize> =
            variants.map(|(index, variant)| (&variant.wire, index)).collect();
        let mut events: Vec<Event> =
            events.into_values().filter_map(|(_, event)| event).collect();
        events.sort_by_key(|event| order.get(&event.kind).copied());
        self.api.events = Some(Events {
            discriminator: wire,
            kinds,
            events,
        });
    }

    fn callbacks(
        &mut self,
        operation: &'a Source,
        pointer: &Pointer,
        parameters: &HashSet<String>,
        known: &mut Known<'a>,
    ) {
        let pointer = pointer.join("callbacks");
        for (kind, callback) in &operation.callbacks {
            let pointer = pointer.join(kind);
            for (expression, item) in callback {
                let pointer = pointer.join(expression);
                let Some(destination) =
                    self.destination(operation, expression, parameters, &pointer)
                else {
                    continue;
                };
                let Some(request) = self.request(kind, item, &pointer) else {
                    continue;
                };
                let caller = (request.kind, destination.operation.as_str());
                self.fake_event(caller, request.source, &request.pointer);
                self.sent(request, destination, known);
            }
        }
    }

    /// Returns the parameter of an operation that the expression of a callback names.
    fn destination(
        &mut self,
        operation: &'a Source,
        expression: &str,
        parameters: &HashSet<String>,
        pointer: &Pointer,
    ) -> Option<Destination> {
        let member = body_member(expression);
        let parameter = member.filter(|parameter| parameters.contains(parameter));
        if parameter.is_none() {
            let found = match body_member(expression) {
                Some(member) => {
                    format!(
                        "the expression names `{member}`, which is not a parameter of the form"
                    )
                }
                None => format!("the expression `{expression}` is not supported"),
            };
            self.note_callback(
                pointer,
                found,
                "an expression such as `{$request.body#/Url}`, which names a parameter of the form",
            );
        }
        Some(Destination {
            operation: operation.operation_id.clone()?,
            parameter: parameter?,
        })
    }

    /// Returns the request of a callback, which has to be a form that is sent with `POST`.
    fn request(
        &mut self,
        kind: &'a str,
        item: &'a PathItem,
        pointer: &Pointer,
    ) -> Option<Request<'a>> {
        for (method, _) in item.iter().filter(|(method, _)| *method != "post") {
            self.note_callback(
                &pointer.join(method),
                format!("the method `{method}` of a callback is not supported"),
                "`post`",
            );
        }
        let pointer = pointer.join("post");
        self.check_length(Some(kind), &pointer)?;
        item.post.as_ref().map(|source| Request {
            kind,
            source,
            pointer,
        })
    }

    /// Adds an event, or another destination of a known one.
    fn sent(
        &mut self,
        request: Request<'a>,
        destination: Destination,
        known: &mut Known<'a>,
    ) {
        let source = request.source;
        if let Some((first, event)) = known.events.get_mut(request.kind) {
            let is_same = first.request_body == source.request_body
                && first.responses == source.responses;
            match event {
                Some(event) if is_same => event.destinations.push(destination),
                Some(event) => {
                    let expected = format!(
                        "the same request and responses as at {}",
                        event.pointer
                    );
                    self.note_callback(
                        &request.pointer,
                        format!(
                            "the callback `{}` differs from another one",
                            request.kind
                        ),
                        expected,
                    );
                }
                None => {}
            }
            return;
        }
        let kind = request.kind;
        let event = self.event(request, destination, known);
        known.events.insert(kind, (source, event));
    }

    fn event(
        &mut self,
        Request {
            kind,
            source,
            pointer,
        }: Request<'a>,
        destination: Destination,
        known: &mut Known<'a>,
    ) -> Option<Event> {
        let (media, content) = self.form(source, &pointer)?;
        let model = self.parameters_of(kind, media, &content)?;
        self.api.models[model].deprecated |= source.deprecated;
        self.without_discriminator(kind, model, &content, known)?;
        self.check_lists(model);
        let separated = self.separated(media, model, &content);
        let reply = self.reply(kind, source, &pointer, known);
        Some(Event {
            pointer,
            kind: kind.to_owned(),
            model,
            separated,
            reply,
            destinations: vec![destination],
            documentation: Documentation {
                summary: source.summary.clone().unwrap_or_default(),
                description: source.description.clone().unwrap_or_default(),
                page: source.external_docs.as_ref().map(|page| page.url.clone()),
            },
        })
    }
}

/// Takes the names of the parameters in the form of an operation.
fn parameters(
    known: &mut Known<'_>,
    api: &LoweredApi,
    pointer: &Pointer,
) -> HashSet<String> {
    let all = known.parameters.get_or_insert_with(|| {
        let operations = api.operations().map(|(_, operation)| operation);
        let forms = operations.map(|operation| {
            let parameters = operation.parameters.iter();
            let parameters =
                parameters.filter(|parameter| parameter.location == Location::Form);
            let names = parameters.map(|parameter| parameter.wire.clone()).collect();
            (operation.routes.first().pointer.clone(), names)
        });
        forms.collect()
    });
    all.remove(pointer).unwrap_or_default()
}

/// Returns the member of the request's body that an expression such as `{$request.body#/Url}` names.
fn body_member(expression: &str) -> Option<String> {
    let member = expression.strip_prefix("{$request.body#/")?.strip_suffix('}')?;
    let is_single = !member.contains(['/', '{', '}']);
    is_single.then(|| member.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::body_member;

    #[test]
    fn an_expression_names_a_member_of_the_body() {
        for (expression, member) in [
            ("{$request.body#/Url}", Some("Url")),
            ("{$request.body#/Configuration.Url}", Some("Configuration.Url")),
            ("{$request.body#/a~1b~0c}", Some("a/b~c")),
            ("{$request.body#/a/b}", None),
            ("{$request.query.url}", None),
            ("https://example.com/{$request.body#/Id}", None),
            ("$request.body#/Url", None),
        ] {
            assert_eq!(body_member(expression).as_deref(), member, "{expression}");
        }
    }
}
