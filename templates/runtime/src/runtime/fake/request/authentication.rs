//! The credentials of requests.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::super::account::Account;
use super::super::refusal::Refusal;
use super::super::tables::Authentication;

/// Checks that the credentials are those of the account.
pub(super) fn check(
    account: &Account,
    expected: Authentication,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    if expected == Authentication::None {
        return Ok(());
    }
    let fault = match scheme(headers) {
        None => "the request has no `Authorization` header",
        Some(("Bearer", token)) if account.has_access_token(token) => return Ok(()),
        Some(("Bearer", _)) => "the fake was not configured with this access token",
        Some(_) if expected == Authentication::AccessToken => {
            "the operation requires an access token"
        }
        Some(("Basic", pair)) if is_accepted(account, pair) => return Ok(()),
        Some(("Basic", _)) => {
            "the user name and the password are neither the account SID and the auth token of the fake, nor its API key"
        }
        Some(_) => "the scheme is neither `Basic` nor `Bearer`",
    };
    Err(Refusal::unauthenticated(fault))
}

/// Returns the scheme of the `Authorization` header in its usual spelling, and what follows it.
fn scheme(headers: &HeaderMap) -> Option<(&str, &str)> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ').unwrap_or((text, ""));
    let known = ["Basic", "Bearer"];
    let known = known.into_iter().find(|known| known.eq_ignore_ascii_case(scheme));
    Some((known.unwrap_or(scheme), rest.trim()))
}

/// Returns `true` if the user name and the password are a pair of the account.
fn is_accepted(account: &Account, encoded: &str) -> bool {
    let Ok(pair) = BASE64_STANDARD.decode(encoded) else {
        return false;
    };
    account.logins().iter().any(|(user, password)| {
        let rest = pair.strip_prefix(user.as_bytes());
        rest.and_then(|rest| rest.strip_prefix(b":")) == Some(password.as_bytes())
    })
}
