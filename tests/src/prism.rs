//! A mock server that serves a document and validates requests against it.
//!
//! [Prism] responds with the examples of the document. For a request that does not match the document, or an example that
//! does not match its schema, it returns an error that states the reason (`application/problem+json`, 422 or 500). It does
//! not detect unknown query or form parameters, and only checks the last value of a repeated form key.
//!
//! The `Prefer` header selects a response: `code=202`, or `example=createSms` by the name of the example.
//!
//! [Prism]: https://github.com/stoplightio/prism

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io, thread};

use serde_json::{Map, Value, json};

use crate::{documents, npm, workspace};

const PACKAGE: &str = "@stoplight/prism-cli";

/// The last version that runs on Node 18 and 20; later ones need 24.
const VERSION: &str = "5.14.2";

/// A running mock server, which is stopped when dropped.
#[derive(Debug)]
pub struct Prism {
    server: Child,
    copy: PathBuf,
    base_url: String,
}

impl Prism {
    /// Serves a document on a free local port. Returns `None` if npm is not available.
    ///
    /// Returns once the server is ready, which takes about two seconds.
    ///
    /// # Panics
    ///
    /// If Prism cannot be installed or does not start.
    #[must_use]
    pub fn start(document: &Path) -> Option<Self> {
        let installed = npm::installed(PACKAGE, VERSION)?;
        let script = installed.join("node_modules").join(PACKAGE).join("dist/index.js");
        let copy = served_copy(document);
        let mut server = Command::new("node")
            .arg(script)
            .args(["mock", "--errors", "--port", "0", "--host", "127.0.0.1"])
            .arg(&copy)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("node: {error}"));
        let output = server.stdout.take().expect("its output is piped");
        let mut started = Self {
            server,
            copy,
            base_url: String::new(),
        };
        started.base_url = listening(output);
        Some(started)
    }

    /// Returns the base URL, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // Fails only if the process has already exited.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_file(&self.copy);
    }
}

/// Reads the log of the server up to the line with its URL. Keeps reading in a thread, so that the server does not block
/// on a full pipe.
fn listening(output: ChildStdout) -> String {
    let mut output = BufReader::new(output);
    let mut log = String::new();
    loop {
        let line = log.len();
        let length = output.read_line(&mut log).expect("the log is UTF-8");
        assert!(length > 0, "Prism ended before it listened:\n{log}");
        if let Some((_, base_url)) = log[line..].split_once("Prism is listening on ") {
            let base_url = base_url.trim().to_owned();
            thread::spawn(move || io::copy(&mut output, &mut io::sink()));
            return base_url;
        }
    }
}

/// Writes a copy of the document with an explicit `encoding` of arrays in forms.
///
/// `style: form, explode: true` is the default of OpenAPI, but Prism only treats a form property as an array if it is
/// explicit. It then rejects encoded reserved characters in values unless the document allows them.
fn served_copy(document: &Path) -> PathBuf {
    static COPIES: AtomicUsize = AtomicUsize::new(0);
    let mut content = documents::read(document);
    say_how_arrays_are_encoded(&mut content);
    let name = format!(
        ".served.{}.{}.json",
        process::id(),
        COPIES.fetch_add(1, Ordering::Relaxed)
    );
    let path = workspace().join("target/npm").join(name);
    fs::write(&path, content.to_string())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path
}

fn say_how_arrays_are_encoded(document: &mut Value) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let operations =
        paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for operation in operations {
        let Some(form) = operation
            .pointer_mut("/requestBody/content/application~1x-www-form-urlencoded")
        else {
            continue;
        };
        let Some(properties) =
            form.pointer("/schema/properties").and_then(Value::as_object)
        else {
            continue;
        };
        let encoding: Map<_, _> = properties
            .iter()
            .filter(|(_, schema)| schema["type"] == "array")
            .map(|(name, _)| (name.clone(), array_encoding()))
            .collect();
        form["encoding"] = encoding.into();
    }
}

fn array_encoding() -> Value {
    json!({"style": "form", "explode": true, "allowReserved": true})
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Prism, say_how_arrays_are_encoded};
    use crate::npm;
    use crate::plain_http::{Response, send};

    #[test]
    fn arrays_in_forms_and_nothing_else_get_an_encoding() {
        let form = |content| json!({"paths": {"/a": {"description": "", "post": {"requestBody": {"content": content}}}}});
        let schema =
            json!({"properties": {"A": {"type": "array"}, "B": {"type": "string"}}});
        let mut document = form(
            json!({"application/x-www-form-urlencoded": {"schema": schema.clone()}}),
        );
        say_how_arrays_are_encoded(&mut document);
        let encoding =
            json!({"A": {"style": "form", "explode": true, "allowReserved": true}});
        let expected = json!({"application/x-www-form-urlencoded": {"schema": schema, "encoding": encoding}});
        assert_eq!(document, form(expected));
    }

    const CONVERSATION: &str = "/v1/Conversations/CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const BASIC: (&str, &str) = ("Authorization", "Basic QUM6eA==");

    #[test]
    fn it_serves_the_official_document() {
        let Some(document) = npm::official_document() else {
            return;
        };
        let prism = Prism::start(&document).expect("npm was there");
        let base_url = prism.base_url();
        answers_every_kind_of_request(base_url);
        lets_the_prefer_header_choose(base_url);
        reports_what_breaks_the_document(base_url);
    }

    fn answers_every_kind_of_request(base_url: &str) {
        let list = send(base_url, "GET", "/v1/Conversations?PageSize=2", &[BASIC], "");
        assert_eq!(list.status, 200, "{list:?}");
        assert_eq!(list.json()["meta"]["key"], "conversations");

        let headers = [BASIC, ("X-Twilio-Webhook-Enabled", "true")];
        let form = "FriendlyName=a+%26+b&DateCreated=2020-01-01T00%3A00%3A00Z&Timers.Inactive=PT1M";
        let created = send(base_url, "POST", "/v1/Conversations", &headers, form);
        assert_eq!(created.status, 201, "{created:?}");

        let form = "FriendlyName=a&Type=service&Permission=b&Permission=c";
        let role = send(base_url, "POST", "/v1/Roles", &[BASIC], form);
        assert_eq!(role.status, 201, "{role:?}");

        let deleted = send(base_url, "DELETE", CONVERSATION, &[BASIC], "");
        assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    }

    fn lets_the_prefer_header_choose(base_url: &str) {
        let post = |path: &str, prefer| {
            send(base_url, "POST", path, &[BASIC, ("Prefer", prefer)], "")
        };
        let accepted = post("/v1/ConversationWithParticipants", "code=202");
        assert_eq!(accepted.status, 202, "{accepted:?}");
        let chat = post(&format!("{CONVERSATION}/Participants"), "example=createChat");
        assert!(chat.json()["messaging_binding"].is_null(), "{chat:?}");
    }

    fn reports_what_breaks_the_document(base_url: &str) {
        let refused = |answer: &Response| {
            assert_eq!(answer.status, 422, "{answer:?}");
            answer.json()["validation"][0]["location"].clone()
        };
        let post = |headers: &[_], form| {
            send(base_url, "POST", "/v1/Conversations", headers, form)
        };
        assert_eq!(refused(&post(&[BASIC], "State=open")), json!(["body", "State"]));
        assert_eq!(
            refused(&post(&[BASIC], "DateCreated=today")),
            json!(["body", "DateCreated"])
        );
        let header = post(&[BASIC, ("X-Twilio-Webhook-Enabled", "maybe")], "");
        assert_eq!(refused(&header), json!(["header", "x-twilio-webhook-enabled"]));
        let query =
            send(base_url, "GET", "/v1/Conversations?PageSize=101", &[BASIC], "");
        assert_eq!(refused(&query), json!(["query", "pagesize"]));
        assert_eq!(post(&[], "").status, 401);
    }
}
