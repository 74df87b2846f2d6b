//! Destinations of requests, as set by callers.

use std::fmt;

use super::base_url::BaseUrl;
use super::region::{self, Product};
use crate::runtime::{Error, Redacted, Result};

/// The destination of requests, as far as the caller sets it.
#[derive(Clone, Default)]
pub(crate) struct Destination {
    /// A URL that replaces Twilio's.
    pub(crate) base_url: Option<String>,
    /// Twilio's region.
    pub(crate) region: Option<String>,
    /// The edge location.
    pub(crate) edge: Option<String>,
}

impl Destination {
    /// Returns this destination, with the other one as default for settings that are not set. A base URL of the other
    /// one does not override a region or an edge of this one, and its edge does not apply to another region.
    pub(crate) fn over(&self, other: &Self) -> Self {
        let is_place_of_twilio = self.region.is_some() || self.edge.is_some();
        let other_base_url = other.base_url.clone().filter(|_| !is_place_of_twilio);
        let is_region_kept = self.region.is_none()
            || region::is_same(self.region.as_deref(), other.region.as_deref());
        let other_edge = other.edge.clone().filter(|_| is_region_kept);
        Self {
            base_url: self.base_url.clone().or(other_base_url),
            region: self.region.clone().or_else(|| other.region.clone()),
            edge: self.edge.clone().or(other_edge),
        }
    }

    /// Returns `earlier` with the settings of this destination in place of its own.
    pub(crate) fn replacing(self, earlier: &Self) -> Self {
        let replaced = self.over(earlier);
        Self {
            // Kept in addition to a region, so that `check` rejects the combination.
            base_url: self.base_url.or_else(|| earlier.base_url.clone()),
            ..replaced
        }
    }

    /// Fails if a region or an edge is set together with a base URL, on which it would have no effect.
    pub(crate) fn check(&self) -> Result<()> {
        if self.base_url.is_some() && (self.region.is_some() || self.edge.is_some()) {
            return Err(Error::configuration(
                "`base_url` cannot be combined with `region` or `edge`",
            ));
        }
        Ok(())
    }

    /// Returns `true` if nothing is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.base_url.is_none() && self.region.is_none() && self.edge.is_none()
    }

    /// Returns the base URL of a server of the document. A base URL that is set replaces every server; otherwise the
    /// region and the edge apply to each of them.
    pub(crate) fn resolve(&self, server: &str) -> Result<BaseUrl> {
        match &self.base_url {
            Some(base_url) => BaseUrl::parse(base_url),
            None => {
                BaseUrl::regional(server, self.region.as_deref(), self.edge.as_deref())
            }
        }
    }
}

impl Destination {
    /// Returns the resulting base URL of another product.
    pub(crate) fn resolve_product(&self, product: &Product) -> Result<BaseUrl> {
        if self.base_url.is_some() {
            return Err(Error::configuration(
                "a base URL leads to one host alone: set a region or an edge in the options of the request to another product",
            ));
        }
        BaseUrl::of_product(
            crate::api::BASE_URL,
            product,
            self.region.as_deref(),
            self.edge.as_deref(),
        )
    }
}

/// Redacts the base URL: before it is validated, it can contain a password.
impl fmt::Debug for Destination {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Destination")
            .field("base_url", &Redacted(&self.base_url))
            .field("region", &self.region)
            .field("edge", &self.edge)
            .finish()
    }
}
