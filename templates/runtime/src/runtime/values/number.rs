//! Numbers in responses, which the API sends as numbers or as text.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::runtime::{Nullable, nullable};

/// Deserializes a number that may be null, or text that contains one, such as `"0.0085"`; any other text is `None`. With
/// `default`, it may be absent too; for `#[serde(deserialize_with)]`.
pub(crate) fn option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<f64>, D::Error> {
    let number = Option::<Lenient>::deserialize(deserializer)?;
    Ok(number.and_then(|Lenient(number)| number))
}

/// Deserializes a number that tells null from absent, as [`option`] does. With `default`, it may be absent; for
/// `#[serde(deserialize_with)]`.
pub(crate) fn nullable<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Nullable<f64>>, D::Error> {
    Ok(match nullable::option::<D, Lenient>(deserializer)? {
        Some(Nullable::Value(Lenient(number))) => number.map(Nullable::Value),
        Some(Nullable::Null) => Some(Nullable::Null),
        None => None,
    })
}

/// Deserializes a number that is always present, or text that contains one; for `#[serde(deserialize_with)]`.
pub(crate) fn required<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<f64, D::Error> {
    let Lenient(number) = Lenient::deserialize(deserializer)?;
    number.ok_or_else(|| D::Error::custom("not a number"))
}

/// A number, or `None` for text that contains none.
struct Lenient(Option<f64>);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberVisitor)
        } else {
            f64::deserialize(deserializer).map(|number| Self(Some(number)))
        }
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Lenient;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Lenient, E> {
        Ok(Lenient(Some(number)))
    }

    #[expect(clippy::cast_precision_loss, reason = "the type of the field is `f64`")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Lenient, E> {
        Ok(Lenient(Some(number as f64)))
    }

    #[expect(clippy::cast_precision_loss, reason = "the type of the field is `f64`")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Lenient, E> {
        Ok(Lenient(Some(number as f64)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Lenient, E> {
        let number = text.trim().parse().ok();
        Ok(Lenient(number.filter(|number: &f64| number.is_finite())))
    }
}
