//! Selection of the response to a request.

use std::panic::Location;

use super::response::Outcome;
use super::{MockRequest, MockResponse, path_pattern};

/// Responses of the script, in order.
#[derive(Debug, Default)]
pub(super) struct Script(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    /// Method and path; `None` for any request.
    route: Option<(String, String)>,
    response: MockResponse,
    /// Location of the call that added it.
    place: &'static Location<'static>,
}

impl Script {
    pub(super) fn add(
        &mut self,
        route: Option<(String, String)>,
        response: MockResponse,
        place: &'static Location<'static>,
    ) {
        self.0.push(Entry {
            route,
            response,
            place,
        });
    }

    /// Returns the response to a request: the first for its method and path, or else the first for any request.
    pub(super) fn take(&mut self, request: &MockRequest) -> Option<Outcome> {
        let entries = &mut self.0;
        let particular = entries.iter().position(|entry| {
            let route = entry.route.as_ref();
            entry.is_left() && route.is_some_and(|route| fits(route, request))
        });
        let index = particular.or_else(|| {
            entries.iter().position(|entry| entry.is_left() && entry.route.is_none())
        })?;
        let response = &mut entries[index].response;
        response.times = response.times.map(|times| times - 1);
        Some(response.outcome.clone())
    }

    /// Describes the unused responses.
    pub(super) fn left(&self) -> Vec<String> {
        let left = self.0.iter().filter(|entry| entry.is_left());
        left.filter_map(Entry::describe).collect()
    }
}

impl Entry {
    fn is_left(&self) -> bool {
        self.response.times != Some(0)
    }

    /// Describes the entry, if it must still be used.
    fn describe(&self) -> Option<String> {
        let times = self.response.times?;
        let request = match &self.route {
            Some((method, path)) => format!("{method} {path}"),
            None => "any request".to_owned(),
        };
        let outcome = &self.response.outcome;
        let times = if times == 1 {
            String::new()
        } else {
            format!(", {times} times")
        };
        let (file, line) = (self.place.file(), self.place.line());
        Some(format!("{request} -> {outcome}{times} ({file}:{line})"))
    }
}

/// Returns `true` if a request has this method and path.
fn fits((method, path): &(String, String), request: &MockRequest) -> bool {
    request.method().as_str() == method && path_pattern::matches(path, request.path())
}
