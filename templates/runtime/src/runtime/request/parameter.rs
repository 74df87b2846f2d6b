//! How a value is written into a query, a form or a header.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::runtime::JsonText;
use crate::runtime::values::duration;

/// A value that a parameter can take.
pub(crate) trait ParameterValue {
    /// The text that goes over the wire, before any encoding; or why there is none.
    fn into_parameter(self) -> Result<String, String>;
}

impl ParameterValue for String {
    fn into_parameter(self) -> Result<String, String> {
        Ok(self)
    }
}

impl ParameterValue for JsonText {
    fn into_parameter(self) -> Result<String, String> {
        self.into_text()
    }
}

/// ISO 8601, such as `PT1M`.
impl ParameterValue for Duration {
    fn into_parameter(self) -> Result<String, String> {
        Ok(duration::to_text(self))
    }
}

/// Implements the trait for types whose `Display` is what the API reads.
#[rustfmt::skip]
macro_rules! displayed {
    ($($type:ty: $form:literal,)+) => {$(
        #[doc = concat!("Written as ", $form, ".")]
        impl ParameterValue for $type {
            fn into_parameter(self) -> Result<String, String> {
                Ok(self.to_string())
            }
        }
    )+};
}

displayed! {
    bool: "`true` or `false`",
    u32: "decimal digits",
    i64: "decimal digits",
    f64: "a decimal number",
    Date: "ISO 8601, such as `2024-02-29`",
    Timestamp: "RFC 3339 in UTC, such as `2024-02-29T12:00:00Z`",
}
