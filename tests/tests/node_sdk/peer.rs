//! Twilio's SDK for Node, the other side.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tests::{npm, workspace};

const PACKAGE: &str = "twilio";
const VERSION: &str = "6.3.1";

/// The SDK, as it is installed.
pub struct Peer(PathBuf);

impl Peer {
    /// Installs the SDK; `None` where npm is missing.
    pub fn installed() -> Option<Self> {
        let directory = npm::installed(PACKAGE, VERSION)?;
        Some(Self(directory.join("node_modules").join(PACKAGE)))
    }

    /// Lets it do tasks, and returns their results in the same order.
    pub fn run(&self, tasks: Vec<Value>) -> Vec<Value> {
        let count = tasks.len();
        let output = self.run_script("peer.js", &Value::from(tasks));
        let results: Vec<Value> =
            serde_json::from_slice(&output).expect("the script writes an array");
        assert_eq!(results.len(), count);
        results
    }

    /// Runs a script of this directory, and returns what it writes.
    pub fn run_script(&self, name: &str, input: &Value) -> Vec<u8> {
        let script = workspace().join("tests/tests/node_sdk").join(name);
        node(&script, &self.0, &input.to_string())
    }
}

fn node(script: &Path, sdk: &Path, input: &str) -> Vec<u8> {
    let mut node = Command::new("node")
        .args([script, sdk])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node: {error}"));
    let mut stdin = node.stdin.take().expect("its input is piped");
    // It reads all of its input before it writes.
    stdin.write_all(input.as_bytes()).expect("node reads its input");
    drop(stdin);
    let output = node.wait_with_output().expect("node ends");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{messages}", output.status);
    output.stdout
}
