//! The example `stand_in`: the fake over HTTP.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tests::plain_http::{Response, send};
use tests::workspace;

/// The account SID and the auth token that it prints, as a header.
const CREDENTIALS: (&str, &str) = (
    "Authorization",
    "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDp0ZXN0LXRva2Vu",
);

/// Compiles the example, with the feature `fake` alone.
fn compiled() -> PathBuf {
    let target = workspace().join("target");
    let compiled = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
        .args(["build", "--quiet", "--offline", "-p", "twilio-conversations"])
        .args(["--example", "stand_in", "--no-default-features", "--features", "fake"])
        .current_dir(workspace())
        .env("CARGO_TARGET_DIR", &target)
        .status();
    assert!(compiled.expect("Cargo can be run").success());
    target.join("debug/examples").join(format!("stand_in{}", env::consts::EXE_SUFFIX))
}

/// A running server, which is stopped when dropped.
struct Server {
    process: Child,
    base_url: String,
    /// The lines that it prints before the first request.
    announcement: Vec<String>,
}

impl Server {
    /// Starts the example on a free port.
    fn start() -> Self {
        let mut process = Command::new(compiled())
            .arg("127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example was compiled");
        let output = process.stdout.take().expect("its output is piped");
        let lines = BufReader::new(output).lines().map(|line| line.expect("it is text"));
        // The URL, an empty line, what to copy, and an empty line.
        let announcement: Vec<_> = lines.take(7).collect();
        Self {
            base_url: announcement[0].clone(),
            process,
            announcement,
        }
    }

    fn send(&self, method: &str, path: &str, form: &str) -> Response {
        send(&self.base_url, method, path, &[CREDENTIALS], form)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only if the process has already exited.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn it_remembers_what_it_is_told() {
    let server = Server::start();
    let printed = server.announcement.join("\n");
    assert!(printed.contains("TWILIO_ACCOUNT_SID=AC0000"), "{printed}");
    assert!(printed.contains("TWILIO_AUTH_TOKEN=test-token"), "{printed}");
    let curl = format!("{}/v1/Conversations", server.base_url);
    assert!(printed.contains(&curl), "{printed}");

    for name in ["1", "2"] {
        let form = format!("FriendlyName={name}");
        let created = server.send("POST", "/v1/Conversations", &form);
        assert_eq!(created.status, 201, "{created:?}");
    }
    let page = server.send("GET", "/v1/Conversations?PageSize=1", "").json();
    assert_eq!(page["conversations"][0]["friendly_name"], "1");
    // Clients follow the link to the next page to this server, not to Twilio.
    let next = page["meta"]["next_page_url"].as_str().expect("there is a next page");
    let next = next.strip_prefix(&server.base_url).expect("it is at the server");
    let page = server.send("GET", next, "").json();
    assert_eq!(page["conversations"][0]["friendly_name"], "2");
}

#[test]
fn it_refuses_strangers() {
    let server = Server::start();
    let unauthenticated = send(&server.base_url, "GET", "/v1/Services", &[], "");
    assert_eq!(unauthenticated.status, 401, "{unauthenticated:?}");
    // A second `Host` is one more than a browser sends.
    let headers = [CREDENTIALS, ("Host", "example.com")];
    let rebound = send(&server.base_url, "GET", "/v1/Services", &headers, "");
    assert_eq!(rebound.status, 421, "{rebound:?}");
    let large = format!("FriendlyName={}", "a".repeat(2 * 1024 * 1024));
    assert_eq!(server.send("POST", "/v1/Conversations", &large).status, 413);
}

#[test]
fn it_listens_only_on_this_machine() {
    let output = Command::new(compiled()).arg("0.0.0.0:0").output();
    let output = output.expect("the example was compiled");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("--public"), "{error}");
}
