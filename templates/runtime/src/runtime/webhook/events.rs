//! Events, as forms: the part that no document decides. The module `events` of the crate declares their types.

mod error;
mod extractor;
mod parameters;
mod reply;
mod request;
mod sample;

pub use self::error::EventError;
pub use self::parameters::EventParameters;
pub use self::reply::Reply;
pub use self::sample::Sample;

pub(crate) use self::extractor::extractor;
pub(crate) use self::reply::reply;
pub(crate) use self::request::{form_in, form_of};
