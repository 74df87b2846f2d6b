//! What the commands print of hostile input: nothing that a terminal obeys, and no markdown but ours.

#[path = "../changes/workplace.rs"]
#[expect(dead_code, reason = "the tests of changes use the rest of it")]
mod workplace;

mod git_names;
mod hostile;
mod manifest;
mod markdown;
mod terminal;
