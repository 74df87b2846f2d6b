//! Generates the table of calls for the conformance tests from the output of the generator.
//!
//! The calls are generated from the same data that `generator ir` prints and compiled against the client crate, which proves
//! the output of that command.

mod calls;
mod description;

use std::path::Path;
use std::{env, fs};

use generator::diagnostics::Failure;
use generator::input::config::Config;
use generator::pipeline::generate;

use self::description::Description;

fn main() {
    println!("cargo::rerun-if-changed=../spec");
    if let Err(problems) = describe() {
        panic!("{problems}");
    }
}

/// Runs the generator with the configuration of the repository.
fn describe() -> Result<(), Failure> {
    let config = Config::load(Path::new("../spec/generator.toml"))?;
    let ir = generate(&config)?.made.ir;
    write("ir.json", &ir.to_string());
    let description: Description =
        serde_json::from_value(ir).expect("it is what `generator ir` prints");
    write("calls.rs", &calls::table(&config.package, &description));
    Ok(())
}

fn write(name: &str, text: &str) {
    let directory = env::var("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&directory).join(name), text).expect("Cargo made the directory");
}
