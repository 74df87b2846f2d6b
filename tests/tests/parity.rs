//! Our document contains every fact of Twilio's document, but none of its descriptions.

use tests::{documents, facts, wording};

#[test]
fn our_document_states_the_official_facts() {
    let Some(official) = documents::official() else {
        return;
    };
    let differences = facts::differences(&documents::ours(), &official);
    assert!(
        differences.is_empty(),
        "{} facts differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn our_texts_are_our_own() {
    let Some(official) = documents::official() else {
        return;
    };
    for ours in [documents::ours(), documents::overlay()] {
        let copied = wording::copied(&ours, &official);
        assert!(
            copied.is_empty(),
            "{} texts are copied:\n{}",
            copied.len(),
            copied.join("\n")
        );
    }
}
