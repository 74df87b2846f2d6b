//! Writes the table of calls that the conformance tests make, out of what the generator says of the API.
//!
//! The calls are built from the same data that `generator ir` prints, and compiled against the client crate: what that
//! command says is proved true.

mod calls;
mod description;

use std::path::Path;
use std::{env, fs};

use generator::config::Config;
use generator::diagnostic::Diagnostics;
use generator::pipeline;

use self::description::Description;

fn main() {
    println!("cargo::rerun-if-changed=../spec");
    let description = describe().unwrap_or_else(|problems| panic!("{problems}"));
    let directory = env::var("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&directory).join("calls.rs"), calls::table(&description))
        .expect("Cargo made the directory");
}

/// Runs the generator as it is configured.
fn describe() -> Result<Description, Diagnostics> {
    let generated = pipeline(&Config::load(Path::new("../spec/generator.toml"))?)?;
    Ok(serde_json::from_value(generated.ir).expect("it is what `ir` prints"))
}
