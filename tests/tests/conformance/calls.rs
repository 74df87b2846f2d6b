//! A call of every operation, in each way the tests need it.
//!
//! The table is written by the build script out of what the generator says of the API (`generator ir`).

use std::fmt::Debug;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilio_conversations::{Client, Page, ResponseFuture, Result};

use crate::given::{Given, Readable};

/// The answer to a call, encoded as JSON again: a page as `items` and `meta`, nothing as null.
pub type Answer = Pin<Box<dyn Future<Output = Result<Value>> + Send>>;

/// Makes a call with the values that are given.
type MakeCall = fn(&Client, &Given) -> Answer;

/// What is seen of a call by whoever prints all there is to print.
#[derive(Debug, Default)]
pub struct Shown {
    /// The texts.
    pub texts: Vec<String>,
    /// The answer, encoded as JSON again; of a page, the items.
    pub answer: Option<Value>,
}

/// What will be seen of a call.
pub type Showing = Pin<Box<dyn Future<Output = Shown> + Send>>;

/// How to call an operation.
pub struct Call {
    /// Its `operationId`.
    pub id: &'static str,
    /// The property that holds the items of a list.
    pub items: Option<&'static str>,
    /// With nothing but what it requires.
    pub minimal: MakeCall,
    /// With every setter, and the largest page size there is.
    pub full: MakeCall,
    /// The items of all pages of a list.
    pub all: Option<MakeCall>,
    /// With every setter, and prints whatever there is on the way: handle, request, future, answer and error.
    pub show: fn(&Client, &Given) -> Showing,
}

/// A set of values.
pub struct Enumeration {
    /// The Rust path of its type.
    pub path: &'static str,
    /// Where the document declares it.
    pub pointers: &'static [&'static str],
    /// Its values in the document.
    pub values: &'static [&'static str],
    /// Reads a value, writes it again, and says whether the type knows it.
    pub read: fn(&str) -> (String, bool),
}

/// The call of an operation.
pub fn find(id: &str) -> &'static Call {
    let call = CALLS.iter().find(|call| call.id == id);
    call.unwrap_or_else(|| panic!("{id} is not offered"))
}

/// The fields that are always there, of the type that a schema became.
pub fn always_present(schema: &str) -> &'static [&'static str] {
    let pointer = format!("/components/schemas/{schema}");
    let found = PRESENT.iter().find(|(declared, _)| *declared == pointer);
    found.unwrap_or_else(|| panic!("{schema} became no type")).1
}

fn value<T: Serialize + 'static>(response: ResponseFuture<T>) -> Answer {
    Box::pin(async move { Ok(encode(&response.await?)) })
}

fn page<T: Serialize + Send + 'static>(response: ResponseFuture<Page<T>>) -> Answer {
    Box::pin(async move {
        let Page { items, meta, .. } = response.await?;
        Ok(json!({"items": encode(&items), "meta": encode(&meta)}))
    })
}

fn all<T: Serialize + 'static>(response: ResponseFuture<Vec<T>>) -> Answer {
    value(response)
}

fn empty(response: ResponseFuture<()>) -> Answer {
    value(response)
}

fn encode<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("what was decoded can be encoded")
}

/// Prints an answer.
async fn show_answer<T: Debug + Serialize>(
    response: ResponseFuture<T>,
    shown: &mut Shown,
) {
    shown.texts.push(format!("{response:?}"));
    match response.await {
        Ok(answer) => {
            shown.texts.push(format!("{answer:?} {answer:#?}"));
            shown.answer = Some(encode(&answer));
        }
        Err(error) => shown.texts.extend(error_texts(&error)),
    }
}

/// What an error and its causes say.
fn error_texts(error: &(dyn std::error::Error + 'static)) -> Vec<String> {
    let chain = std::iter::successors(Some(error), |&error| error.source());
    chain.map(|error| format!("{error} {error:?} {error:#?}")).collect()
}

/// Makes a call, and prints what there is of it.
#[rustfmt::skip]
macro_rules! show {
    ($handle:expr, $request:expr) => {{
        let mut shown = Shown::default();
        shown.texts.push(format!("{:?} {:?}", $handle, $request));
        let response = $request.send();
        Box::pin(async move {
            show_answer(response, &mut shown).await;
            shown
        })
    }};
}

/// The same of a list, with its pages, its items, and the page after the first one.
#[rustfmt::skip]
macro_rules! show_list {
    ($handle:expr, $request:expr) => {{
        let mut shown = Shown::default();
        shown.texts.push(format!("{:?} {:?}", $handle, $request));
        let (pages, items) = ($request.clone().pages(), $request.clone().stream());
        shown.texts.push(format!("{pages:?} {items:?}"));
        let response = $request.send();
        Box::pin(async move {
            show_page(response, &mut shown).await;
            shown
        })
    }};
}

/// Prints a page and what comes of going on from it.
async fn show_page<T: Debug + Serialize + DeserializeOwned + Send + 'static>(
    response: ResponseFuture<Page<T>>,
    shown: &mut Shown,
) {
    shown.texts.push(format!("{response:?}"));
    match response.await {
        Ok(page) => {
            shown.texts.push(format!("{page:?} {page:#?}"));
            shown.answer = Some(encode(&page.items));
            if let Err(error) = page.next_page().await {
                shown.texts.extend(error_texts(&error));
            }
        }
        Err(error) => shown.texts.extend(error_texts(&error)),
    }
}

#[rustfmt::skip]
macro_rules! enumeration {
    ($($path:ident)::+, $pointers:expr, $values:expr) => {
        Enumeration {
            path: stringify!($($path)::+),
            pointers: $pointers,
            values: $values,
            read: |text| {
                let value = $($path)::+::from(text);
                (value.to_string(), !matches!(value, $($path)::+::Unknown(_)))
            },
        }
    };
}

#[rustfmt::skip]
macro_rules! parsed {
    ($type:ty) => {
        impl Readable for $type {
            fn read(text: &str) -> Self {
                text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/calls.rs"));
