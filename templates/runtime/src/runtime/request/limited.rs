//! Parameters whose values have limits.

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

impl<T: ParameterValue + PartialOrd> ParameterValue for Limited<T> {
    fn into_parameter(self) -> Result<String, String> {
        if self.value.is_beyond_limits() {
            return self.value.into_parameter();
        }
        if let Some(minimum) = self.minimum.filter(|minimum| self.value < *minimum) {
            let minimum = minimum.into_parameter()?;
            return Err(format!("it is less than the minimum, {minimum}"));
        }
        if let Some(maximum) = self.maximum.filter(|maximum| self.value > *maximum) {
            let maximum = maximum.into_parameter()?;
            return Err(format!("it is greater than the maximum, {maximum}"));
        }
        self.value.into_parameter()
    }
}
