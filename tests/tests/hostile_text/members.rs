//! Pointers in the test document to each kind of text that the generator reads.

/// Members of OpenAPI objects that contain free text or names, each with a pointer in the test document.
pub const MEMBERS: [(&str, &str); 90] = [
    ("Callback Object{}", "/components/callbacks/tAi+Nt"),
    ("Components Object.callbacks{}", "/components/callbacks"),
    ("Components Object.examples", "/components/examples"),
    ("Components Object.headers{}", "/components/headers"),
    ("Components Object.links{}", "/components/links"),
    ("Components Object.parameters{}", "/components/parameters"),
    ("Components Object.requestBodies{}", "/components/requestBodies"),
    ("Components Object.responses{}", "/components/responses"),
    ("Components Object.schemas{}", "/components/schemas"),
    ("Components Object.securitySchemes{}", "/components/securitySchemes"),
    ("Contact Object.email", "/info/contact/email"),
    ("Contact Object.name", "/info/contact/name"),
    ("Contact Object.url", "/info/contact/url"),
    (
        "Discriminator Object.mapping",
        "/components/schemas/Room unused tAi+Nt/discriminator/mapping",
    ),
    (
        "Discriminator Object.mapping{}",
        "/components/schemas/Room unused tAi+Nt/discriminator/mapping",
    ),
    (
        "Discriminator Object.propertyName",
        "/components/schemas/Room unused tAi+Nt/discriminator/propertyName",
    ),
    (
        "Encoding Object.contentType",
        "/components/parameters/tAi+Nt/content/tAi+Nt/encoding/tAi+Nt/contentType",
    ),
    (
        "Encoding Object.headers{}",
        "/components/parameters/tAi+Nt/content/tAi+Nt/encoding/tAi+Nt/headers",
    ),
    ("External Documentation Object.description", "/externalDocs/description"),
    ("External Documentation Object.url", "/externalDocs/url"),
    (
        "Header Object.content{}",
        "/components/parameters/tAi+Nt/content/tAi+Nt/encoding/tAi+Nt/headers/tAi+Nt/content",
    ),
    ("Header Object.description", "/components/headers/tAi+Nt/description"),
    (
        "Header Object.example",
        "/paths/~1v1~1Rooms/get/responses/200/headers/tAi+Nt/example",
    ),
    (
        "Header Object.examples",
        "/components/parameters/tAi+Nt/content/tAi+Nt/encoding/tAi+Nt/headers/tAi+Nt/examples",
    ),
    ("Info Object.description", "/info/description"),
    ("Info Object.termsOfService", "/info/termsOfService"),
    ("Info Object.title", "/info/title"),
    ("Info Object.version", "/info/version"),
    ("License Object.name", "/info/license/name"),
    ("License Object.url", "/info/license/url"),
    ("Link Object.description", "/components/links/tAi+Nt/description"),
    (
        "Link Object.operationId",
        "/paths/~1v1~1Rooms/get/responses/200/links/tAi+Nt/operationId",
    ),
    ("Link Object.operationRef", "/components/links/tAi+Nt/operationRef"),
    (
        "Link Object.parameters",
        "/paths/~1v1~1Rooms/get/responses/200/links/tAi+Nt/parameters",
    ),
    (
        "Link Object.parameters{}",
        "/paths/~1v1~1Rooms/get/responses/200/links/tAi+Nt/parameters",
    ),
    (
        "Link Object.requestBody",
        "/paths/~1v1~1Rooms/get/responses/200/links/tAi+Nt/requestBody",
    ),
    (
        "Media Type Object.encoding{}",
        "/components/parameters/tAi+Nt/content/tAi+Nt/encoding",
    ),
    ("Media Type Object.example", "/components/responses/tAi+Nt/content/tAi+Nt/example"),
    (
        "Media Type Object.examples",
        "/paths/~1v1~1Rooms/post/requestBody/content/application~1x-www-form-urlencoded/examples",
    ),
    (
        "OAuth Flow Object.authorizationUrl",
        "/components/securitySchemes/tAi+Nt/flows/implicit/authorizationUrl",
    ),
    (
        "OAuth Flow Object.refreshUrl",
        "/components/securitySchemes/tAi+Nt/flows/implicit/refreshUrl",
    ),
    (
        "OAuth Flow Object.scopes",
        "/components/securitySchemes/tAi+Nt/flows/implicit/scopes",
    ),
    (
        "OAuth Flow Object.scopes{}",
        "/components/securitySchemes/tAi+Nt/flows/implicit/scopes",
    ),
    (
        "OAuth Flow Object.tokenUrl",
        "/components/securitySchemes/tAi+Nt/flows/implicit/tokenUrl",
    ),
    ("OpenAPI Object.security", "/security"),
    ("OpenAPI Object.security{}", "/security/0"),
    (
        "Operation Object.callbacks{}",
        "/components/callbacks/tAi+Nt/tAi+Nt/post/callbacks",
    ),
    ("Operation Object.description", "/paths/~1v1~1Rooms/get/description"),
    ("Operation Object.operationId", "/paths/~1v1~1Rooms/get/operationId"),
    ("Operation Object.security", "/paths/~1v1~1Rooms/get/security"),
    ("Operation Object.security{}", "/paths/~1v1~1Rooms/get/security/0"),
    ("Operation Object.summary", "/paths/~1v1~1Rooms/get/summary"),
    ("Operation Object.tags", "/paths/~1v1~1Rooms/get/tags"),
    ("Parameter Object.content{}", "/components/parameters/tAi+Nt/content"),
    ("Parameter Object.description", "/paths/~1v1~1Rooms/get/parameters/1/description"),
    ("Parameter Object.example", "/paths/~1v1~1Rooms/get/parameters/1/example"),
    ("Parameter Object.examples", "/paths/~1v1~1Rooms/get/parameters/2/examples"),
    ("Parameter Object.name", "/paths/~1v1~1Rooms/get/parameters/1/name"),
    ("Path Item Object.description", "/paths/~1v1~1Rooms/description"),
    ("Path Item Object.summary", "/paths/~1v1~1Rooms/summary"),
    ("Paths Object{}", "/paths"),
    ("Request Body Object.content{}", "/components/requestBodies/tAi+Nt/content"),
    (
        "Request Body Object.description",
        "/paths/~1v1~1Rooms/post/requestBody/description",
    ),
    ("Response Object.content{}", "/components/responses/tAi+Nt/content"),
    ("Response Object.description", "/paths/~1v1~1Rooms/get/responses/200/description"),
    ("Response Object.headers{}", "/paths/~1v1~1Rooms/get/responses/200/headers"),
    ("Response Object.links{}", "/paths/~1v1~1Rooms/get/responses/200/links"),
    ("Schema Object.default", "/paths/~1v1~1Rooms/get/parameters/2/schema/default"),
    ("Schema Object.description", "/components/schemas/Room/description"),
    ("Schema Object.enum", "/components/schemas/Room_enum_state/enum"),
    ("Schema Object.example", "/paths/~1v1~1Rooms/get/parameters/2/schema/example"),
    ("Schema Object.format", "/paths/~1v1~1Rooms/get/parameters/2/schema/format"),
    ("Schema Object.pattern", "/paths/~1v1~1Rooms/get/parameters/2/schema/pattern"),
    ("Schema Object.properties{}", "/components/schemas/Room/properties"),
    ("Schema Object.required", "/components/schemas/Room/required"),
    ("Schema Object.title", "/components/schemas/Room/title"),
    ("Schema Object.xml", "/components/schemas/Room/xml"),
    (
        "Security Scheme Object.bearerFormat",
        "/components/securitySchemes/tAi+Nt/bearerFormat",
    ),
    (
        "Security Scheme Object.description",
        "/components/securitySchemes/tAi+Nt/description",
    ),
    ("Security Scheme Object.name", "/components/securitySchemes/tAi+Nt/name"),
    (
        "Security Scheme Object.openIdConnectUrl",
        "/components/securitySchemes/tAi+Nt/openIdConnectUrl",
    ),
    ("Security Scheme Object.scheme", "/components/securitySchemes/tAi+Nt/scheme"),
    ("Server Object.description", "/servers/0/description"),
    ("Server Object.url", "/components/links/tAi+Nt/server/url"),
    ("Server Object.variables{}", "/components/links/tAi+Nt/server/variables"),
    (
        "Server Variable Object.default",
        "/components/links/tAi+Nt/server/variables/tAi+Nt/default",
    ),
    (
        "Server Variable Object.description",
        "/components/links/tAi+Nt/server/variables/tAi+Nt/description",
    ),
    (
        "Server Variable Object.enum",
        "/components/links/tAi+Nt/server/variables/tAi+Nt/enum",
    ),
    ("Tag Object.description", "/tags/0/description"),
    ("Tag Object.name", "/tags/0/name"),
];

/// Members with text that must be a version or a status code.
pub const FIXED: [&str; 2] = ["OpenAPI Object.openapi", "Responses Object{}"];
