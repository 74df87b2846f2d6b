//! Access to Conversations.

use std::fmt;

use super::grant::Grant;
use crate::runtime::Redacted;

/// Grant for the Conversations SDKs: access to the conversations of one service.
///
/// The service must be of the same account as the token. The account has a default service, whose SID is the
/// `default_chat_service_sid` of its configuration.
///
/// ```
/// use client_runtime::access_token::ChatGrant;
///
/// // With push notifications.
/// let grant = ChatGrant::new("IS0123456789abcdef0123456789abcdef")
///     .push_credential_sid("CR0123456789abcdef0123456789abcdef");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
#[doc(alias("IpMessagingGrant", "conversations"))]
pub struct ChatGrant {
    service_sid: String,
    push_credential_sid: Option<String>,
    deployment_role_sid: Option<String>,
    endpoint_id: Option<String>,
}

impl ChatGrant {
    /// Creates a grant for a service (`IS...`).
    pub fn new(service_sid: impl AsRef<str>) -> Self {
        Self {
            service_sid: service_sid.as_ref().to_owned(),
            push_credential_sid: None,
            deployment_role_sid: None,
            endpoint_id: None,
        }
    }

    /// Sets the push credential (`CR...`) with which Twilio sends push notifications to the user's device.
    pub fn push_credential_sid(mut self, sid: impl AsRef<str>) -> Self {
        self.push_credential_sid = Some(sid.as_ref().to_owned());
        self
    }

    /// Sets the role (`RL...`) of type `deployment` that the user has in the service.
    pub fn deployment_role_sid(mut self, sid: impl AsRef<str>) -> Self {
        self.deployment_role_sid = Some(sid.as_ref().to_owned());
        self
    }

    /// Sets an identifier of the device, unique among the devices of the user.
    pub fn endpoint_id(mut self, endpoint_id: impl Into<String>) -> Self {
        self.endpoint_id = Some(endpoint_id.into());
        self
    }
}

impl From<ChatGrant> for Grant {
    fn from(grant: ChatGrant) -> Self {
        Self::of_product("chat", |members| {
            let role = grant.deployment_role_sid.as_deref();
            members.sid("deployment_role_sid", "RL", role)?;
            members.text("endpoint_id", grant.endpoint_id.as_deref())?;
            let credential = grant.push_credential_sid.as_deref();
            members.sid("push_credential_sid", "CR", credential)?;
            members.sid("service_sid", "IS", Some(&grant.service_sid))
        })
    }
}

/// Redacts the identifier of the device.
impl fmt::Debug for ChatGrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ChatGrant")
            .field("service_sid", &self.service_sid)
            .field("push_credential_sid", &self.push_credential_sid)
            .field("deployment_role_sid", &self.deployment_role_sid)
            .field("endpoint_id", &Redacted(&self.endpoint_id))
            .finish()
    }
}
