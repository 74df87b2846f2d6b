//! Names that every client crate contains.
//!
//! Those of the runtime and the templates are constant tables, since parsing these files would double the run time.
//! `tests/tests/names.rs` derives them from the files and fails if they differ.

/// Types, traits and variants of the prelude, some of which macros of the runtime refer to.
pub const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Modules of the crate.
pub const MODULES: &[&str] = &[
    "access_token",
    "api",
    "authentication",
    "bytes",
    "client",
    "error_code",
    "fake",
    "http",
    "jiff",
    "mock",
    "reqwest",
    "runtime",
    "secrecy",
    "serde_json",
    "sid",
    "transport",
    "webhook",
];

/// Names with a special meaning for Cargo or Windows: crate roots and devices.
pub const FILES: &[&str] = &[
    "lib", "main", "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6",
    "lpt7", "lpt8", "lpt9",
];

/// The module of the events, if the API sends any.
pub const EVENTS_MODULE: &str = "events";

/// Types that the module of the events declares beside those of the document.
pub const EVENT_TYPES: &[&str] =
    &["Event", "EventError", "EventParameters", "Reply", "Sample", "UnknownEvent"];

/// The field of every event for the parameters that it does not know.
pub const EVENT_FIELDS: &[&str] = &["other"];

/// Methods of every reply to an event.
pub const REPLY_METHODS: &[&str] = &["into_response"];

/// Methods of every sample of an event.
pub const SAMPLE_METHODS: &[&str] = &[
    "event",
    "form",
    "new",
    "parameter",
    "request",
    "set",
    "set_json",
    "set_list",
    "set_separated",
    "without",
];

/// Methods of the client, including private ones.
pub const CLIENT_METHODS: &[&str] = &[
    "access_token",
    "account_sid",
    "assemble",
    "base_url",
    "builder",
    "execute",
    "from_env",
    "headers",
    "new",
    "options",
    "product_url",
    "raw_request",
];

/// Methods of every request.
pub const REQUEST_METHODS: &[&str] = &[
    "add_form_parameter",
    "add_header",
    "add_json_member",
    "add_query_parameter",
    "into_future",
    "maybe",
    "options",
    "send",
    "send_with_response",
];

/// The method of a request that waits for an asynchronous operation to complete.
pub const WAITING_METHODS: &[&str] = &["wait"];

/// Methods of every request for a list.
pub const LIST_REQUEST_METHODS: &[&str] = &[
    "add_header",
    "add_query_parameter",
    "all",
    "into_future",
    "limit",
    "maybe",
    "options",
    "page_size",
    "pages",
    "prefetch",
    "resume",
    "send",
    "send_with_response",
    "stream",
];

/// Methods of the handle of every collection.
pub const COLLECTION_METHODS: &[&str] = &["handle"];

/// Methods derived for handles, requests and the client.
pub const DERIVED_METHODS: &[&str] = &["clone"];

/// Methods of the prelude's traits that take `self` by value, which the compiler prefers to a method of the type by reference.
pub const BY_VALUE_METHODS: &[&str] = &["into", "try_into"];

/// Methods of every model that requests contain.
pub const MODEL_METHODS: &[&str] = &["new"];

/// Returns the method of a model that decodes the JSON text in a field with this name.
pub fn reader(field: &str) -> String {
    format!("decode_{field}")
}

/// The variant of every enum for unknown values.
pub const VARIANTS: &[&str] = &["Unknown"];
