//! The calls of operations are complete: a tree of resources in which one is not is refused after `name`.

use generator::diagnostics::Severity;
use generator::input::document::{Input, Source};
use generator::input::lock::LockFile;
use generator::ir::{Api, HandleKind};
use generator::name::{Placement, name};
use generator::pipeline::normalised;
use tests::fixtures::completed;

const DOCUMENT: &str = "paths:
  /v1/Rooms/{Sid}:
    get: {operationId: FetchRoom, parameters: [&sid {name: Sid, in: path, required: true, schema: {type: string}}], responses: &done {204: {description: Done}}}
  /v1/Rooms/{RoomSid}/Doors/{Sid}:
    get: {operationId: FetchDoor, parameters: [*sid, {name: RoomSid, in: path, required: true, schema: {type: string}}], responses: *done}
";

fn api() -> Api {
    let document = completed(DOCUMENT).into_bytes();
    let input = Input {
        document: Source::Memory("rooms.yaml".to_owned(), document),
        overlays: Vec::new(),
        lock: None,
    };
    let normalised = normalised(&input, Severity::Error);
    normalised.unwrap_or_else(|problems| panic!("{problems}")).made
}

#[test]
fn complete_calls_are_named() {
    assert!(name(api(), &LockFile::default(), &Placement::default()).is_ok());
}

#[test]
fn a_handle_that_does_not_exist_is_refused() {
    let mut api = api();
    for resource in &mut api.resources {
        for scope in resource.scopes.iter_mut() {
            if let Some(parent) = &mut scope.parent {
                parent.handle = HandleKind::Collection;
            }
        }
    }
    let problems = name(api, &LockFile::default(), &Placement::default())
        .expect_err("there is no handle to the rooms")
        .to_string();
    assert!(
        problems.contains("`FetchDoor` cannot be called with all arguments of its path"),
        "{problems}"
    );
    assert!(
        problems.contains("/paths/~1v1~1Rooms~1{RoomSid}~1Doors~1{Sid}/get"),
        "{problems}"
    );
}

#[test]
fn an_argument_too_few_is_refused() {
    let mut api = api();
    for resource in &mut api.resources {
        for operation in &mut resource.operations {
            for route in operation.routes.iter_mut() {
                route.path.segments.pop();
            }
        }
    }
    let problems = name(api, &LockFile::default(), &Placement::default())
        .expect_err("handles take more arguments")
        .to_string();
    assert!(problems.contains("`FetchRoom` cannot be called"), "{problems}");
}
