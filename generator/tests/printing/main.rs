//! Output of the commands for hostile input: no control characters, and no injected Markdown.

#[path = "../changes/repository.rs"]
#[expect(dead_code, reason = "used by the tests of changes")]
mod repository;

mod git_names;
mod hostile;
mod manifest;
mod markdown;
mod terminal;
