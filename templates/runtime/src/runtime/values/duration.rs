//! Durations in the format of the API: ISO 8601, such as `PT10M`.

use std::fmt;
use std::time::Duration;

use jiff::SpanRelativeTo;
use jiff::fmt::temporal::{SpanParser, SpanPrinter};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::Nullable;

/// Formats a duration in hours, minutes and seconds.
pub(crate) fn to_text(duration: Duration) -> String {
    SpanPrinter::new().unsigned_duration_to_string(&duration)
}

/// Parses a duration. A day is 24 hours and a week is seven days; years and months, which have no fixed length, and
/// negative durations are rejected.
pub(crate) fn from_text(text: &str) -> Result<Duration, &'static str> {
    let span = SpanParser::new().parse_span(text);
    span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()))
        .and_then(Duration::try_from)
        .map_err(
            |_| "not an ISO 8601 duration of weeks, days, hours, minutes and seconds",
        )
}

/// A duration that is read and written as its text.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Text(pub(crate) Duration);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_text(self.0))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

/// A visitor, so that an error has the position of the text.
struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        from_text(text).map(Text).map_err(E::custom)
    }
}

/// Optional fields, which may be absent or null.
pub(crate) mod option {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Text;

    /// Serializes a field; for `#[serde(with)]`.
    #[allow(clippy::ref_option, reason = "the signature that serde calls")]
    pub(crate) fn serialize<S: Serializer>(
        duration: &Option<Duration>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        duration.map(Text).serialize(serializer)
    }

    /// Deserializes a field; for `#[serde(with)]`, together with `default`.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Duration>, D::Error> {
        let duration = Option::<Text>::deserialize(deserializer)?;
        Ok(duration.map(|Text(duration)| duration))
    }
}

/// Optional fields that tell null from absent.
pub(crate) mod nullable {
    use std::time::Duration;

    use serde::{Deserializer, Serialize, Serializer};

    use super::{Nullable, Text};

    /// Serializes a field; for `#[serde(with)]`.
    #[allow(clippy::ref_option, reason = "the signature that serde calls")]
    pub(crate) fn serialize<S: Serializer>(
        duration: &Option<Nullable<Duration>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        duration.map(|duration| duration.map(Text)).serialize(serializer)
    }

    /// Deserializes a field; for `#[serde(with)]`, together with `default`.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Nullable<Duration>>, D::Error> {
        let duration = crate::runtime::nullable::option(deserializer)?;
        Ok(duration.map(|duration| duration.map(|Text(duration)| duration)))
    }
}

/// Durations that are always present.
pub(crate) mod required {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Text;

    /// Serializes a field; for `#[serde(with)]`.
    pub(crate) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Text(*duration).serialize(serializer)
    }

    /// Deserializes a field; for `#[serde(with)]`.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        Text::deserialize(deserializer).map(|Text(duration)| duration)
    }
}
