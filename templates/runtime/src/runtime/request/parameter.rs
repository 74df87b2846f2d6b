//! How a value is written into a query, a form or a header.

use std::error::Error as _;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use crate::runtime::values::duration;
use crate::runtime::{JsonText, Nullable};

/// A value that a parameter can take.
pub(crate) trait ParameterValue {
    /// The text that goes over the wire, before any encoding; or why there is none.
    fn into_parameter(self) -> Result<String, String>;

    /// Whether the value is sent whatever the limits of its parameter are.
    fn is_beyond_limits(&self) -> bool {
        false
    }
}

impl ParameterValue for String {
    fn into_parameter(self) -> Result<String, String> {
        Ok(self)
    }
}

/// JSON text, or why a value has none.
impl ParameterValue for crate::runtime::Result<JsonText> {
    fn into_parameter(self) -> Result<String, String> {
        self.map(String::from).map_err(|error| match error.source() {
            Some(source) => source.to_string(),
            None => error.to_string(),
        })
    }
}

impl ParameterValue for JsonText {
    fn into_parameter(self) -> Result<String, String> {
        Ok(self.into())
    }
}

/// Null is an empty text.
impl<T: ParameterValue> ParameterValue for Nullable<T> {
    fn into_parameter(self) -> Result<String, String> {
        match self {
            Self::Null => Ok(String::new()),
            Self::Value(value) => value.into_parameter(),
        }
    }
}

/// ISO 8601, such as `PT1M`.
impl ParameterValue for Duration {
    fn into_parameter(self) -> Result<String, String> {
        Ok(duration::to_text(self))
    }

    /// Zero switches a timer off.
    fn is_beyond_limits(&self) -> bool {
        self.is_zero()
    }
}

/// RFC 3339 in whole seconds and UTC, such as `2024-02-29T12:00:00Z`.
impl ParameterValue for Timestamp {
    fn into_parameter(self) -> Result<String, String> {
        let seconds =
            TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Floor);
        let rounded = self.round(seconds).map_err(|error| error.to_string())?;
        Ok(rounded.to_string())
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
}
