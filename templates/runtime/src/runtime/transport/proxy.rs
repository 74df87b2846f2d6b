//! Which proxy to go through.

use std::fmt;

use http::Uri;
use secrecy::{ExposeSecret, SecretString};

use crate::runtime::authentication::secret;
use crate::runtime::{Error, Result};

/// Which proxy requests go through, if any.
///
/// `Debug` shows neither the URL, which can hold a password, nor the credentials.
#[derive(Clone)]
pub struct Proxy(Choice);

#[derive(Clone)]
enum Choice {
    Environment,
    None,
    At(Box<At>),
}

/// A proxy that was named.
#[derive(Clone)]
struct At {
    url: SecretString,
    credentials: Option<(String, SecretString)>,
    except: Option<String>,
}

impl Proxy {
    /// The proxy that the environment names in `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, but for the hosts in
    /// `NO_PROXY`; no proxy if there are no such variables. The default.
    pub fn environment() -> Self {
        Self(Choice::Environment)
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(Choice::None)
    }

    /// The proxy at a URL such as `http://proxy.internal:3128`, whatever the environment says.
    ///
    /// The scheme, `http` or `https`, says how to talk to the proxy. What goes to an `https` server is encrypted
    /// between the client and that server either way: the proxy sees its name alone.
    pub fn at(url: impl Into<SecretString>) -> Self {
        Self(Choice::At(Box::new(At {
            url: url.into(),
            credentials: None,
            except: None,
        })))
    }

    /// What to prove oneself with to the proxy, by Basic authentication. Has an effect on a proxy named by
    /// [`at`](Self::at) alone.
    #[must_use]
    pub fn credentials(
        mut self,
        user: impl Into<String>,
        password: impl Into<SecretString>,
    ) -> Self {
        if let Choice::At(at) = &mut self.0 {
            at.credentials = Some((user.into(), password.into()));
        }
        self
    }

    /// The hosts to reach without the proxy, separated by commas and written as in `NO_PROXY`: `example.com` means that
    /// host and those below it, `10.0.0.0/8` a range of addresses. Has an effect on a proxy named by [`at`](Self::at)
    /// alone.
    #[must_use]
    pub fn except(mut self, hosts: impl Into<String>) -> Self {
        if let Choice::At(at) = &mut self.0 {
            at.except = Some(hosts.into());
        }
        self
    }

    /// Makes reqwest go through the proxy.
    pub(crate) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder> {
        match &self.0 {
            Choice::Environment => Ok(builder),
            Choice::None => Ok(builder.no_proxy()),
            Choice::At(at) => Ok(builder.proxy(at.to_reqwest()?)),
        }
    }
}

impl At {
    /// The proxy as reqwest takes it. What reqwest says of a bad URL is not passed on: it quotes the URL.
    fn to_reqwest(&self) -> Result<reqwest::Proxy> {
        let url = self.url.expose_secret();
        // reqwest takes any scheme, and goes without the proxy if it does not know it.
        let scheme = url.parse::<Uri>().ok().and_then(|uri| uri.into_parts().scheme);
        let known = scheme.is_some_and(|scheme| {
            scheme == http::uri::Scheme::HTTP || scheme == http::uri::Scheme::HTTPS
        });
        let proxy = known.then(|| reqwest::Proxy::all(url).ok()).flatten();
        let mut proxy = proxy.ok_or_else(|| {
            Error::configuration(
                "the URL of the proxy needs the scheme http or https and a host, such as http://proxy.internal:3128",
            )
        })?;
        if let Some((user, password)) = &self.credentials {
            secret::check_characters("the user of the proxy", user)?;
            secret::check_characters(
                "the password of the proxy",
                password.expose_secret(),
            )?;
            proxy = proxy.basic_auth(user, password.expose_secret());
        }
        let except = self.except.as_deref().and_then(reqwest::NoProxy::from_string);
        Ok(proxy.no_proxy(except))
    }
}

impl Default for Proxy {
    fn default() -> Self {
        Self::environment()
    }
}

/// Shows what was chosen, not the URL or the credentials.
impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Choice::Environment => "Proxy::environment()",
            Choice::None => "Proxy::none()",
            Choice::At(_) => "Proxy::at(..)",
        })
    }
}
