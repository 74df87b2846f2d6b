//! Access to Voice.

use std::fmt;

use serde_json::{Map, Value, json};

use super::grant::{Grant, Members};
use crate::runtime::Redacted;

/// The name of the grant in a token.
pub(super) const VOICE: &str = "voice";

/// Grant for the Voice SDKs: receiving and making calls.
///
/// ```
/// use client_runtime::access_token::VoiceGrant;
///
/// // Calls of the user are handled by this TwiML application, which also gets the parameter.
/// let grant = VoiceGrant::new()
///     .incoming_allow(true)
///     .outgoing_application_sid("AP0123456789abcdef0123456789abcdef")
///     .outgoing_application_param("tier", "gold");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
pub struct VoiceGrant {
    incoming_allow: bool,
    outgoing_application_sid: Option<String>,
    outgoing_application_params: Map<String, Value>,
    push_credential_sid: Option<String>,
    endpoint_id: Option<String>,
}

impl VoiceGrant {
    /// Creates a grant that allows no calls yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether the user can be called by the identity.
    pub fn incoming_allow(mut self, incoming_allow: bool) -> Self {
        self.incoming_allow = incoming_allow;
        self
    }

    /// Allows the user to make calls, which a TwiML application (`AP...`) handles.
    pub fn outgoing_application_sid(mut self, sid: impl AsRef<str>) -> Self {
        self.outgoing_application_sid = Some(sid.as_ref().to_owned());
        self
    }

    /// Adds a parameter of the request to the TwiML application, replacing one of the same name. The user can read it in
    /// the token, but not change it.
    ///
    /// Without [`outgoing_application_sid`](Self::outgoing_application_sid), the grant is invalid.
    pub fn outgoing_application_param(
        mut self,
        name: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        self.outgoing_application_params.insert(name.into(), value.into());
        self
    }

    /// Sets the push credential (`CR...`) with which Twilio notifies the user's device of incoming calls.
    pub fn push_credential_sid(mut self, sid: impl AsRef<str>) -> Self {
        self.push_credential_sid = Some(sid.as_ref().to_owned());
        self
    }

    /// Sets an identifier of the device, to call one of several devices of the user.
    pub fn endpoint_id(mut self, endpoint_id: impl Into<String>) -> Self {
        self.endpoint_id = Some(endpoint_id.into());
        self
    }
}

impl From<VoiceGrant> for Grant {
    fn from(grant: VoiceGrant) -> Self {
        Self::of_product(VOICE, |members| {
            members.text("endpoint_id", grant.endpoint_id.as_deref())?;
            if grant.incoming_allow {
                members.add("incoming", json!({"allow": true}));
            }
            if let Some(outgoing) = outgoing(&grant)? {
                members.add("outgoing", outgoing);
            }
            let credential = grant.push_credential_sid.as_deref();
            members.sid("push_credential_sid", "CR", credential)
        })
    }
}

/// Returns the member `outgoing`, if the user can make calls.
fn outgoing(grant: &VoiceGrant) -> Result<Option<Members>, String> {
    let params = &grant.outgoing_application_params;
    let mut outgoing = Members::default();
    outgoing.sid("application_sid", "AP", grant.outgoing_application_sid.as_deref())?;
    if !params.is_empty() {
        outgoing.add("params", params.clone());
    }
    match &grant.outgoing_application_sid {
        Some(_) => Ok(Some(outgoing)),
        None if params.is_empty() => Ok(None),
        None => Err("a parameter of the outgoing application is set, and \
             `outgoing_application_sid` is not"
            .to_owned()),
    }
}

/// Redacts the parameters and the identifier of the device.
impl fmt::Debug for VoiceGrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("VoiceGrant")
            .field("incoming_allow", &self.incoming_allow)
            .field("outgoing_application_sid", &self.outgoing_application_sid)
            .field("push_credential_sid", &self.push_credential_sid)
            .field("endpoint_id", &Redacted(&self.endpoint_id))
            .finish_non_exhaustive()
    }
}
