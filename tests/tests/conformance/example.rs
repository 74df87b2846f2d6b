//! The response examples of a document, each with its call.

use serde_json::{Value, json};
use tests::operations::{Body, Operation, all};
use twilio_conversations::Result;

use crate::calls::{Call, find};
use crate::given::{Choice, Given, PathNames};
use crate::offline::Offline;

/// A response example with the call that deserializes it.
pub struct Example<'a> {
    /// The `operationId` of its operation.
    pub operation: &'static str,
    /// The operation, the status code and the name of the example.
    pub place: String,
    /// The schema of the response.
    pub schema: &'a Value,
    /// The example.
    pub value: &'a Value,
    status: u16,
    call: &'static Call,
    given: Given,
}

impl<'a> Example<'a> {
    /// Returns all examples of a document with the overlay applied.
    pub fn all(document: &'a Value) -> Vec<Self> {
        let of_body = |body: Body<'a>| {
            body.examples()
                .map(move |(name, value)| Self::new(document, body, name, value))
        };
        all(document).flat_map(Operation::bodies).flat_map(of_body).collect()
    }

    fn new(document: &'a Value, body: Body<'a>, name: &str, value: &'a Value) -> Self {
        let Body {
            operation, status, ..
        } = body;
        let call = find(operation.id());
        Self {
            operation: call.id,
            place: format!("{}/{status} {name}", operation.id()),
            schema: body.schema(),
            value,
            status: status.parse().expect("it is a status"),
            call,
            given: Given::new(document, operation, Choice::First, PathNames::Plain),
        }
    }

    /// Calls a list with two pages of responses, and serializes its items.
    pub fn all_items(&self, offline: &Offline, pages: [&Value; 2]) -> Result<Value> {
        let all = self.call.all.expect("it is a list");
        for page in pages {
            offline.answer(200, page);
        }
        offline.wait(all(offline.client(), &self.given))
    }

    /// Returns the property that contains the items of a page.
    pub fn items(&self) -> Option<&'static str> {
        self.call.items
    }

    /// Makes the call with a response body, and serializes the result.
    pub fn decoded(&self, offline: &Offline, body: &Value) -> Result<Value> {
        offline.answer(self.status, body);
        let decoded =
            offline.wait((self.call.minimal)(offline.client(), &self.given))?;
        Ok(match self.call.items {
            Some(items) => json!({items: decoded["items"], "meta": decoded["meta"]}),
            None => decoded,
        })
    }
}
