//! Selection of the response to a request.

use std::panic::Location;

use percent_encoding::percent_decode_str;

use super::response::Outcome;
use super::{MockRequest, MockResponse};

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
    let mut expected = path.split('/');
    let mut found = request.path().split('/');
    request.method().as_str() == method
        && expected.by_ref().zip(found.by_ref()).all(|(expected, found)| {
            expected == "*" && !found.is_empty()
                || fits_template(expected, found)
                || found == expected
                || percent_decode_str(found).eq(expected.bytes())
        })
        && expected.next().is_none()
        && found.next().is_none()
}

/// Returns `true` if a segment has the literals of a template such as `{Sid}.json`, with text in place of each `{Name}`.
fn fits_template(template: &str, segment: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return false;
    };
    let (Some((_, after)), Some(segment)) =
        (rest.split_once('}'), segment.strip_prefix(before))
    else {
        return false;
    };
    let Some((literal, _)) = after.split_once('{') else {
        return segment.len() > after.len() && segment.ends_with(after);
    };
    let next = segment.match_indices(literal).find(|(index, _)| *index > 0);
    next.is_some_and(|(index, _)| {
        fits_template(&after[literal.len()..], &segment[index + literal.len()..])
    })
}
