//! The example `token_server`, as it runs without an account.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tests::plain_http::{Response, send};
use tests::workspace;

use crate::access_tokens::{ACCOUNT, KEY, verify};
use crate::peer::Peer;

/// The variables that configure an account.
const VARIABLES: [&str; 4] = [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_API_KEY",
    "TWILIO_API_SECRET",
    "TWILIO_CHAT_SERVICE_SID",
];

/// A running server, which is stopped when dropped.
struct Server {
    process: Child,
    base_url: String,
}

impl Server {
    /// Compiles the example and starts it on a free port.
    fn start() -> Self {
        let target = workspace().join("target");
        let compiled = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
            .args(["build", "--quiet", "--offline", "-p", "twilio-conversations"])
            .args(["--example", "token_server"])
            // It sends no requests, so it needs no transport.
            .args(["--no-default-features", "--features", "access-token"])
            .current_dir(workspace())
            .env("CARGO_TARGET_DIR", &target)
            .status();
        assert!(compiled.expect("Cargo can be run").success());
        let name = format!("token_server{}", env::consts::EXE_SUFFIX);
        let mut command = Command::new(target.join("debug/examples").join(name));
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        let mut process = command
            .arg("0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example was compiled");
        let output = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("it says where it listens");
        Self {
            process,
            base_url: line.trim().to_owned(),
        }
    }

    fn get(&self, path: &str) -> Response {
        send(&self.base_url, "GET", path, &[], "")
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
fn the_server_serves_tokens() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let server = Server::start();
    assert!(server.base_url.starts_with("http://127.0.0.1:"), "{}", server.base_url);

    let response = server.get("/token?identity=alice%40example.com");
    assert_eq!(response.status, 200, "{response:?}");
    assert!(response.head.contains("\r\ncache-control: no-store"), "{response:?}");
    let token = response.json()["token"].as_str().expect("it is text").to_owned();
    let verified = verify(&peer, &token, "a made-up secret");
    let header = json!({"alg": "HS256", "cty": "twilio-fpa;v=1", "typ": "JWT"});
    assert_eq!(verified["header"], header);
    let claims = &verified["payload"];
    assert_eq!((&claims["sub"], &claims["iss"]), (&ACCOUNT.into(), &KEY.into()));
    let grants = json!({
        "identity": "alice@example.com",
        "chat": {"service_sid": "IS0123456789abcdef0123456789abcdef"},
    });
    assert_eq!(claims["grants"], grants);
    assert_eq!(lifetime(claims), 900);

    for path in ["/token", "/token?identity="] {
        let response = server.get(path);
        assert_eq!(response.status, 400, "{response:?}");
        let error = response.json()["error"].to_string();
        assert!(error.contains("the identity is missing"), "{error}");
    }
}

fn lifetime(claims: &Value) -> i64 {
    let time = |name: &str| claims[name].as_i64().expect("it is a time");
    time("exp") - time("iat")
}

#[test]
fn the_page_shows_claims_as_text() {
    let server = Server::start();
    let page = server.get("/?identity=%3Cscript%3E%22%27%26").body;
    assert!(page.contains("made-up credentials"), "{page}");
    assert!(page.contains("A real endpoint authenticates"), "{page}");
    assert!(page.contains("value=\"&lt;script&gt;&quot;&#39;&amp;\""), "{page}");
    let claim = "&quot;identity&quot;: &quot;&lt;script&gt;\\&quot;&#39;&amp;&quot;";
    assert!(page.contains(claim), "{page}");
    assert!(!page.contains("<script"), "{page}");
    assert!(!server.get("/").body.contains("<pre>"));
}

/// A page of another site whose name resolves to this machine (DNS rebinding) sends its own name.
#[test]
fn requests_to_another_host_are_refused() {
    let server = Server::start();
    let address = server.base_url.strip_prefix("http://").expect("it is plain HTTP");
    let port = address.rsplit(':').next().expect("it has a port");
    let localhost = format!("localhost:{port}");
    let rebound = format!("attacker.example:{port}");
    let other_port = "127.0.0.1:1".to_owned();
    for (hosts, expected) in [
        (vec![address.to_owned()], 200),
        (vec![localhost], 200),
        (vec![rebound.clone()], 421),
        (vec!["attacker.example".to_owned()], 421),
        (vec!["127.0.0.1".to_owned()], 421),
        (vec![other_port], 421),
        (vec![address.to_owned(), rebound], 421),
        (vec![], 421),
    ] {
        for path in ["/token?identity=alice", "/?identity=alice"] {
            let response = send_to(address, path, &hosts);
            let status = format!("HTTP/1.0 {expected} ");
            assert!(response.starts_with(&status), "{hosts:?}: {response}");
            assert_eq!(response.contains("eyJ"), expected == 200, "{hosts:?}");
        }
    }
}

/// Sends a request with these `Host` headers, and returns the response.
fn send_to(address: &str, path: &str, hosts: &[String]) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let headers: Vec<String> =
        hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
    let headers = headers.concat();
    let request = format!("GET {path} HTTP/1.0\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("the server reads");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("the server responds");
    response
}
