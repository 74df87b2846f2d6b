//! The environment variables that configure a client.

use super::ClientBuilder;
use crate::runtime::url::destination::Destination;
use crate::runtime::{Credentials, Error, Result};

/// Reads a configuration out of the variables that `lookup` knows. An empty variable counts as missing.
pub(crate) fn configure(
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<ClientBuilder> {
    let lookup = |name: &str| lookup(name).filter(|value| !value.is_empty());
    let destination = Destination {
        base_url: None,
        region: lookup("TWILIO_REGION"),
        edge: lookup("TWILIO_EDGE"),
    };
    let credentials = credentials(&lookup)?;
    Ok(ClientBuilder::default().credentials(credentials).environment(destination))
}

/// An API key where there is one, else the auth token of the account.
fn credentials(lookup: &impl Fn(&str) -> Option<String>) -> Result<Credentials> {
    let account_sid = lookup("TWILIO_ACCOUNT_SID");
    match (lookup("TWILIO_API_KEY"), lookup("TWILIO_API_SECRET")) {
        (Some(key_sid), Some(secret)) => {
            let credentials = Credentials::api_key(key_sid, secret);
            Ok(match account_sid {
                Some(sid) => credentials.with_account_sid(sid),
                None => credentials,
            })
        }
        (Some(_), None) => Err(missing("TWILIO_API_SECRET")),
        (None, Some(_)) => Err(missing("TWILIO_API_KEY")),
        (None, None) => {
            let account_sid =
                account_sid.ok_or_else(|| missing("TWILIO_ACCOUNT_SID"))?;
            let auth_token = lookup("TWILIO_AUTH_TOKEN").ok_or_else(|| {
                missing("TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)")
            })?;
            Ok(Credentials::auth_token(account_sid, auth_token))
        }
    }
}

/// The error for a variable that is not there.
fn missing(name: &str) -> Error {
    Error::configuration(format!("the environment variable {name} is not set"))
}
