//! Writes the table of calls that the conformance tests make, out of what the generator says of the API.
//!
//! The calls are built from the same data that `generator ir` prints, and compiled against the client crate: what that
//! command says is proved true.

mod calls;
mod description;

use std::path::Path;
use std::{env, fs};

use generator::build::build;
use generator::config::Config;
use generator::diagnostic::Diagnostics;
use generator::document::{Source, load, overlay, resolve};

use self::description::Description;

fn main() {
    println!("cargo::rerun-if-changed=../spec");
    let description = describe().unwrap_or_else(|problems| panic!("{problems}"));
    let directory = env::var("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&directory).join("calls.rs"), calls::table(&description))
        .expect("Cargo made the directory");
}

/// Runs the stages of the generator as the configuration says.
fn describe() -> Result<Description, Diagnostics> {
    let config = Config::load(Path::new("../spec/generator.toml"))?;
    let mut document = load(&Source::File(config.input.document.clone()))?;
    for path in &config.input.overlays {
        overlay(&mut document, path)?;
    }
    let mut problems = Diagnostics::default();
    match build(&resolve(document)?, &config, &mut problems) {
        Some(build) => {
            Ok(serde_json::from_value(build.ir).expect("it is what `ir` prints"))
        }
        None => Err(problems),
    }
}
