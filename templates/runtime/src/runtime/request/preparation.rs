//! Preparation of requests: URL, headers and body.

use std::borrow::Cow;

use http::HeaderMap;

use super::headers::header_map;
use super::idempotency_key::random_uuid;
use super::parameters::Headers;
use super::prepared::{Prepared, check_body, fill, form, query};
use super::{Request, RequestOptions};
use crate::runtime::url::request_target::RequestTarget;
use crate::runtime::{Credentials, Error, Result};

impl Request {
    /// Prepares the request for sending.
    pub(crate) fn prepare(&self) -> Result<Prepared> {
        self.try_prepare().map_err(|error| error.with_call(self.call))
    }

    /// Prepares the request, with errors that do not name the operation yet.
    fn try_prepare(&self) -> Result<Prepared> {
        if let Some((name, reason)) = self.invalid.first() {
            let explanation = format!("the value of {name} cannot be sent");
            return Err(Error::invalid_request(explanation).with_source(reason.as_str()));
        }
        let options = self.client.options(&self.options);
        let path = fill(self.call.route.path, &self.path_arguments(&options)?)
            .map_err(Error::invalid_request)?;
        let target = RequestTarget::parse(&(path + &query(&self.query)));
        let target = target.map_err(|reason| {
            Error::invalid_request(format!("the URL of the request {reason}"))
        })?;
        self.options.check()?;
        let base_url = self.client.base_url(&self.options, self.server_url())?;
        let url = base_url.join(&target).map_err(|error| {
            Error::invalid_request("the parameters do not fit into a URL")
                .with_source(error)
        })?;
        let (body, content_type) = match &self.json {
            Some(json) => json.encode()?,
            None => form(&self.form),
        };
        check_body(self.call, &body)?;
        Ok(Prepared {
            call: self.call,
            url,
            headers: self.header_map()?,
            body,
            content_type,
            options,
            base_url,
            is_prefetch: false,
        })
    }

    /// Returns the arguments of the path, with the account of the credentials if no other was given.
    fn path_arguments(&self, options: &RequestOptions) -> Result<Cow<'_, [String]>> {
        if !self.is_of_own_account {
            return Ok(Cow::Borrowed(&self.arguments));
        }
        let account = options.own_credentials().and_then(Credentials::account_sid);
        let account = account.ok_or_else(|| {
            Error::configuration(
                "the client has no account SID: set it with `Credentials::with_account_sid`, or name the account in the call",
            )
        })?;
        let own = std::iter::once(account.to_owned());
        Ok(own.chain(self.arguments.iter().cloned()).collect())
    }

    /// Returns the headers, with the idempotency key of all attempts.
    fn header_map(&self) -> Result<HeaderMap> {
        let mut headers = header_map(&self.headers, &self.undeclared_headers)?;
        if let Some(name) = self.idempotency_key {
            if !headers.contains_key(name) {
                let key = [(name.into(), random_uuid())];
                headers.extend(header_map(&key.into(), &Headers::new())?);
            }
        }
        Ok(headers)
    }
}
