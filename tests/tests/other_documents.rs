//! Crates of other documents than that of the repository: their documentation names no resource of another API.

use std::fs;
use std::path::Path;

use tests::emitted::Crates;
use tests::fixtures::completed;
use tests::pipeline::Pipeline;
use tests::workspace;

/// Fixtures with resources that the runtime and the templates do not know.
const FIXTURES: [&str; 3] =
    ["operations/examples", "resources/arguments_of_accessors", "resources/singleton"];

#[test]
fn all_examples_compile() {
    let mut crates =
        Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("other_documents"));
    for fixture in FIXTURES {
        let path = workspace().join(format!("tests/fixtures/pipeline/{fixture}.yaml"));
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let document = completed(&text);
        let generated = Pipeline::in_memory((fixture, document.as_bytes()), &[])
            .run()
            .expect_generated();
        for (path, text) in generated.files.iter().filter(|(path, _)| is_emitted(path)) {
            let calls = ["conversation(", "conversations()", "participants()"];
            let found =
                text.lines().find(|line| calls.iter().any(|call| line.contains(call)));
            assert_eq!(found, None, "{fixture} {path}");
        }
        crates.add(&fixture.replace('/', "-"), &generated.files);
    }
    crates.run_doctests();
}

/// Returns `true` for the front page and for the modules of resources.
fn is_emitted(path: &str) -> bool {
    path.starts_with("src/") && !path.starts_with("src/runtime")
}
