//! Conversion of values to query, form and header parameters.

use std::error::Error as _;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use crate::runtime::values::duration;
use crate::runtime::{JsonText, Nullable};

/// A value of a parameter.
pub(crate) trait ParameterValue {
    /// Returns the string to send, before any encoding, or the reason why the value cannot be sent.
    fn into_parameter(self) -> Result<String, String>;

    /// Returns `true` if the value is sent regardless of the limits of its parameter.
    fn is_beyond_limits(&self) -> bool {
        false
    }
}

impl ParameterValue for String {
    fn into_parameter(self) -> Result<String, String> {
        Ok(self)
    }
}

/// JSON, or the reason why a value cannot be serialized.
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

/// Null is an empty string.
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

    /// Returns `true` for zero, which disables a timer.
    fn is_beyond_limits(&self) -> bool {
        self.is_zero()
    }
}

impl ParameterValue for duration::Text {
    fn into_parameter(self) -> Result<String, String> {
        self.0.into_parameter()
    }

    fn is_beyond_limits(&self) -> bool {
        self.0.is_beyond_limits()
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

/// Implements the trait for types whose `Display` format is that of the API.
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
    u64: "decimal digits",
    f64: "a decimal number",
    Date: "ISO 8601, such as `2024-02-29`",
}
