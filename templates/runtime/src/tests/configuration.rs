//! Credentials, environment and builder.

use std::collections::HashMap;
use std::error::Error as _;
use std::ffi::OsString;

use ::http::HeaderValue;
use ::http::header::ACCEPT;

use crate::runtime::authentication::{
    CheckError, OAuthClientCredentials, TokenFuture, TokenProvider, TokenRequest,
};
use crate::runtime::client::environment::configure;
use crate::runtime::transport::{Bytes, Transport, TransportFuture, http};
use crate::runtime::{
    Client, ClientBuilder, Credentials, ErrorKind, RequestOptions, Result, RetryBudget,
    RetryPolicy,
};

/// Transport that must not be used.
struct Unused;

impl Transport for Unused {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        unreachable!("nothing is sent while a client is configured")
    }
}

fn from(variables: &[(&str, &str)]) -> Result<ClientBuilder> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    configure(|name| variables.get(name).map(OsString::from))
}

fn client(variables: &[(&str, &str)]) -> Client {
    from(variables).unwrap().transport(Unused).build().unwrap()
}

const ACCOUNT: (&str, &str) = ("TWILIO_ACCOUNT_SID", "AC1");
const TOKEN: (&str, &str) = ("TWILIO_AUTH_TOKEN", "token");
const KEY: (&str, &str) = ("TWILIO_API_KEY", "SK1");
const SECRET: (&str, &str) = ("TWILIO_API_SECRET", "secret");

#[test]
fn environment_gives_an_auth_token_or_an_api_key() {
    let authorization = |variables| {
        let shown = format!("{:?}", client(variables));
        (shown.contains("AC1"), shown.contains("SK1"))
    };
    assert_eq!(authorization(&[ACCOUNT, TOKEN]), (true, false));
    assert_eq!(authorization(&[KEY, SECRET]), (false, true));
    assert_eq!(authorization(&[ACCOUNT, TOKEN, KEY, SECRET]), (true, true));
    assert_eq!(client(&[ACCOUNT, TOKEN]).account_sid(), Some("AC1"));
    assert_eq!(client(&[ACCOUNT, KEY, SECRET]).account_sid(), Some("AC1"));
    assert_eq!(client(&[KEY, SECRET]).account_sid(), None);
}

#[test]
fn environment_names_what_is_missing() {
    for (variables, missing) in [
        (&[][..], "TWILIO_ACCOUNT_SID"),
        (&[TOKEN], "TWILIO_ACCOUNT_SID"),
        (&[("TWILIO_ACCOUNT_SID", ""), TOKEN], "TWILIO_ACCOUNT_SID"),
        (&[ACCOUNT], "TWILIO_AUTH_TOKEN"),
        (&[ACCOUNT, TOKEN, KEY], "TWILIO_API_SECRET"),
        (&[ACCOUNT, SECRET], "TWILIO_API_KEY"),
    ] {
        let error = from(variables).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let named = format!("the environment variable {missing} ");
        assert!(error.to_string().starts_with(&named), "{error}");
    }
}

#[test]
fn environment_gives_region_and_edge() {
    let shown =
        |place: &[_]| format!("{:?}", client(&[&[ACCOUNT, TOKEN], place].concat()));
    assert!(shown(&[]).contains("https://conversations.twilio.com"));
    let place = [("TWILIO_REGION", "ie1"), ("TWILIO_EDGE", "dublin")];
    assert!(shown(&place).contains("https://conversations.dublin.ie1.twilio.com"));
    let place = [("TWILIO_REGION", "au1"), ("TWILIO_EDGE", "")];
    assert!(shown(&place).contains("https://conversations.sydney.au1.twilio.com"));
    let build = |region, edge| {
        let place = [("TWILIO_REGION", region), ("TWILIO_EDGE", edge)];
        from(&[&[ACCOUNT, TOKEN], &place[..]].concat())
            .and_then(|builder| builder.transport(Unused).build())
    };
    for (region, edge) in [("ie1", "ashburn"), ("jp1", "")] {
        assert_eq!(build(region, edge).unwrap_err().kind(), ErrorKind::Configuration);
    }
}

#[test]
fn a_client_needs_credentials_that_can_be_sent() {
    let build = |credentials| {
        Client::builder().credentials(credentials).transport(Unused).build()
    };
    assert!(build(Credentials::api_key("SK1", "secret")).is_ok());
    let error = Client::builder().transport(Unused).build().unwrap_err();
    assert_eq!(error.to_string(), "the client has no credentials");
}

#[test]
fn what_can_never_be_sent_is_refused_when_the_client_is_built() {
    let builder = || {
        let credentials = Credentials::auth_token("AC1", "token");
        Client::builder().credentials(credentials).transport(Unused)
    };
    let oauth = |url: &str| {
        let oauth = OAuthClientCredentials::new("OQ1", "secret").token_url(url);
        builder().credentials(Credentials::bearer(oauth))
    };
    let options = RequestOptions::new;
    for (builder, start) in [
        (builder().base_url("https://h:99999"), "the base URL has a port"),
        (builder().base_url("https://[fe80::1%25eth0]"), "the base URL has a host"),
        (builder().region("a b"), "a region or an edge is not"),
        (builder().region("evil.com/"), "a region or an edge is not"),
        (builder().edge("evil.com#"), "a region or an edge is not"),
        (
            builder().default_options(options().base_url("https://h:0")),
            "the base URL has a port",
        ),
        (builder().default_options(options().region("")), "a region or an edge is not"),
        (oauth("https://h:99999/v2/token"), "the token URL has a port"),
        (oauth("https://[fe80::1%25eth0]"), "the token URL has a host"),
        (oauth("oauth.twilio.com/v2/token"), "the token URL "),
        (oauth("https://id:secret@example.com"), "the token URL may name a host"),
        (oauth("https://example.com/../token"), "the token URL has a segment"),
        (oauth("https://example.com/token#a"), "the token URL may not have a fragment"),
        (oauth("ftp://example.com"), "the token URL has a scheme"),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().starts_with(start), "{error}");
        assert!(!error.is_outcome_unknown() && !format!("{error:?}").contains("secret"));
    }
    assert!(oauth("https://example.com:8443/token?tenant=a%20b").build().is_ok());
}

/// Returns a builder that is complete.
fn complete() -> ClientBuilder {
    let credentials = Credentials::auth_token("AC1", "token");
    Client::builder().credentials(credentials).transport(Unused)
}

/// Invalid options, and the start of the error.
fn options_without_effect() -> [(RequestOptions, &'static str); 4] {
    let options = RequestOptions::new;
    let value = HeaderValue::from_static("application/xml");
    [
        (options().header(ACCEPT, value), "the header `accept` cannot be set"),
        (
            options().base_url("http://localhost").region("ie1"),
            "`base_url` cannot be combined",
        ),
        (
            options().base_url("http://localhost").edge("dublin"),
            "`base_url` cannot be combined",
        ),
        (
            options().retry_policy(RetryPolicy::new().max_attempts(0)),
            "`RetryPolicy::max_attempts` is 0",
        ),
    ]
}

#[test]
fn settings_without_effect_are_refused_when_the_client_is_built() {
    let budget = RetryBudget::new;
    let mut cases = vec![
        (complete().max_concurrent_requests(0), "`max_concurrent_requests` is 0"),
        (
            complete().retry_budget(budget().retry_ratio(f32::NAN)),
            "`RetryBudget::retry_ratio`",
        ),
        (
            complete().retry_budget(budget().retry_ratio(-0.1)),
            "`RetryBudget::retry_ratio`",
        ),
        (
            complete().retry_budget(budget().retry_ratio(1000.1)),
            "`RetryBudget::retry_ratio`",
        ),
        (
            complete().retry_budget(budget().min_retries_per_second(u32::MAX)),
            "`RetryBudget::min_retries_per_second`",
        ),
        (
            complete().retry_budget(RetryBudget::unlimited().retry_ratio(0.1)),
            "`RetryBudget::unlimited` cannot be combined",
        ),
        (complete().region("ie1").base_url("http://localhost"), "`base_url` cannot"),
    ];
    for (options, start) in options_without_effect() {
        cases.push((complete().default_options(options), start));
    }
    for (builder, start) in cases {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().starts_with(start), "{error}");
    }
    assert!(complete().retry_budget(budget().retry_ratio(1000.0)).build().is_ok());
}

#[test]
fn settings_without_effect_are_refused_when_a_request_is_sent() {
    let client = complete().build().unwrap();
    for (options, start) in options_without_effect() {
        let request = client.widget("WI1").fetch().options(options);
        let error = pollster::block_on(request.send()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().contains(start), "{error}");
        assert_eq!((error.operation(), error.attempts()), (Some("FetchWidget"), 0));
    }
    let error = pollster::block_on(client.widgets().list().page_size(0).send());
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().ends_with("the page size is 0; expected 1 or more"));
}

#[test]
fn the_last_of_several_settings_counts() {
    let base_url = |builder: ClientBuilder| format!("{:?}", builder.build().unwrap());
    let local = || RequestOptions::new().base_url("http://localhost");
    let first = complete().default_options(local()).base_url("http://127.0.0.1");
    assert!(base_url(first).contains("http://127.0.0.1"));
    let last = complete().base_url("http://127.0.0.1").default_options(local());
    assert!(base_url(last).contains("http://localhost"));
    // Values of the environment are not settings of the program.
    let region = [ACCOUNT, TOKEN, ("TWILIO_REGION", "ie1")];
    let mocked = from(&region).unwrap().transport(Unused).base_url("http://localhost");
    assert!(base_url(mocked).contains("http://localhost"));
}

/// Token provider with an invalid configuration.
#[derive(Debug)]
struct Broken;

impl TokenProvider for Broken {
    fn token(&self, _: TokenRequest) -> TokenFuture<'_> {
        unreachable!("it is not asked for a token")
    }

    fn check(&self) -> Result<(), CheckError> {
        Err("there is no vault".into())
    }
}

#[test]
fn a_provider_of_tokens_that_cannot_work_is_refused_when_the_client_is_built() {
    let builder = Client::builder().credentials(Credentials::bearer(Broken));
    let error = builder.transport(Unused).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.source().unwrap().to_string(), "there is no vault");
}

#[test]
fn a_user_agent_suffix_fits_into_a_header() {
    let build = |suffix: &str| {
        let credentials = Credentials::auth_token("AC1", "token");
        let builder = Client::builder().credentials(credentials).transport(Unused);
        builder.user_agent_suffix(suffix).build()
    };
    assert!(build("shop/2.1 (blue; green)").is_ok());
    for (suffix, fault) in [
        ("", "is empty"),
        ("shop ", "has white space around it"),
        ("\nshop", "has white space around it"),
        ("shop\r\nX: y", "contains control characters"),
        ("shop\ty", "contains control characters"),
        ("sh\u{f6}p", "contains characters other than ASCII"),
        ("shop \u{1f44b}", "contains characters other than ASCII"),
    ] {
        let error = build(suffix).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let message = format!("the suffix of the user agent {fault}");
        assert_eq!(error.to_string(), message, "{suffix:?}");
    }
}

/// Strings that are invalid in credentials, with their faults.
const FAULTS: [(&str, &str); 6] = [
    ("", "is empty"),
    ("sentinel\n", "has white space around it"),
    (" sentinel", "has white space around it"),
    ("sentinel\u{a0}", "has white space around it"),
    ("senti\0nel", "contains control characters"),
    ("senti\r\nnel", "contains control characters"),
];

fn assert_refused(refused: Result<Client>, message: &str) {
    let error = refused.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.to_string(), message);
    assert!(!format!("{error} {error:?}").contains("senti"), "{error:?}");
}

#[test]
fn each_part_of_credentials_is_named_where_it_cannot_be() {
    let build = |credentials| {
        Client::builder().credentials(credentials).transport(Unused).build()
    };
    let oauth =
        |id, secret| Credentials::bearer(OAuthClientCredentials::new(id, secret));
    for (text, fault) in FAULTS {
        for (credentials, part) in [
            (Credentials::auth_token(text, "token"), "the account SID"),
            (Credentials::auth_token("AC1", text), "the auth token"),
            (Credentials::api_key(text, "secret"), "the API key SID"),
            (Credentials::api_key("SK1", text), "the API key secret"),
            (
                Credentials::api_key("SK1", "secret").with_account_sid(text),
                "the account SID",
            ),
            (
                Credentials::auth_token("AC1", "token").with_account_sid(text),
                "the account SID",
            ),
            (oauth(text, "secret"), "the OAuth client ID"),
            (oauth("OQ1", text), "the OAuth client secret"),
            (Credentials::oauth(text, "secret"), "the OAuth client ID"),
            (Credentials::access_token(text), "the access token"),
        ] {
            assert_refused(build(credentials.clone()), &format!("{part} {fault}"));
            let options = RequestOptions::new().credentials(credentials);
            let builder = Client::builder().default_options(options).transport(Unused);
            assert_refused(builder.build(), &format!("{part} {fault}"));
        }
    }
    assert_refused(
        build(Credentials::api_key("SK1:", "secret")),
        "the API key SID contains a colon",
    );
    assert_refused(
        build(Credentials::access_token("sent\u{ef}nel")),
        "the access token contains characters other than ASCII",
    );
    assert!(build(Credentials::access_token("token")).is_ok());
}

#[test]
fn each_variable_of_the_environment_is_named_where_it_cannot_be() {
    let key = [ACCOUNT, KEY, SECRET];
    let token = [ACCOUNT, TOKEN];
    for (text, fault) in FAULTS.into_iter().filter(|(text, _)| !text.is_empty()) {
        for variables in [&key[..], &token[..]] {
            for index in 0..variables.len() {
                let mut variables = variables.to_vec();
                let name = variables[index].0;
                variables[index].1 = text;
                let refused = from(&variables)
                    .and_then(|builder| builder.transport(Unused).build());
                let message = format!("the environment variable {name} {fault}");
                assert_refused(refused, &message);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_text_is_not_taken_for_missing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    for variable in
        ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_REGION", "TWILIO_EDGE"]
    {
        let lookup = |name: &str| match name {
            _ if name == variable => Some(OsStr::from_bytes(b"senti\xffnel").to_owned()),
            "TWILIO_ACCOUNT_SID" => Some("AC1".into()),
            "TWILIO_AUTH_TOKEN" => Some("token".into()),
            _ => None,
        };
        let message =
            format!("the environment variable {variable} is not valid Unicode");
        assert_refused(configure(lookup).and_then(ClientBuilder::build), &message);
    }
}

#[cfg(not(feature = "rustls"))]
#[test]
fn without_a_transport_the_error_says_what_to_do() {
    let error = Client::new("AC1", "token").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`rustls`"), "{error}");
}

#[cfg(feature = "rustls")]
#[test]
fn the_default_transport_leaves_the_process_alone() {
    Client::new("AC1", "token").unwrap();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}
