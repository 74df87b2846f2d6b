//! Our documents contain every fact of Twilio's documents, but none of their descriptions.

use tests::documents::{Restated, V1, V2};
use tests::{facts, wording};

#[test]
fn version_1_states_the_official_facts() {
    states_the_official_facts(V1);
}

#[test]
fn version_2_states_the_official_facts() {
    states_the_official_facts(V2);
}

#[test]
fn our_texts_are_our_own() {
    for restated in Restated::ALL {
        let Some(official) = restated.official() else {
            return;
        };
        for ours in [restated.ours(), restated.overlay()] {
            let copied = wording::copied(&ours, &official);
            assert!(
                copied.is_empty(),
                "{}: {} texts are copied:\n{}",
                restated.version,
                copied.len(),
                copied.join("\n")
            );
        }
    }
}

/// Fails with every fact that differs.
fn states_the_official_facts(restated: Restated) {
    let Some(official) = restated.official() else {
        return;
    };
    let differences = facts::differences(&restated.ours(), &official);
    assert!(
        differences.is_empty(),
        "{} facts differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
