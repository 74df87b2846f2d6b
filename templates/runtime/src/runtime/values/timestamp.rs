//! Timestamps in responses.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::text;
use crate::runtime::{Nullable, nullable, telemetry};

/// Deserializes a timestamp that may be null. With `default`, it may be absent too; for `#[serde(deserialize_with)]`.
///
/// One invalid timestamp does not fail the page that contains it:
///
/// | text | value |
/// |---|---|
/// | a date and a time outside the range of [`Timestamp`], such as `9999-12-31T23:59:59Z` | [`Timestamp::MAX`] or [`Timestamp::MIN`] |
/// | a date and a time without an offset | as in UTC |
/// | the format of RFC 2822, such as `Fri, 18 Feb 2011 21:07:19 +0000` | that time |
/// | a leap second, such as `23:59:60` | the second before |
/// | anything else, such as `24:00:00`, a date alone, or an empty text | `None` |
///
/// A value that is not a string is an error, as for any other field.
pub(crate) fn option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let timestamp = Option::<Lenient>::deserialize(deserializer)?;
    Ok(timestamp.and_then(|Lenient(timestamp)| timestamp))
}

/// Deserializes a timestamp that tells null from absent, as [`option`] does. With `default`, it may be absent; for
/// `#[serde(deserialize_with)]`.
pub(crate) fn nullable<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Nullable<Timestamp>>, D::Error> {
    Ok(match nullable::option::<D, Lenient>(deserializer)? {
        Some(Nullable::Value(Lenient(timestamp))) => timestamp.map(Nullable::Value),
        Some(Nullable::Null) => Some(Nullable::Null),
        None => None,
    })
}

/// Deserializes a timestamp that is always present; for `#[serde(deserialize_with)]`. A text that [`option`] ignores is an
/// error.
pub(crate) fn required<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Timestamp, D::Error> {
    deserializer.deserialize_str(TimestampVisitor)
}

/// A visitor, so that an error has the position of the text.
struct TimestampVisitor;

impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        from_text(text).ok_or_else(|| E::custom("not a date and a time"))
    }
}

/// A timestamp, or `None` for a text that is not one, which is recorded.
struct Lenient(Option<Timestamp>);

impl From<&str> for Lenient {
    fn from(text: &str) -> Self {
        let timestamp = from_text(text);
        if timestamp.is_none() {
            telemetry::record_invalid_timestamp();
        }
        Self(timestamp)
    }
}

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer)
    }
}

/// Parses a date and a time, with or without an offset: in the format of RFC 3339 or, with an offset, of RFC 2822.
pub(crate) fn from_text(text: &str) -> Option<Timestamp> {
    let Ok(pieces) = Pieces::parse(text) else {
        return DateTimeParser::new().parse_timestamp(text).ok();
    };
    let local = DateTime::from_parts(pieces.date(), pieces.time()?);
    let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
    Some(offset.to_timestamp(local).unwrap_or(if local.year() > 0 {
        Timestamp::MAX
    } else {
        Timestamp::MIN
    }))
}
