//! Grants of any kind.

use std::fmt;

use serde_json::{Map, Value};

use super::error::AccessTokenError;
use crate::runtime::values::sids::{self, Form};

/// The name in the claim `grants` that is not the one of a grant.
pub(super) const IDENTITY: &str = "identity";

/// Access to one product: [`ChatGrant`](super::ChatGrant), [`VoiceGrant`](super::VoiceGrant) and the others convert into
/// it.
///
/// ```
/// use client_runtime::access_token::{AccessToken, ChatGrant, Grant};
/// use serde_json::json;
///
/// let token = AccessToken::new(
///     "AC0123456789abcdef0123456789abcdef",
///     "SK0123456789abcdef0123456789abcdef",
///     "the secret of the API key",
/// )
/// .identity("alice")
/// .grant(ChatGrant::new("IS0123456789abcdef0123456789abcdef"))
/// .grant(Grant::custom("rtc", json!({"configuration_profile_sid": "VS123"})));
/// let jwt = token.to_jwt()?;
/// assert_eq!(jwt.claims()["grants"]["rtc"]["configuration_profile_sid"], "VS123");
/// # Ok::<(), client_runtime::access_token::AccessTokenError>(())
/// ```
#[derive(Clone)]
pub struct Grant {
    name: String,
    payload: Result<Value, AccessTokenError>,
}

impl Grant {
    /// Creates a grant that this crate does not know, by its name in the token and its JSON object, which is not checked
    /// further.
    pub fn custom(name: impl Into<String>, payload: Value) -> Self {
        let name = name.into();
        let fault = match name.as_str() {
            "" => Some("it has no name"),
            IDENTITY => Some("its name is reserved for the identity"),
            _ if !payload.is_object() => Some("it is not a JSON object"),
            _ => None,
        };
        Self::new(name, fault.map_or(Ok(payload), |fault| Err(fault.to_owned())))
    }

    /// Creates the grant of a product, whose members `fill` adds.
    pub(super) fn of_product(
        name: &str,
        fill: impl FnOnce(&mut Members) -> Result<(), String>,
    ) -> Self {
        let mut members = Members::default();
        let filled = fill(&mut members);
        Self::new(name.to_owned(), filled.map(|()| members.into()))
    }

    fn new(name: String, payload: Result<Value, String>) -> Self {
        let payload = payload.map_err(|fault| AccessTokenError::InvalidGrant {
            grant: name.clone(),
            fault,
        });
        Self { name, payload }
    }

    /// Returns the name in the token.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the object in the token.
    pub(super) fn payload(&self) -> Result<Value, AccessTokenError> {
        self.payload.clone()
    }
}

/// Shows the name. The rest may be personal data.
impl fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Grant").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The members of a grant, or of an object in it.
#[derive(Default)]
pub(super) struct Members(Map<String, Value>);

impl Members {
    /// Adds a SID, if it is set, after checking its prefix.
    pub(super) fn sid(
        &mut self,
        name: &str,
        prefix: &'static str,
        sid: Option<&str>,
    ) -> Result<(), String> {
        let Some(sid) = sid else {
            return Ok(());
        };
        sids::check_form(Form::Sid(Some(prefix)), sid)
            .map_err(|error| format!("`{name}` is invalid: {error}"))?;
        self.add(name, sid);
        Ok(())
    }

    /// Adds text, if it is set, after checking that it is not empty.
    pub(super) fn text(&mut self, name: &str, text: Option<&str>) -> Result<(), String> {
        match text {
            Some("") => Err(format!("`{name}` is empty")),
            Some(text) => {
                self.add(name, text);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Adds a value.
    pub(super) fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

impl From<Members> for Value {
    fn from(members: Members) -> Self {
        members.0.into()
    }
}
