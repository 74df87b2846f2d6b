//! Tables of the objects that describe the service as a whole.

use crate::input::shape::{
    Object,
    Shape::{Choice, Is, List, Map, Text},
    optional, required,
};

/// The reason why a member is ignored, for notes.
pub(super) const PROSE: &str = "the documentation of the crate does not show it";
const API_KEY: &str = "it describes API keys, which the client does not send";
const TOKENS: &str =
    "the credentials of the client determine where access tokens come from";
const PACKAGE: &str = "the configuration describes the package";

pub(super) static INFO: Object = Object::new(
    "Info Object",
    &[
        required("title", Text),
        optional("description", Text).ignored(PACKAGE),
        optional("termsOfService", Text).ignored(PACKAGE),
        optional("contact", Is(&CONTACT)).ignored(PACKAGE),
        optional("license", Is(&LICENSE)).ignored(PACKAGE),
        required("version", Text),
    ],
);

static CONTACT: Object = Object::new(
    "Contact Object",
    &[optional("name", Text), optional("url", Text), optional("email", Text)],
);

static LICENSE: Object =
    Object::new("License Object", &[required("name", Text), optional("url", Text)]);

pub(super) static SERVER: Object = Object::new(
    "Server Object",
    &[
        required("url", Text),
        optional("description", Text).ignored(PROSE),
        optional("variables", Map(&Is(&SERVER_VARIABLE))),
    ],
);

static SERVER_VARIABLE: Object = Object::new(
    "Server Variable Object",
    &[
        optional("enum", List(&Text)).ignored("the default is used"),
        required("default", Text),
        optional("description", Text).ignored(PROSE),
    ],
);

pub(super) static EXTERNAL_DOCUMENTATION: Object = Object::new(
    "External Documentation Object",
    &[optional("description", Text).ignored(PROSE), required("url", Text)],
);

pub(super) static TAG: Object = Object::new(
    "Tag Object",
    &[
        required("name", Text),
        optional("description", Text),
        optional("externalDocs", Is(&EXTERNAL_DOCUMENTATION)),
    ],
);

pub(super) static SECURITY_SCHEME: Object = Object::new(
    "Security Scheme Object",
    &[
        required("type", Choice(&["apiKey", "http", "oauth2", "openIdConnect"])),
        optional("description", Text).ignored(PROSE),
        optional("name", Text).ignored(API_KEY),
        optional("in", Choice(&["query", "header", "cookie"])).ignored(API_KEY),
        optional("scheme", Text),
        optional("bearerFormat", Text).ignored("access tokens are opaque to the client"),
        optional("flows", Is(&OAUTH_FLOWS)).ignored(TOKENS),
        optional("openIdConnectUrl", Text).ignored(TOKENS),
    ],
)
.in_section("securitySchemes");

static OAUTH_FLOWS: Object = Object::new(
    "OAuth Flows Object",
    &[
        optional("implicit", Is(&OAUTH_FLOW)),
        optional("password", Is(&OAUTH_FLOW)),
        optional("clientCredentials", Is(&OAUTH_FLOW)),
        optional("authorizationCode", Is(&OAUTH_FLOW)),
    ],
);

static OAUTH_FLOW: Object = Object::new(
    "OAuth Flow Object",
    &[
        optional("authorizationUrl", Text),
        optional("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);
