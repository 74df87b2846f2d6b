//! Operations: what a request is going to change, the change, and the response.

mod composite;
mod list;
mod page;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::Value;

use super::change::{Amendment, Change};
use super::plan::{Place, Plan, Settings};
use super::refusal::Refusal;
use super::representation::Shown;
use super::request::CheckedRequest;
use super::state::State;
use super::store::InstanceId;
use super::tables::{Action, Storage};
use super::target::Target;
use crate::runtime::transport::Bytes;

/// The outcome of a request.
pub(super) struct Done {
    pub(super) response: Response<Bytes>,
    pub(super) changes: Vec<Change>,
}

/// Returns what a request is going to change, or its refusal. SIDs of what it is going to create are null.
pub(super) fn plan(
    state: &State,
    request: &CheckedRequest,
) -> Result<Vec<Change>, Refusal> {
    let target = target(state, request)?;
    let mut plan = Plan::new(state);
    add_changes(&mut plan, request, target)?;
    Ok(plan.into_changes())
}

/// Carries out a request, with the properties that the replies to events set.
pub(super) fn commit(
    state: &mut State,
    request: &CheckedRequest,
    amendments: &[Amendment],
) -> Result<Done, Refusal> {
    let target = target(state, request)?;
    // A refused request uses no SIDs.
    let mut sids = state.sids.clone();
    let mut plan = Plan::to_apply(state, &mut sids, amendments);
    add_changes(&mut plan, request, target)?;
    let changes = plan.into_changes();
    state.sids = sids;
    let changes = state.apply(changes);
    let response = match request.operation.action {
        Action::List => list::respond(state, request, target.parent)?,
        Action::Delete => respond(request, None),
        _ => {
            let instance =
                target.instance.or(changes.first().and_then(|first| first.id));
            let shown = instance.and_then(|id| shown(state, request, target, id));
            respond(request, Some(&shown.ok_or_else(|| not_found(request))?))
        }
    };
    Ok(Done { response, changes })
}

/// Adds the changes that a request makes to a plan.
fn add_changes(
    plan: &mut Plan<'_>,
    request: &CheckedRequest,
    target: Target,
) -> Result<(), Refusal> {
    let operation = request.operation;
    let settings = Settings {
        operation,
        parameters: &request.parameters,
    };
    let place = |resource| Place {
        resource,
        parent: target.parent,
        within: None,
    };
    let storage = &request.tables.resource(operation.resource).storage;
    match (operation.action, storage, target.instance) {
        (Action::List, _, None) => plan.read(target.parent, settings),
        (Action::Fetch, _, Some(id)) => plan.read(Some(id), settings),
        (Action::Create, Storage::Own, None) => {
            let created = plan.create(place(operation.resource), settings)?;
            plan.add_dependents(created);
            Ok(())
        }
        (
            Action::Create,
            Storage::Composite {
                of,
                parameter,
                children,
                status: _,
            },
            None,
        ) => {
            let composite = composite::Composite {
                tables: request.tables,
                parameter,
                children: *children,
            };
            composite.create(plan, place(*of), settings)
        }
        (Action::Update, _, Some(id)) => {
            plan.update(id, operation.resource, settings).map(drop)
        }
        (Action::Delete, _, Some(id)) => plan.delete(id, settings),
        _ => Err(unsupported(request)),
    }
}

/// Finds what the path of a request leads to.
fn target(state: &State, request: &CheckedRequest) -> Result<Target, Refusal> {
    let resource = request.operation.resource;
    let path = request.route.path;
    state.target(resource, path, &request.arguments).map_err(|_| not_found(request))
}

/// Returns an instance as JSON, as the request sees it.
fn shown(
    state: &State,
    request: &CheckedRequest,
    target: Target,
    id: InstanceId,
) -> Option<Value> {
    let resource = request.operation.resource;
    let resource = match request.tables.resource(resource).storage {
        Storage::Composite { of, .. } => of,
        _ => resource,
    };
    Some(state.represent(Shown {
        resource,
        parent: target.parent,
        instance: state.subject(id)?,
        scope: request.route.path,
    }))
}

/// Returns the status of a successful response.
fn status(request: &CheckedRequest) -> StatusCode {
    let operation = request.operation;
    let status = match request.tables.resource(operation.resource).storage {
        Storage::Composite {
            parameter: children,
            status: Some(status),
            ..
        } if request.parameters.iter().any(|(set, _)| set.name == children) => status,
        _ => operation.status,
    };
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}

/// Returns the response with a body, or without one.
fn respond(request: &CheckedRequest, body: Option<&Value>) -> Response<Bytes> {
    let status = status(request);
    let body = body.filter(|_| status != StatusCode::NO_CONTENT);
    let text = body.map(Value::to_string).unwrap_or_default();
    let mut response = Response::new(Bytes::from(text));
    *response.status_mut() = status;
    if body.is_some() {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
    }
    response
}

fn not_found(request: &CheckedRequest) -> Refusal {
    Refusal::not_found(&request.path)
}

/// Refuses an operation that the tables do not describe.
fn unsupported(request: &CheckedRequest) -> Refusal {
    let message = format!("the fake cannot carry out `{}`", request.route.id);
    Refusal::new(StatusCode::NOT_IMPLEMENTED, 0, message)
}
