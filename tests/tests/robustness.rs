//! Property test: for any input, the generator writes Rust or reports located errors. It never panics or hangs.

use std::sync::LazyLock;

use generator::diagnostics::{Diagnostics, report};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use tests::damage::{Choices, damage, damage_bytes, excerpt};
use tests::documents;
use tests::pipeline::{Outcome, Pipeline};
use tests::tainted_text::{Findings, examine};

/// The document of the repository.
static DOCUMENT: LazyLock<Value> = LazyLock::new(documents::ours);

/// Asserts that the outcome is valid Rust or located errors.
fn check(outcome: Outcome) {
    let Outcome {
        generated,
        diagnostics,
    } = outcome;
    check_messages(&diagnostics);
    assert_eq!(generated.is_none(), diagnostics.has_errors(), "{diagnostics}");
    let mut findings = Findings::default();
    let files = generated.iter().flat_map(|generated| generated.files.iter());
    for (path, text) in files.filter(|(path, _)| !path.starts_with("src/runtime")) {
        examine(path, text, &mut findings);
    }
    assert!(findings.problems.is_empty(), "{}", findings.problems.join("\n"));
}

fn check_messages(diagnostics: &Diagnostics) {
    for problem in diagnostics.iter() {
        assert!(!problem.file.is_empty() && !problem.found.is_empty(), "{problem:?}");
    }
    let text = report::text(diagnostics);
    for line in text.as_str().lines() {
        assert!(line.chars().count() < 4_000, "a long line: {line}");
        assert!(!line.contains(|character: char| character.is_control()), "{line:?}");
    }
    assert_eq!(
        report::json(diagnostics).as_str().lines().count(),
        diagnostics.iter().count()
    );
}

fn run(name: &str, text: &[u8]) {
    check(Pipeline::in_memory((name, text), &[]).run());
}

/// Creates a runner for `cases` deterministic cases; `PROPTEST_RNG_SEED` selects others.
fn runner(cases: u32) -> TestRunner {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(cases);
    TestRunner::new(Config {
        cases,
        rng_seed,
        failure_persistence: None,
        ..config
    })
}

/// Runs a property over streams of decisions of at most `length` bytes.
fn prove(cases: u32, length: usize, property: impl Fn(&[u8])) {
    let proven = runner(cases).run(&vec(any::<u8>(), 0..length), |bytes| {
        property(&bytes);
        Ok(())
    });
    proven.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn mutated_excerpts() {
    prove(160, 80, |bytes| {
        let mut choices = Choices::new(bytes);
        let mut document = excerpt(&DOCUMENT, &mut choices);
        damage(&mut document, &mut choices);
        run("excerpt.json", document.to_string().as_bytes());
    });
}

#[test]
fn mutated_bytes() {
    prove(120, 40, |bytes| {
        let mut choices = Choices::new(bytes);
        let document = excerpt(&DOCUMENT, &mut choices);
        let mut text = if bytes.first().is_some_and(|byte| byte % 2 == 0) {
            format!("{document:#}").into_bytes()
        } else {
            serde_yaml::to_string(&document).expect("any value is YAML").into_bytes()
        };
        damage_bytes(&mut text, &mut choices);
        run("excerpt", &text);
    });
}

#[test]
fn the_mutated_document() {
    prove(3, 60, |bytes| {
        let mut document = DOCUMENT.clone();
        damage(&mut document, &mut Choices::new(bytes));
        run("document.json", document.to_string().as_bytes());
    });
}

#[test]
fn mutated_overlays() {
    let overlay = documents::overlay();
    prove(40, 60, |bytes| {
        let mut choices = Choices::new(bytes);
        let document = excerpt(&DOCUMENT, &mut choices).to_string();
        let mut overlay = overlay.clone();
        damage(&mut overlay, &mut choices);
        let overlay = overlay.to_string();
        check(
            Pipeline::in_memory(
                ("document.json", document.as_bytes()),
                &[("overlay.json", overlay.as_bytes())],
            )
            .run(),
        );
    });
}

#[test]
fn mutated_configurations() {
    let path = tests::workspace().join("spec/generator.toml");
    let text = std::fs::read(path).expect("the configuration is there");
    prove(400, 40, |bytes| {
        let mut text = text.clone();
        damage_bytes(&mut text, &mut Choices::new(bytes));
        let text = String::from_utf8_lossy(&text);
        if let Err(problems) =
            generator::input::config::Config::parse("generator.toml", &text)
        {
            check_messages(&problems);
            assert!(problems.has_errors());
        }
    });
}
