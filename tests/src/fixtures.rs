//! Fixtures, which are documents without the members that they do not show: see `fixtures/pipeline/README.md`.

/// Members added to fixtures that do not have them.
const FRAME: [(&str, &str); 3] = [
    ("openapi:", "openapi: 3.0.1"),
    ("info:", "info: {title: Fixture, version: 1.0.0}"),
    ("servers:", "servers: [{url: 'https://api.example.com'}]"),
];

/// Completes a fixture to a document. Its lines keep their numbers.
#[must_use]
pub fn completed(text: &str) -> String {
    let mut document = text.to_owned();
    for (member, line) in FRAME {
        if !text.lines().any(|line| line.starts_with(member)) {
            document.push_str(line);
            document.push('\n');
        }
    }
    document
}
