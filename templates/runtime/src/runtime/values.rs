//! Values in requests and responses: SIDs, enums, JSON, durations and timestamps.

pub(crate) mod duration;
mod json_text;
pub(crate) mod redacted;
pub(crate) mod sids;
mod string_enums;
pub(crate) mod timestamp;

pub use self::json_text::JsonText;
pub(crate) use self::redacted::Redacted;
pub(crate) use self::sids::sid;
pub use self::sids::{ParseSidError, Sid, SidOrName};
pub(crate) use self::string_enums::string_enum;
