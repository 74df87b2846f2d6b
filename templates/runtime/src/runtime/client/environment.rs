//! The environment variables that configure a client.

use std::ffi::OsString;

use super::ClientBuilder;
use crate::runtime::authentication::secret;
use crate::runtime::url::destination::Destination;
use crate::runtime::{Credentials, Error, Result};

/// Configures a builder with the variables that `lookup` returns. An empty variable counts as missing.
pub(crate) fn configure(
    lookup: impl Fn(&str) -> Option<OsString>,
) -> Result<ClientBuilder> {
    let variables = Variables(lookup);
    let destination = Destination {
        base_url: None,
        region: variables.text("TWILIO_REGION")?,
        edge: variables.text("TWILIO_EDGE")?,
    };
    let credentials = credentials(&variables)?;
    Ok(ClientBuilder::default().credentials(credentials).environment(destination))
}

/// Returns an API key if one is set, otherwise the auth token of the account.
fn credentials<F: Fn(&str) -> Option<OsString>>(
    variables: &Variables<F>,
) -> Result<Credentials> {
    let account_sid = variables.credential("TWILIO_ACCOUNT_SID")?;
    let key_sid = variables.credential("TWILIO_API_KEY")?;
    match (key_sid, variables.credential("TWILIO_API_SECRET")?) {
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
            let auth_token = variables.credential("TWILIO_AUTH_TOKEN")?;
            let auth_token = auth_token.ok_or_else(|| {
                missing("TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)")
            })?;
            Ok(Credentials::auth_token(account_sid, auth_token))
        }
    }
}

/// Environment variables, looked up by a function.
struct Variables<F>(F);

impl<F: Fn(&str) -> Option<OsString>> Variables<F> {
    /// Returns the value of a variable, if it has one.
    fn text(&self, name: &str) -> Result<Option<String>> {
        let Some(value) = self.0(name).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        value.into_string().map(Some).map_err(|_| {
            Error::configuration(format!(
                "the environment variable {name} is not valid Unicode"
            ))
        })
    }

    /// Returns the value of a variable that holds an identifier or a secret, if it has one.
    fn credential(&self, name: &str) -> Result<Option<String>> {
        let value = self.text(name)?;
        if let Some(value) = &value {
            secret::check(&format!("the environment variable {name}"), value)?;
        }
        Ok(value)
    }
}

/// Returns the error for a missing variable.
fn missing(name: &str) -> Error {
    Error::configuration(format!("the environment variable {name} is not set"))
}
