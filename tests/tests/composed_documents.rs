//! Property test: documents composed of all constructs, with hostile names and texts, become crates that compile without
//! warnings and whose operations can all be called, or located errors.
//!
//! `COMPOSED_DOCUMENTS` sets the number of documents, `PROPTEST_RNG_SEED` selects others, and `COMPOSED_DOCTESTS` also runs
//! the examples in the documentation of the crates.

use std::path::Path;

use generator::pipeline::Generated;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};
use serde_json::Value;
use tests::composition::compose;
use tests::damage::Choices;
use tests::emitted::Crates;
use tests::pipeline::{Outcome, Pipeline};

/// Number of documents unless `COMPOSED_DOCUMENTS` is set.
const DOCUMENTS: usize = 4;

#[test]
fn crates_of_composed_documents_compile() {
    let mut crates =
        Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("composed"));
    let mut accepted = 0;
    let documents = documents();
    for (number, document) in documents.iter().enumerate() {
        let name = format!("composed-{number}");
        let text = document.to_string();
        let Outcome {
            generated,
            diagnostics,
        } = Pipeline::in_memory((&format!("{name}.json"), text.as_bytes()), &[]).run();
        for problem in diagnostics.iter() {
            assert!(problem.location.is_some(), "{problem:?} has no line");
        }
        if let Some(generated) = generated {
            assert_calls_are_complete(&generated, document);
            crates.add(&name, &generated.files);
            accepted += 1;
        } else {
            assert!(diagnostics.has_errors(), "{name} is neither generated nor refused");
            println!("{name} is refused:\n{diagnostics}");
        }
    }
    // The fake enables the webhooks, so that everything is compiled that depends on the document.
    let errors = crates.compiler_errors_with("fake");
    assert!(errors.is_empty(), "{errors}");
    if std::env::var_os("COMPOSED_DOCTESTS").is_some() {
        crates.run_doctests();
    }
    assert!(
        accepted * 2 > documents.len(),
        "only {accepted} of {} are accepted",
        documents.len()
    );
}

/// Returns the documents, the same in each run.
fn documents() -> Vec<Value> {
    let number =
        std::env::var("COMPOSED_DOCUMENTS").ok().and_then(|number| number.parse().ok());
    let mut runner = runner();
    (0..number.unwrap_or(DOCUMENTS))
        .map(|_| {
            let bytes = vec(any::<u8>(), 12_000)
                .new_tree(&mut runner)
                .expect("any bytes will do")
                .current();
            compose(&mut Choices::new(&bytes))
        })
        .collect()
}

fn runner() -> TestRunner {
    let config = Config::default();
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => 1,
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(config, rng)
}

/// Asserts that each operation of the document has a call, and that the call names all arguments of its path.
fn assert_calls_are_complete(generated: &Generated, document: &Value) {
    let paths = document["paths"].as_object().expect("the document has paths");
    let operations =
        generated.ir["operations"].as_array().expect("the IR has operations");
    let declared = paths
        .values()
        .filter_map(Value::as_object)
        .flat_map(|item| item.values())
        .filter(|operation| operation["operationId"].is_string())
        .count();
    assert_eq!(operations.len(), declared, "operations are missing");
    for operation in operations {
        let (path, call) = (operation["path"].as_str(), operation["call"].as_str());
        let (path, call) = (path.expect("it has a path"), call.expect("it has a call"));
        for argument in path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
        {
            assert!(
                call.contains(&format!("{{{argument}}}")),
                "{call} leaves out {argument} of {path}"
            );
        }
    }
}
