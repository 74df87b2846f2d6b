//! Twilio's regions, and the edge locations through which they are reached.

use super::http_url::is_label;
use crate::runtime::{Error, Result};

/// The default region of an account, and of an edge that is set alone. Every edge reaches it.
const DEFAULT_REGION: &str = "us1";

/// Twilio's domain, whose hosts can have an edge and a region in their names.
const DOMAIN: &str = ".twilio.com";

/// Returns the name of a product's host in a region, reached through an edge; the host itself if neither is set.
///
/// `product.twilio.com` becomes `product.{edge}.{region}.twilio.com`. A region that is set alone is reached through its
/// own edge: a host name with a region alone was served by `us1`, whatever the region, and is being switched off.
pub(crate) fn host(
    host: &str,
    region: Option<&str>,
    edge: Option<&str>,
) -> Result<String> {
    let region = region.map(label).transpose()?;
    let edge = edge.map(label).transpose()?;
    let (region, edge) = match (region, edge) {
        (None, None) => return Ok(host.to_owned()),
        (None, Some(edge)) => (DEFAULT_REGION.to_owned(), edge),
        (Some(region), edge) => {
            let edge = edge_of(&region, edge)?;
            (region, edge)
        }
    };
    let product = product(host).ok_or_else(|| {
        Error::configuration(
            "only hosts such as product.twilio.com have regions and edges",
        )
    })?;
    Ok(format!("{product}.{edge}.{region}{DOMAIN}"))
}

/// A product other than the API.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    /// The first label of its host.
    pub(crate) name: String,
    /// `true` if its host always contains a region.
    pub(crate) is_regional: bool,
}

/// Returns the name of the host of another product in a region, reached through an edge, in the domain of the API's host.
///
/// It is the same as that of [`host`], but `product.us1.twilio.com` for a regional product in the default region if no
/// edge is set: Twilio documents no other host of such a product.
pub(crate) fn product_host(
    api_host: &str,
    product: &Product,
    region: Option<&str>,
    edge: Option<&str>,
) -> Result<String> {
    let Some(own) = self::product(api_host) else {
        return Err(Error::configuration(
            "only an API at a host such as product.twilio.com has other products",
        ));
    };
    if !is_label(&product.name) {
        return Err(Error::invalid_request(
            "the product is not a single name of letters, digits and inner hyphens, such as sync",
        ));
    }
    let (name, domain) = (product.name.to_ascii_lowercase(), &api_host[own.len()..]);
    if product.is_regional && edge.is_none() && is_same(region, None) {
        return Ok(format!("{name}.{DEFAULT_REGION}{domain}"));
    }
    host(&format!("{name}{domain}"), region, edge)
}

/// Returns `true` if a host is that of a product in any region, or through any edge.
pub(crate) fn is_host_of(product_host: &str, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let labels = product(product_host)
        .and_then(|product| host.strip_prefix(product)?.strip_suffix(DOMAIN))
        .and_then(|labels| labels.strip_prefix('.'));
    labels.is_some_and(|labels| {
        labels.split('.').count() <= 2 && labels.split('.').all(is_label)
    })
}

/// Returns `true` if two regions are the same; `None` is the default region.
pub(crate) fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    let one = one.unwrap_or(DEFAULT_REGION);
    one.eq_ignore_ascii_case(other.unwrap_or(DEFAULT_REGION))
}

/// Returns the edge through which a region is reached.
fn edge_of(region: &str, edge: Option<String>) -> Result<String> {
    let own = match region {
        DEFAULT_REGION => return Ok(edge.unwrap_or_else(|| "ashburn".to_owned())),
        "ie1" => "dublin",
        "au1" => "sydney",
        _ => {
            return edge.ok_or_else(|| {
                Error::configuration(format!(
                    "the edge of the region `{region}` is not known: set the edge too"
                ))
            });
        }
    };
    match edge {
        Some(edge) if edge != own => Err(Error::configuration(format!(
            "the edge `{edge}` does not reach the region `{region}`: set the edge `{own}`, or none"
        ))),
        _ => Ok(own.to_owned()),
    }
}

/// Returns the name of the product in a host such as `product.twilio.com`.
fn product(host: &str) -> Option<&str> {
    host.strip_suffix(DOMAIN).filter(|product| is_label(product))
}

/// Returns a region or an edge as it is in host names, which URL parsers convert to lower case.
fn label(text: &str) -> Result<String> {
    if is_label(text) {
        return Ok(text.to_ascii_lowercase());
    }
    // Anything else, such as `us1.example.com/`, would send the credentials to another host.
    Err(Error::configuration(
        "a region or an edge is not a single name of letters, digits and inner hyphens, such as us1 or ashburn",
    ))
}
