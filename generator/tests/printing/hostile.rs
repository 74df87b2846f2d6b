//! Documents that contain hostile text in every member.

use serde_json::{Map, Value, json};

use crate::repository::Repository;

/// Hostile texts. Each is short enough to be shown in full in an excerpt.
pub const TEXTS: [&str; 5] = [
    // Terminal colors, titles and links, and sequences that clear the screen.
    "\u{1B}[5mred\u{1B}]0;title\u{7}\u{1B}]8;;https://evil.example\u{1B}\\link\u{1B}[2J\u{1B}c",
    // 8-bit control characters, overwriting, and invisible characters.
    "\u{9B}2J\u{9D}0;t\u{9C}\u{8}\u{8}\u{7F}over\rwrite\u{202E}drow\u{2066}x\u{200B}\u{FEFF}\u{E0041}\u{AD}",
    // Line breaks followed by block markup.
    "a\n\n# heading\r\n\u{2028}- [ ] item\n\n    code\n\n```\nfence\n\n> quote\n<!-- \n\n| a | b |\n|---|---|\n| c | d |\n",
    // Mentions, references and addresses.
    "@everyone @org/team #123 GH-1 org/repo#1 https://evil.example www.evil.example a@evil.example :tada: deadbeef0",
    // Inline markdown and HTML.
    "` `` ``` | \\| \\\\| ![x](https://evil.example/x.png) [x](y) <img src=x> &lt;b&gt; ~~x~~ **x** $x$ \\",
];

/// Two documents with a text in every member. The name of the member precedes the text.
pub struct Documents {
    pub old: Value,
    pub new: Value,
}

/// Creates two documents that differ in every member, with a text in each.
pub fn documents(text: &str) -> Documents {
    let at = |member: &str| format!("{member} {text}");
    Documents {
        old: document(&at, "Old"),
        new: document(&at, "New"),
    }
}

fn document(at: &dyn Fn(&str) -> String, side: &str) -> Value {
    let of_side = |member: &str| at(&format!("{side}{member}"));
    let fields = |names: [&str; 2]| -> Map<String, Value> {
        let field = || json!({"type": "string", "default": of_side("Default"), "description": of_side("Described")});
        let mut fields: Map<String, Value> =
            names.iter().map(|name| (of_side(name), field())).collect();
        fields.insert("Kept".to_owned(), field());
        fields.insert(
            "State".to_owned(),
            json!({"type": "string", "enum": ["open", of_side("Value")]}),
        );
        fields
    };
    let room = json!({"type": "object", "description": of_side("Model"), "properties": fields(["Field", "More"])});
    let rooms = json!({"type": "object", "properties": {
        of_side("Items"): {"type": "array", "items": {"$ref": "#/components/schemas/room"}},
        "meta": {"type": "object", "properties": {"next_page_url": {"type": "string"}}},
    }});
    let response = |schema: &Value| json!({"200": {"description": of_side("Answer"), "content": {"application/json": {"schema": schema}}}});
    let form = json!({"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields(["Parameter", "Other"])}}}});
    json!({
        "openapi": "3.0.1",
        "info": {"title": of_side("Title"), "version": of_side("Version"), "description": of_side("Info")},
        "servers": [{"url": format!("https://{}.example.com", side.to_lowercase())}],
        "paths": {
            "/v1/Rooms": {
                "get": {"operationId": of_side("ListRoom"), "description": of_side("Operation"), "responses": response(&rooms)},
                "post": {"operationId": of_side("CreateRoom"), "requestBody": form, "responses": response(&json!({"$ref": "#/components/schemas/room"}))},
            },
            format!("/v1/{side}Halls"): {
                "get": {"operationId": of_side("FetchHall"), "responses": response(&json!({"$ref": "#/components/schemas/room"}))},
            },
        },
        "components": {"schemas": {"room": room, of_side("unused"): {"type": "object"}}},
    })
}

/// Creates a repository with both documents, `old.json` and `new.json`, of which the old one is configured, and no overlay.
pub fn repository(text: &str) -> Repository {
    let repository = Repository::without_git();
    fill(&repository, text);
    repository
}

/// Writes the documents to a repository.
pub fn fill(repository: &Repository, text: &str) {
    let Documents { old, new } = documents(text);
    repository.write("old.json", &old.to_string());
    repository.write("new.json", &new.to_string());
    repository.write("spec/document.yaml", &old.to_string());
    repository.write(
        "spec/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: None, version: 1.0.0}\nactions: [{target: $.info, update: {x: y}}]\n",
    );
}
