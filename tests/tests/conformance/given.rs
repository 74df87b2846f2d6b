//! Values for all parameters that an operation declares.
//!
//! The values are derived from the document instead of the generator, so that a parameter that the generator omits or puts
//! in another location is detected.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::keywords::Keywords;
use tests::operations::{Input, Operation};
use twilio_conversations::{JsonText, Sid, SidOrName};

/// The choice among valid values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The first value of every enum, `true`.
    First,
    /// The last value of every enum, `false`.
    Last,
    /// A value that is in no enum, `true`.
    Unknown,
}

/// The style of names in paths, where a name may be used instead of a SID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathNames {
    /// Letters only.
    Plain,
    /// With characters that are special in paths.
    Special,
    /// With the [sentinel](SENTINEL), like every other string.
    Secret,
}

/// Marker for personal data and secrets.
pub const SENTINEL: &str = "Xyzzy";

/// Values in their wire format, by location and name.
#[derive(Debug)]
pub struct Given(BTreeMap<(String, String), Vec<String>>);

impl Given {
    /// Creates values for all parameters of an operation. The overlay must be applied to the document, for the formats.
    pub fn new(
        document: &Value,
        operation: Operation<'_>,
        choice: Choice,
        path_names: PathNames,
    ) -> Self {
        let values = |input: Input<'_>| {
            let name = match path_names {
                PathNames::Plain if input.location == "path" => input.name.to_owned(),
                PathNames::Secret => format!("{SENTINEL}{}", input.name),
                _ => format!("{} é🎉 /?#%+@&=;:\"\\..~", input.name),
            };
            let sampler = Sampler {
                document,
                choice,
                name,
            };
            let key = (input.location.to_owned(), input.name.to_owned());
            (key, sampler.texts(input.schema))
        };
        Self(operation.inputs().map(values).collect())
    }

    /// Returns all values of a parameter in their wire format.
    pub fn texts(&self, location: &str, name: &str) -> &[String] {
        let found = self.0.get(&(location.to_owned(), name.to_owned()));
        found.unwrap_or_else(|| panic!("the document declares no {name} in {location}"))
    }

    /// Returns the single value of a parameter in its wire format.
    pub fn text(&self, location: &str, name: &str) -> &str {
        let [text] = self.texts(location, name) else {
            panic!("the document says that {name} in {location} is a list");
        };
        text
    }

    /// Returns all values.
    pub fn everything(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(String::as_str)
    }

    /// Returns the single value of a parameter.
    pub fn one<T: Readable>(&self, location: &str, name: &str) -> T {
        T::read(self.text(location, name))
    }

    /// Returns all values of a parameter.
    pub fn all<T: Readable>(&self, location: &str, name: &str) -> Vec<T> {
        self.texts(location, name).iter().map(|text| T::read(text)).collect()
    }
}

struct Sampler<'a> {
    document: &'a Value,
    choice: Choice,
    name: String,
}

impl Sampler<'_> {
    fn texts(&self, schema: &Value) -> Vec<String> {
        let keywords = Keywords::of(self.document, schema);
        let Some(items) = keywords.get("items") else {
            return vec![self.text(&keywords)];
        };
        let sample = |choice, number| {
            let name = format!("{} {number}", self.name);
            Sampler {
                choice,
                name,
                ..*self
            }
            .text(&Keywords::of(self.document, items))
        };
        // In descending order, so that sorting would be detected.
        vec![sample(Choice::Last, 2), sample(Choice::First, 1)]
    }

    fn text(&self, keywords: &Keywords<'_>) -> String {
        if let Some(values) = keywords.values() {
            if self.choice == Choice::Unknown {
                return self.name.clone();
            }
            return self.choose(values[0], values[values.len() - 1]).to_owned();
        }
        if let Some(pattern) = keywords.text("pattern") {
            return self.sid(pattern);
        }
        match (keywords.text("type"), keywords.text("format")) {
            (Some("boolean"), _) => self.choose("true", "false").to_owned(),
            // Beyond 32 bits.
            (Some("integer"), _) => {
                (5_000_000_000 + u64::from(self.number())).to_string()
            }
            (_, Some("date-time")) => self.timestamp(),
            (_, Some("duration")) => format!("PT{}M", 10 + self.number() % 50),
            (_, Some("json")) => {
                json!({self.name.clone(): [1, "é & =", null]}).to_string()
            }
            (_, Some("uri")) => {
                format!("https://example.com/{}?a=b&c=%20#d", self.number())
            }
            (Some("string"), None) => self.name.clone(),
            other => panic!("{}: no values are known for {other:?}", self.name),
        }
    }

    fn choose<'a>(&self, first: &'a str, last: &'a str) -> &'a str {
        match self.choice {
            Choice::First | Choice::Unknown => first,
            Choice::Last => last,
        }
    }

    /// Returns a SID for a pattern such as `^CH[0-9a-fA-F]{32}$`.
    fn sid(&self, pattern: &str) -> String {
        let prefix: String =
            pattern.chars().skip(1).take_while(char::is_ascii_alphabetic).collect();
        assert_eq!(prefix.len(), 2, "{}: {pattern} is no SID's", self.name);
        format!("{prefix}{:032x}", self.number())
    }

    fn timestamp(&self) -> String {
        let seconds = 1_700_000_000 + i64::from(self.number());
        Timestamp::from_second(seconds).expect("it is in range").to_string()
    }

    /// Returns a number derived from the name.
    fn number(&self) -> u32 {
        self.name
            .bytes()
            .fold(7, |number, byte| (number * 31 + u32::from(byte)) % 1_000_003)
    }
}

/// A parameter type that can be parsed from its wire format independently of the client.
pub trait Readable {
    /// Parses a valid value.
    fn read(text: &str) -> Self;
}

impl Readable for String {
    fn read(text: &str) -> Self {
        text.to_owned()
    }
}

impl Readable for bool {
    fn read(text: &str) -> Self {
        text == "true"
    }
}

impl Readable for i64 {
    fn read(text: &str) -> Self {
        text.parse().expect("it is an integer")
    }
}

impl Readable for Timestamp {
    fn read(text: &str) -> Self {
        text.parse().expect("it is a timestamp")
    }
}

impl Readable for Duration {
    fn read(text: &str) -> Self {
        let duration: SignedDuration = text.parse().expect("it is a duration");
        duration.try_into().expect("it is not negative")
    }
}

impl Readable for JsonText {
    fn read(text: &str) -> Self {
        text.into()
    }
}

impl<S: Sid> Readable for SidOrName<S> {
    fn read(text: &str) -> Self {
        text.into()
    }
}
