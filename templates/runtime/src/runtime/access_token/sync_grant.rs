//! Access to Sync.

use std::fmt;

use super::grant::Grant;
use crate::runtime::Redacted;

/// Grant for the Sync SDKs: access to the objects of one service.
///
/// ```
/// use client_runtime::access_token::SyncGrant;
///
/// let grant = SyncGrant::new("IS0123456789abcdef0123456789abcdef");
/// let of_the_default_service = SyncGrant::new("default");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
#[doc(alias = "data_sync")]
pub struct SyncGrant {
    service_sid: String,
    endpoint_id: Option<String>,
}

impl SyncGrant {
    /// Creates a grant for a service, by its SID (`IS...`) or as `default`.
    pub fn new(service_sid: impl AsRef<str>) -> Self {
        Self {
            service_sid: service_sid.as_ref().to_owned(),
            endpoint_id: None,
        }
    }

    /// Sets an identifier of the device, unique among the devices of the user.
    pub fn endpoint_id(mut self, endpoint_id: impl Into<String>) -> Self {
        self.endpoint_id = Some(endpoint_id.into());
        self
    }
}

impl From<SyncGrant> for Grant {
    fn from(grant: SyncGrant) -> Self {
        Self::of_product("data_sync", |members| {
            members.text("endpoint_id", grant.endpoint_id.as_deref())?;
            if grant.service_sid == "default" {
                members.add("service_sid", grant.service_sid);
                return Ok(());
            }
            members.sid("service_sid", "IS", Some(&grant.service_sid))
        })
    }
}

/// Redacts the identifier of the device.
impl fmt::Debug for SyncGrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SyncGrant")
            .field("service_sid", &self.service_sid)
            .field("endpoint_id", &Redacted(&self.endpoint_id))
            .finish()
    }
}
