//! Values in requests and responses: SIDs, enums, JSON, durations and timestamps.

pub(crate) mod deserializer;
pub(crate) mod duration;
mod json_text;
pub(crate) mod lenient;
pub(crate) mod non_null;
pub(crate) mod nullable;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod redacted;
mod sid_text;
pub(crate) mod sids;
mod string_enums;
pub(crate) mod text;
pub(crate) mod timestamp;
pub(crate) mod unions;
mod unknown_value;
mod unknown_variant;

pub use self::json_text::{IntoJsonText, JsonText};
pub use self::nullable::Nullable;
pub(crate) use self::nullable::nullable_from;
pub(crate) use self::redacted::Redacted;
pub(crate) use self::sid_text::SidText;
pub(crate) use self::sids::sid;
pub use self::sids::{ParseSidError, Sid, SidOrName};
pub(crate) use self::string_enums::string_enum;
pub use self::unknown_value::UnknownValue;
pub use self::unknown_variant::UnknownVariant;
