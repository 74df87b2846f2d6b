//! Parameters whose values have limits.

use serde::ser::{Error, Serialize, Serializer};

use super::ParameterValue;

/// A value that is sent only if it is within the limits of its parameter.
pub(crate) struct Limited<T> {
    value: T,
    minimum: Option<T>,
    maximum: Option<T>,
}

impl<T> Limited<T> {
    /// Sets the limits of a value, both inclusive.
    pub(crate) fn new(value: T, minimum: Option<T>, maximum: Option<T>) -> Self {
        Self {
            value,
            minimum,
            maximum,
        }
    }
}

impl<T: ParameterValue + PartialOrd + Copy> Limited<T> {
    /// Returns the value, or the reason why it cannot be sent.
    fn checked(&self) -> Result<T, String> {
        let value = self.value;
        if value.is_beyond_limits() {
            return Ok(value);
        }
        if let Some(minimum) = self.minimum.filter(|minimum| value < *minimum) {
            let minimum = minimum.into_parameter()?;
            return Err(format!("it is less than the minimum, {minimum}"));
        }
        if let Some(maximum) = self.maximum.filter(|maximum| value > *maximum) {
            let maximum = maximum.into_parameter()?;
            return Err(format!("it is greater than the maximum, {maximum}"));
        }
        Ok(value)
    }
}

impl<T: ParameterValue + PartialOrd + Copy> ParameterValue for Limited<T> {
    fn into_parameter(self) -> Result<String, String> {
        self.checked()?.into_parameter()
    }
}

impl<T: ParameterValue + PartialOrd + Copy + Serialize> Serialize for Limited<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.checked().map_err(S::Error::custom)?.serialize(serializer)
    }
}
