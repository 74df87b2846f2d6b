//! Tables of the objects that OpenAPI 3.0 defines.

mod members;
mod service;
mod texts;

use crate::input::shape::{
    Keys, Object,
    Shape::{
        self, Any, Choice, Count, Example, Examples, ExclusiveLimit, Flag, Is, List,
        Map, Number, SchemaOrFlag, SchemaType, Text, Values,
    },
    optional, required,
};

pub use members::members;
pub use texts::texts;

use service::{EXTERNAL_DOCUMENTATION, INFO, PROSE, SECURITY_SCHEME, SERVER, TAG};

const TEXTS: Shape = List(&Text);
/// The reason why a member is ignored, for notes.
const CHECKED: &str = "the crate does not check it, only the API does";
const EXAMPLES: &str = "the documentation of the crate shows the values of `x-example`";
const GROUPED: &str = "operations are grouped by their paths";
const HEADERS: &str = "`send_with_response` returns all headers, as text";
const LINKS: &str = "the crate has a method for each operation";

const SECURITY: Shape = List(&Map(&TEXTS));

/// The root object of a document.
pub(super) static DOCUMENT: Object = Object::new(
    "OpenAPI Object",
    &[
        required("openapi", Text),
        required("info", Is(&INFO)),
        optional("servers", List(&Is(&SERVER))),
        required("paths", Is(&PATHS)),
        optional("components", Is(&COMPONENTS)),
        optional("security", SECURITY),
        optional("tags", List(&Is(&TAG))).ignored(GROUPED),
        optional("externalDocs", Is(&EXTERNAL_DOCUMENTATION)).ignored(PROSE),
    ],
);

static COMPONENTS: Object = Object::new(
    "Components Object",
    &[
        optional("schemas", Map(&Is(&SCHEMA))),
        optional("responses", Map(&Is(&RESPONSE))),
        optional("parameters", Map(&Is(&PARAMETER))),
        optional("examples", Examples).ignored(EXAMPLES),
        optional("requestBodies", Map(&Is(&REQUEST_BODY))),
        optional("headers", Map(&Is(&HEADER))).ignored(HEADERS),
        optional("securitySchemes", Map(&Is(&SECURITY_SCHEME))),
        optional("links", Map(&Is(&LINK))).ignored(LINKS),
        optional("callbacks", Map(&Is(&CALLBACK))),
    ],
);

static PATHS: Object =
    Object::new("Paths Object", &[]).with_others(Keys::Path, &Is(&PATH_ITEM));

static PATH_ITEM: Object = Object::new(
    "Path Item Object",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("get", Is(&OPERATION)),
        optional("put", Is(&OPERATION)),
        optional("post", Is(&OPERATION)),
        optional("delete", Is(&OPERATION)),
        optional("options", Is(&OPERATION)),
        optional("head", Is(&OPERATION)),
        optional("patch", Is(&OPERATION)),
        optional("trace", Is(&OPERATION)),
        optional("servers", List(&Is(&SERVER))),
        optional("parameters", List(&Is(&PARAMETER))),
    ],
);

static OPERATION: Object = Object::new(
    "Operation Object",
    &[
        optional("tags", TEXTS).ignored(GROUPED),
        optional("summary", Text),
        optional("description", Text),
        optional("externalDocs", Is(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("parameters", List(&Is(&PARAMETER))),
        optional("requestBody", Is(&REQUEST_BODY)),
        required("responses", Is(&RESPONSES)),
        optional("callbacks", Map(&Is(&CALLBACK))),
        optional("deprecated", Flag),
        optional("security", SECURITY),
        optional("servers", List(&Is(&SERVER))),
    ],
);

static PARAMETER: Object = Object::new(
    "Parameter Object",
    &[
        required("name", Text),
        required("in", Choice(&["query", "header", "path", "cookie"])),
        optional("description", Text),
        optional("required", Flag),
        optional("deprecated", Flag),
        optional("allowEmptyValue", Flag),
        optional(
            "style",
            Choice(&[
                "matrix",
                "label",
                "form",
                "simple",
                "spaceDelimited",
                "pipeDelimited",
                "deepObject",
            ]),
        ),
        optional("explode", Flag),
        optional("allowReserved", Flag),
        optional("schema", Is(&SCHEMA)),
        optional("example", Example).ignored(EXAMPLES),
        optional("examples", Examples).ignored(EXAMPLES),
        optional("content", Map(&Is(&MEDIA_TYPE))),
    ],
)
.in_section("parameters")
.with_exactly_one(&["schema", "content"]);

static REQUEST_BODY: Object = Object::new(
    "Request Body Object",
    &[
        optional("description", Text).ignored(PROSE),
        required("content", Map(&Is(&MEDIA_TYPE))),
        optional("required", Flag).ignored("the body holds the parameters that are set"),
    ],
)
.in_section("requestBodies");

static MEDIA_TYPE: Object = Object::new(
    "Media Type Object",
    &[
        optional("schema", Is(&SCHEMA)),
        optional("example", Example).ignored(EXAMPLES),
        optional("examples", Examples).ignored(EXAMPLES),
        optional("encoding", Map(&Is(&ENCODING))),
    ],
);

static ENCODING: Object = Object::new(
    "Encoding Object",
    &[
        optional("contentType", Text),
        optional("headers", Map(&Is(&HEADER))),
        optional(
            "style",
            Choice(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        optional("explode", Flag),
        optional("allowReserved", Flag),
    ],
);

static RESPONSE: Object = Object::new(
    "Response Object",
    &[
        required("description", Text),
        optional("headers", Map(&Is(&HEADER))).ignored(HEADERS),
        optional("content", Map(&Is(&MEDIA_TYPE))),
        optional("links", Map(&Is(&LINK))).ignored(LINKS),
    ],
)
.in_section("responses");

static RESPONSES: Object =
    Object::new("Responses Object", &[optional("default", Is(&RESPONSE))])
        .with_others(Keys::Status, &Is(&RESPONSE));

static CALLBACK: Object = Object::new("Callback Object", &[])
    .with_others(Keys::Expression, &Is(&PATH_ITEM))
    .in_section("callbacks");

static HEADER: Object = Object::new(
    "Header Object",
    &[
        optional("description", Text),
        optional("required", Flag),
        optional("deprecated", Flag),
        optional("allowEmptyValue", Flag),
        optional("style", Choice(&["simple"])),
        optional("explode", Flag),
        optional("allowReserved", Flag),
        optional("schema", Is(&SCHEMA)),
        optional("example", Example),
        optional("examples", Examples),
        optional("content", Map(&Is(&MEDIA_TYPE))),
    ],
)
.in_section("headers")
.with_exactly_one(&["schema", "content"]);

static LINK: Object = Object::new(
    "Link Object",
    &[
        optional("operationRef", Text),
        optional("operationId", Text),
        optional("parameters", Map(&Any)),
        optional("requestBody", Any),
        optional("description", Text),
        optional("server", Is(&SERVER)),
    ],
)
.in_section("links")
.with_exactly_one(&["operationRef", "operationId"]);

static SCHEMA: Object = Object::new(
    "Schema Object",
    &[
        optional("type", SchemaType),
        optional("format", Text),
        optional("description", Text),
        optional("nullable", Flag),
        optional("properties", Map(&Is(&SCHEMA))),
        optional("required", TEXTS),
        optional("items", Is(&SCHEMA)),
        optional("enum", Values),
        optional("default", Any),
        optional("pattern", Text),
        optional("minLength", Count).ignored(CHECKED),
        optional("maxLength", Count).ignored(CHECKED),
        optional("minimum", Number),
        optional("maximum", Number),
        optional("exclusiveMinimum", ExclusiveLimit("minimum")),
        optional("exclusiveMaximum", ExclusiveLimit("maximum")),
        optional("multipleOf", Number).ignored(CHECKED),
        optional("minItems", Count).ignored(CHECKED),
        optional("maxItems", Count).ignored(CHECKED),
        optional("uniqueItems", Flag).ignored(CHECKED),
        optional("minProperties", Count).ignored(CHECKED),
        optional("maxProperties", Count).ignored(CHECKED),
        optional("additionalProperties", SchemaOrFlag(&SCHEMA)),
        optional("allOf", List(&Is(&SCHEMA))),
        optional("oneOf", List(&Is(&SCHEMA))),
        optional("anyOf", List(&Is(&SCHEMA))),
        optional("not", Is(&SCHEMA)),
        optional("title", Text).ignored("types are named after the schema"),
        optional("discriminator", Is(&DISCRIMINATOR)),
        optional("readOnly", Flag),
        optional("writeOnly", Flag),
        optional("deprecated", Flag),
        optional("externalDocs", Is(&EXTERNAL_DOCUMENTATION)).ignored(PROSE),
        optional("xml", Any).ignored("requests are forms, and responses are JSON"),
        optional("example", Example).ignored(EXAMPLES),
    ],
)
.in_section("schemas");

static DISCRIMINATOR: Object = Object::new(
    "Discriminator Object",
    &[required("propertyName", Text), optional("mapping", Map(&Text))],
);
