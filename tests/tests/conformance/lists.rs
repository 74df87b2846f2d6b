//! Every list is paginated to its end, following the link to each next page verbatim.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{documents, overlay};

use crate::calls::CALLS;
use crate::example::Example;
use crate::offline::Offline;

/// A link in an unusual spelling, which normalization would change.
const LINK: &str = "https://conversations.twilio.com/v1/Anything?PageToken=PAa%2fb:+c&Page=1&&PageSize=2";

#[test]
fn every_list_goes_on_to_the_next_page() {
    let document = overlay::applied(documents::ours(), &documents::overlay());
    let offline = Offline::new();
    let mut walked = BTreeSet::new();
    for example in Example::all(&document) {
        if let Some(items) = example.items() {
            walk(&offline, &example, items);
            walked.insert(example.operation);
        }
    }
    let lists = CALLS.iter().filter(|call| call.items.is_some()).map(|call| call.id);
    assert_eq!(walked, lists.collect());
    assert_eq!(walked.len(), 22);
}

/// Paginates a list of two pages, both of which are the example except for their links.
fn walk(offline: &Offline, example: &Example<'_>, items: &str) {
    let (mut first, mut second) = (example.value.clone(), example.value.clone());
    first["meta"]["next_page_url"] = LINK.into();
    second["meta"]["next_page_url"] = Value::Null;
    let all = example.all_items(offline, [&first, &second]);
    let all = all.unwrap_or_else(|error| panic!("{}: {error:?}", example.place));
    let once = example.decoded(offline, &second).expect("it was decoded before");
    let once = once[items].as_array().expect("a page has items").clone();
    assert_eq!(all, json!([once.clone(), once].concat()), "{}", example.place);
    let sent = offline.requests();
    assert_eq!(
        (sent.len(), sent[1].uri().to_string().as_str()),
        (3, LINK),
        "{}",
        example.place
    );
}
