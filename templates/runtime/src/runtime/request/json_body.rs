//! JSON bodies.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::runtime::{Error, Result};

/// JSON body of a request under construction: an object that is set member by member, or a value as a whole.
///
/// Values are kept as they will be sent, so that numbers keep their digits.
#[derive(Clone)]
pub(crate) struct JsonBody {
    media_type: &'static str,
    whole: Option<Box<RawValue>>,
    members: BTreeMap<Cow<'static, str>, Box<RawValue>>,
}

impl JsonBody {
    /// Creates an empty object.
    pub(crate) fn new(media_type: &'static str) -> Self {
        Self {
            media_type,
            whole: None,
            members: BTreeMap::new(),
        }
    }

    /// Sets the value that members are added to.
    pub(crate) fn set_whole(&mut self, value: Box<RawValue>) {
        self.whole = Some(value);
    }

    /// Sets a member, in place of an earlier value.
    pub(crate) fn set_member(&mut self, name: Cow<'static, str>, value: Box<RawValue>) {
        self.members.insert(name, value);
    }

    /// Returns the names of the members.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Cow<'static, str>> {
        self.members.keys()
    }

    /// Returns the body and its media type.
    pub(crate) fn encode(&self) -> Result<(Bytes, Option<HeaderValue>)> {
        let body = match &self.whole {
            Some(whole) if self.members.is_empty() => whole.get().to_owned(),
            Some(whole) => to_text(&self.merged(whole)?)?,
            None => to_text(&self.members)?,
        };
        let media_type = HeaderValue::from_static(self.media_type);
        Ok((body.into(), Some(media_type)))
    }

    /// Returns the members of the value that is set as a whole, and those that were added.
    fn merged<'a>(
        &'a self,
        whole: &'a RawValue,
    ) -> Result<BTreeMap<Cow<'a, str>, &'a RawValue>> {
        let members = serde_json::from_str(whole.get());
        let mut members: BTreeMap<Cow<'_, str>, _> = members.map_err(|error| {
            Error::invalid_request(
                "the JSON body is not an object, so no member can be added to it",
            )
            .with_source(error)
        })?;
        let added = self.members.iter();
        members.extend(added.map(|(name, value)| (Cow::from(&**name), &**value)));
        Ok(members)
    }
}

fn to_text(members: &impl Serialize) -> Result<String> {
    serde_json::to_string(members).map_err(|error| {
        Error::invalid_request("failed to serialize the body as JSON").with_source(error)
    })
}
