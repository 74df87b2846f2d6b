//! Parameters of events.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::error::EventError;
use crate::runtime::values::{duration, timestamp};
use crate::runtime::webhook::form;

/// Maximum size of a form in bytes: several times that of a message with the longest text and attributes.
const MAX_SIZE: usize = 1024 * 1024;

/// Maximum number of parameters.
const MAX_PARAMETERS: usize = 1_000;

/// Parameters of an event, as text: those that the type of the event does not have, and those whose values it cannot
/// represent.
///
/// `Debug` shows the names only: values may be personal data.
///
/// ```ignore
/// use client_runtime::events::Event;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let Event::Unknown(event) = Event::parse("EventType=onSomethingNew&Reason=none")? else {
///     panic!("it is a known event");
/// };
/// assert_eq!(event.parameters.get("Reason"), Some("none"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EventParameters(Vec<(String, String)>);

impl EventParameters {
    /// Returns the value of a parameter; of a repeated one, the first.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|(other, value)| (other == name).then_some(value))
    }

    /// Returns the names and values, in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns `true` if there are no parameters.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl EventParameters {
    /// Parses a form, and takes the kind of the event out of it.
    pub(crate) fn parse(
        form: &[u8],
        discriminator: &str,
    ) -> Result<(String, Self), EventError> {
        if form.len() > MAX_SIZE {
            return Err(EventError::TooLarge);
        }
        let mut parameters = Vec::new();
        for (name, value) in form::parameters(form) {
            if parameters.len() == MAX_PARAMETERS {
                return Err(EventError::TooLarge);
            }
            let text =
                |bytes| String::from_utf8(bytes).map_err(|_| EventError::InvalidUtf8);
            parameters.push((text(name)?, text(value)?));
        }
        let mut parameters = Self(parameters);
        let kind = parameters.text(discriminator).ok_or(EventError::MissingKind)?;
        Ok((kind, parameters))
    }

    /// Adds a parameter.
    pub(super) fn push(&mut self, name: &str, value: String) {
        self.0.push((name.to_owned(), value));
    }

    /// Takes a string, which may be empty.
    pub(crate) fn string(&mut self, name: &str) -> Option<String> {
        self.position(name).map(|index| self.0.remove(index).1)
    }

    /// Takes a value that any text can be converted to. An empty text is none.
    pub(crate) fn text<T: From<String>>(&mut self, name: &str) -> Option<T> {
        self.string(name).filter(|text| !text.is_empty()).map(T::from)
    }

    /// Takes a value that is parsed. One that cannot be parsed remains.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.read(name, |text| text.parse().ok())
    }

    /// Takes a timestamp. One that cannot be parsed remains.
    pub(crate) fn timestamp(&mut self, name: &str) -> Option<Timestamp> {
        self.read(name, timestamp::from_text)
    }

    /// Takes a duration. One that cannot be parsed remains.
    pub(crate) fn duration(&mut self, name: &str) -> Option<Duration> {
        self.read(name, |text| duration::from_text(text).ok())
    }

    /// Takes a value that is JSON. One that does not match the type remains.
    pub(crate) fn json<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        self.read(name, |text| serde_json::from_str(text).ok())
    }

    /// Takes the values of a repeated parameter.
    pub(crate) fn repeated<T: From<String>>(&mut self, name: &str) -> Option<Vec<T>> {
        let values = self.all(name);
        values.map(|values| values.into_iter().map(T::from).collect())
    }

    /// Takes the values of a parameter that are separated by commas. The parameter may be repeated, too.
    pub(crate) fn separated<T: From<String>>(&mut self, name: &str) -> Option<Vec<T>> {
        let values = self.all(name)?;
        let values = values.iter().flat_map(|values| values.split(','));
        let values = values.map(str::trim).filter(|value| !value.is_empty());
        Some(values.map(|value| T::from(value.to_owned())).collect())
    }

    fn all(&mut self, name: &str) -> Option<Vec<String>> {
        self.position(name)?;
        let (taken, rest) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(other, _)| other == name);
        self.0 = rest;
        let taken: Vec<(String, String)> = taken;
        Some(taken.into_iter().map(|(_, value)| value).collect())
    }

    fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let index = self.position(name)?;
        let text = &self.0[index].1;
        let value = read(text);
        if value.is_some() || text.is_empty() {
            self.0.remove(index);
        }
        value
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(other, _)| other == name)
    }
}

impl fmt::Debug for EventParameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
