//! Parses JSON and records the location of each value. `serde_json` provides no locations and ignores duplicate keys.

use std::fmt;
use std::ops::Range;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::limits::{MAX_DEPTH, MAX_KEYS, MAX_VALUES, TOO_DEEP, TOO_MANY};
use super::lines::Lines;
use super::outline::{Content, Outline, Parsed, SyntaxError};
use crate::input::shape::LazyPointer;

/// Parses a JSON text.
pub(super) fn read(text: &str) -> Parsed {
    let whole = match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) => whole,
        Err(error) => return syntax_error(text, 0, &error).into(),
    };
    let mut reader = Reader {
        text,
        values: 0,
        keys: 0,
        errors: Vec::new(),
    };
    match reader.value(whole.get(), &LazyPointer::Root, MAX_DEPTH) {
        Ok((value, outline)) => Parsed {
            value,
            outline: Some(outline),
            errors: reader.errors,
        },
        Err(error) => error.into(),
    }
}

struct Reader<'text> {
    text: &'text str,
    values: usize,
    /// Total length in bytes of the keys leading to the current value.
    keys: usize,
    errors: Vec<SyntaxError>,
}

impl<'text> Reader<'text> {
    /// Parses a value with at most `levels` levels of nesting. The returned outline has no name.
    fn value(
        &mut self,
        json: &'text str,
        place: &LazyPointer<'_>,
        levels: usize,
    ) -> Result<(Value, Outline), SyntaxError> {
        let range = self.range(json);
        self.values += 1;
        if self.values > MAX_VALUES {
            let found = format!("the file contains more than {MAX_VALUES} values");
            return Err(SyntaxError::new(range, found)
                .help(TOO_MANY)
                .at(place.pointer()));
        }
        let (value, content) = match json.as_bytes().first() {
            Some(b'{' | b'[') if levels == 0 => {
                let found = format!("nesting exceeds {MAX_DEPTH} levels");
                let error = SyntaxError::new(range, found).help(TOO_DEEP);
                return Err(error.at(place.pointer()));
            }
            Some(b'{') => self.members(json, place, levels - 1)?,
            Some(b'[') => self.elements(json, place, levels - 1)?,
            _ => (self.part(json)?, Content::Scalar),
        };
        let outline = Outline {
            name: None,
            value: range.into(),
            content,
        };
        Ok((value, outline))
    }

    fn members(
        &mut self,
        json: &'text str,
        place: &LazyPointer<'_>,
        levels: usize,
    ) -> Result<(Value, Content), SyntaxError> {
        let Members(members) = self.part(json)?;
        let mut values = Map::with_capacity(members.len());
        let mut outlines = IndexMap::with_capacity(members.len());
        let outer = place;
        for (raw_name, json) in members {
            let name: String = self.part(raw_name.get())?;
            let place = LazyPointer::Member(outer, &name);
            let name_range = self.range(raw_name.get());
            self.keys += name.len();
            if self.keys > MAX_KEYS {
                return Err(SyntaxError::long_key(name_range).at(outer.pointer()));
            }
            let (value, mut outline) = self.value(json.get(), &place, levels)?;
            self.keys -= name.len();
            outline.name = Some(name_range.clone().into());
            if values.insert(name.clone(), value).is_some() {
                self.errors.push(
                    SyntaxError::duplicate_key(name_range, &name).at(place.pointer()),
                );
            }
            outlines.entry(name).or_insert(outline);
        }
        Ok((Value::Object(values), Content::Mapping(outlines)))
    }

    fn elements(
        &mut self,
        json: &'text str,
        place: &LazyPointer<'_>,
        levels: usize,
    ) -> Result<(Value, Content), SyntaxError> {
        let elements: Vec<&RawValue> = self.part(json)?;
        let elements = elements
            .into_iter()
            .enumerate()
            .map(|(index, element)| {
                self.value(element.get(), &LazyPointer::Element(place, index), levels)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let (values, outlines) = elements.into_iter().unzip();
        Ok((Value::Array(values), Content::Sequence(outlines)))
    }

    /// Deserializes a part of the text.
    fn part<T: Deserialize<'text>>(&self, json: &'text str) -> Result<T, SyntaxError> {
        serde_json::from_str(json)
            .map_err(|error| syntax_error(json, self.range(json).start, &error))
    }

    /// Returns the range of a part of the text.
    fn range(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + part.len()
    }
}

/// The members of an object in document order, including duplicates.
struct Members<'text>(Vec<(&'text RawValue, &'text RawValue)>);

impl<'de: 'text, 'text> Deserialize<'de> for Members<'text> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut entries: A,
    ) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = entries.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// Converts an error of `serde_json` about a part of the text that starts at `offset`.
fn syntax_error(part: &str, offset: usize, error: &serde_json::Error) -> SyntaxError {
    let message = error.to_string();
    let message =
        message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    // The column counts bytes up to and including the invalid one.
    let start = Lines::of(part).start(error.line()) + error.column().saturating_sub(1);
    let start = offset + start;
    SyntaxError::new(start..start + 1, format!("invalid JSON: {message}"))
        .help("check for an extra or a missing comma, quote or bracket here or before")
}
