//! Reads JSON, with the places of all values; `serde_json` itself tells no places, and drops the first of two members of
//! one name.

use std::fmt;
use std::ops::Range;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::limits::{MAX_DEPTH, MAX_KEYS, MAX_VALUES, TOO_DEEP, TOO_MANY};
use super::lines::Lines;
use super::outline::{Content, Flaw, Outline, Reading};
use crate::input::shape::Place;

/// Reads a text of one value.
pub(super) fn read(text: &str) -> Reading {
    let whole = match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) => whole,
        Err(error) => return unreadable(text, 0, &error).into(),
    };
    let mut reader = Reader {
        text,
        values: 0,
        keys: 0,
        flaws: Vec::new(),
    };
    match reader.value(whole.get(), &Place::Root, MAX_DEPTH) {
        Ok((value, outline)) => Reading {
            value,
            outline: Some(outline),
            flaws: reader.flaws,
        },
        Err(flaw) => flaw.into(),
    }
}

struct Reader<'text> {
    text: &'text str,
    values: usize,
    /// How many bytes the keys down to the value being read have.
    keys: usize,
    flaws: Vec<Flaw>,
}

impl<'text> Reader<'text> {
    /// Reads a value that may nest so many levels deep; its outline has no name yet.
    fn value(
        &mut self,
        json: &'text str,
        place: &Place<'_>,
        levels: usize,
    ) -> Result<(Value, Outline), Flaw> {
        let range = self.range(json);
        self.values += 1;
        if self.values > MAX_VALUES {
            let found = format!("the file holds more than {MAX_VALUES} values");
            return Err(Flaw::new(range, found).help(TOO_MANY).at(place.pointer()));
        }
        let (value, content) = match json.as_bytes().first() {
            Some(b'{' | b'[') if levels == 0 => {
                let found = format!("the values nest more than {MAX_DEPTH} deep");
                let flaw = Flaw::new(range, found).help(TOO_DEEP);
                return Err(flaw.at(place.pointer()));
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
        place: &Place<'_>,
        levels: usize,
    ) -> Result<(Value, Content), Flaw> {
        let Members(members) = self.part(json)?;
        let mut values = Map::with_capacity(members.len());
        let mut outlines = IndexMap::with_capacity(members.len());
        let outer = place;
        for (raw_name, json) in members {
            let name: String = self.part(raw_name.get())?;
            let place = Place::Member(outer, &name);
            let name_range = self.range(raw_name.get());
            self.keys += name.len();
            if self.keys > MAX_KEYS {
                return Err(Flaw::long(name_range).at(outer.pointer()));
            }
            let (value, mut outline) = self.value(json.get(), &place, levels)?;
            self.keys -= name.len();
            outline.name = Some(name_range.clone().into());
            if values.insert(name.clone(), value).is_some() {
                self.flaws.push(Flaw::twice(name_range, &name).at(place.pointer()));
            }
            outlines.entry(name).or_insert(outline);
        }
        Ok((Value::Object(values), Content::Mapping(outlines)))
    }

    fn elements(
        &mut self,
        json: &'text str,
        place: &Place<'_>,
        levels: usize,
    ) -> Result<(Value, Content), Flaw> {
        let elements: Vec<&RawValue> = self.part(json)?;
        let elements = elements
            .into_iter()
            .enumerate()
            .map(|(index, element)| {
                self.value(element.get(), &Place::Element(place, index), levels)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let (values, outlines) = elements.into_iter().unzip();
        Ok((Value::Array(values), Content::Sequence(outlines)))
    }

    /// Reads a part of the text.
    fn part<T: Deserialize<'text>>(&self, json: &'text str) -> Result<T, Flaw> {
        serde_json::from_str(json)
            .map_err(|error| unreadable(json, self.range(json).start, &error))
    }

    /// Where a part of the text stands.
    fn range(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + part.len()
    }
}

/// The members of an object in their order, also those of one name.
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

/// What `serde_json` says of a part of the text that starts at `offset`.
fn unreadable(part: &str, offset: usize, error: &serde_json::Error) -> Flaw {
    let message = error.to_string();
    let message =
        message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    // The column counts the bytes that were read, the wrong one included.
    let start = Lines::of(part).start(error.line()) + error.column().saturating_sub(1);
    let start = offset + start;
    Flaw::new(start..start + 1, format!("the JSON cannot be read: {message}")).help(
        "look here and before for a comma, a quote or a bracket too many or too few",
    )
}
