//! The page about the client's runtime names the directories, files and functions that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use tests::workspace;

/// The text of the page.
fn page() -> String {
    let path = workspace().join("templates/runtime/ARCHITECTURE.md");
    fs::read_to_string(path).expect("the page is there")
}

/// The directory of the runtime.
fn runtime() -> PathBuf {
    workspace().join("templates/runtime/src/runtime")
}

/// Returns the rows of the table with that head, each as its cells without backticks.
fn table(page: &str, head: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    let rows: Vec<_> = page
        .lines()
        .skip_while(|line| *line != head)
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect();
    assert!(!rows.is_empty(), "no table starts with {head}");
    rows
}

#[test]
fn every_directory_is_described() {
    let described: BTreeSet<String> = table(&page(), "| Directory | Holds |")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    let entries = fs::read_dir(runtime()).expect("the runtime is there");
    let found: BTreeSet<String> = entries
        .map(|entry| entry.expect("the entry is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().expect("it has a name").display().to_string())
        .collect();
    assert_eq!(described, found);
}

#[test]
fn every_answer_leads_to_a_function() {
    for row in table(&page(), "| Question | File | Function |") {
        let [question, file, function] = row.as_slice() else {
            panic!("a row has three cells: {row:?}");
        };
        let text = fs::read_to_string(runtime().join(file))
            .unwrap_or_else(|error| panic!("{question} {file}: {error}"));
        let is_defined =
            ['(', '<'].iter().any(|end| text.contains(&format!("fn {function}{end}")));
        assert!(is_defined, "{question} {file} has no function `{function}`");
    }
}
