//! Lists: which instances a page contains.

use std::borrow::Cow;
use std::ops::Bound;

use http::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::page::{Direction, PageRequest};
use super::respond as respond_with;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::representation::Shown;
use crate::runtime::fake::request::CheckedRequest;
use crate::runtime::fake::state::State;
use crate::runtime::fake::store::{Ids, InstanceId, Key, stored_path};
use crate::runtime::fake::tables::{Comparison, Effect, PropertyPath, ResourceIndex};
use crate::runtime::transport::Bytes;
use crate::runtime::values::timestamp;

/// A list.
struct List<'a> {
    state: &'a State,
    request: &'a CheckedRequest,
    resource: ResourceIndex,
    parent: Option<InstanceId>,
    /// Instances among which are all of the list.
    candidates: Cow<'a, Ids>,
    is_descending: bool,
}

/// Returns a page of a list.
pub(super) fn respond(
    state: &State,
    request: &CheckedRequest,
    parent: Option<InstanceId>,
) -> Result<Response<Bytes>, Refusal> {
    let page = PageRequest::of(request)?;
    let list = List::new(state, request, parent);
    let (ids, has_more) = list.page(&page);
    let has_previous = match (page.direction, ids.first()) {
        (Direction::Before(_), _) => has_more,
        (_, Some(first)) => list.from(Direction::Before(*first)).next().is_some(),
        (Direction::After(_), None) => {
            list.from(page.direction.turned()).next().is_some()
        }
        (Direction::First, None) => false,
    };
    let has_next = match page.direction {
        Direction::Before(_) => true,
        _ => has_more,
    };
    let items: Vec<_> = ids.iter().filter_map(|id| list.shown(*id)).collect();
    let ends = (ids.first().copied(), ids.last().copied());
    let base_url = state.base_url_of(list.resource);
    let mut body = page.meta(base_url, request, ends, has_previous, has_next);
    let key = request.operation.paging.map_or("items", |paging| paging.items);
    body.insert(key.to_owned(), items.into());
    Ok(respond_with(request, Some(&body.into())))
}

impl<'a> List<'a> {
    fn new(
        state: &'a State,
        request: &'a CheckedRequest,
        parent: Option<InstanceId>,
    ) -> Self {
        let resource = request.operation.resource;
        let is_descending =
            request.parameters.iter().any(|(parameter, value)| match parameter.effect {
                Effect::Order => value == "desc",
                Effect::Filter { newest_first, .. } => newest_first,
                _ => false,
            });
        let mut list = Self {
            state,
            request,
            resource,
            parent,
            candidates: state.viewed(resource, parent),
            is_descending,
        };
        if let Some(ids) = list.filtered() {
            list.candidates = ids;
        }
        list
    }

    /// Returns the instances that a filter with one value leaves, if there is one: they are indexed.
    fn filtered(&self) -> Option<Cow<'a, Ids>> {
        let tables = self.state.tables;
        let mut filters =
            self.request.parameters.iter().filter_map(|(parameter, value)| {
                match parameter.effect {
                    Effect::Filter {
                        property: path,
                        comparison: Comparison::Equal,
                        ..
                    } if !value.is_array() => Some((path, value)),
                    _ => None,
                }
            });
        let (path, value) = filters.next()?;
        let (owner, path) = stored_path(tables, self.resource, path);
        let ancestor = match self.parent.and_then(|id| self.state.subject(id)) {
            Some(parent) => self.state.common_ancestor(parent, owner),
            None => None,
        };
        let is_stored =
            self.state.property(owner, path.first()?).is_some_and(|property| {
                !matches!(property.value, crate::runtime::fake::tables::Value::Read(_))
            });
        is_stored
            .then(|| self.state.store.find(owner, ancestor, &Key::new(&path, value)))
    }

    /// Returns the instances of a page in the order of the list, and `true` if there are more in its direction.
    fn page(&self, page: &PageRequest) -> (Vec<InstanceId>, bool) {
        let mut ids: Vec<_> =
            self.from(page.direction).take(page.size.saturating_add(1)).collect();
        let has_more = ids.len() > page.size;
        ids.truncate(page.size);
        if matches!(page.direction, Direction::Before(_)) {
            ids.reverse();
        }
        (ids, has_more)
    }

    /// Returns the instances of the list from a position on; backwards before one.
    fn from(&self, direction: Direction) -> Box<dyn Iterator<Item = InstanceId> + '_> {
        let (bounds, is_backwards) = match (direction, self.is_descending) {
            (Direction::First, is_descending) => {
                ((Bound::Unbounded, Bound::Unbounded), is_descending)
            }
            (Direction::After(id), false) | (Direction::Before(id), true) => {
                ((Bound::Excluded(id), Bound::Unbounded), false)
            }
            (Direction::After(id), true) | (Direction::Before(id), false) => {
                ((Bound::Unbounded, Bound::Excluded(id)), true)
            }
        };
        let ids = self.candidates.range(bounds).copied();
        let contains = move |id: &InstanceId| self.contains(*id);
        if is_backwards {
            Box::new(ids.rev().filter(contains))
        } else {
            Box::new(ids.filter(contains))
        }
    }

    fn contains(&self, id: InstanceId) -> bool {
        let Some(viewed) = self.state.subject(id) else {
            return false;
        };
        self.state.shows(self.resource, self.parent, viewed)
            && self.request.parameters.iter().all(|(parameter, value)| {
                match parameter.effect {
                    Effect::Filter {
                        property,
                        comparison,
                        ..
                    } => self.passes(viewed, property, comparison, value),
                    _ => true,
                }
            })
    }

    fn passes(
        &self,
        viewed: Subject<'_>,
        path: PropertyPath,
        comparison: Comparison,
        value: &Value,
    ) -> bool {
        let found = self.state.shown(self.resource, viewed, path);
        match (comparison, value) {
            (Comparison::Equal, Value::Array(values)) => values.contains(&found),
            (Comparison::Equal, value) => found == *value,
            (Comparison::AtLeast, value) => {
                moment(&found, "00:00:00") >= moment(value, "00:00:00")
            }
            (Comparison::AtMost, value) => {
                moment(&found, "00:00:00").is_some_and(|found| {
                    moment(value, "23:59:59").is_some_and(|end| found <= end)
                })
            }
        }
    }

    fn shown(&self, id: InstanceId) -> Option<Value> {
        Some(self.state.represent(Shown {
            resource: self.resource,
            parent: self.parent,
            instance: self.state.subject(id)?,
            scope: self.request.route.path,
        }))
    }
}

/// Returns the time that a text stands for; of a date, the one at `time_of_day`.
fn moment(value: &Value, time_of_day: &str) -> Option<Timestamp> {
    let text = value.as_str()?;
    match text.parse::<Date>() {
        Ok(date) if !text.contains(':') => {
            timestamp::from_text(&format!("{date}T{time_of_day}Z"))
        }
        _ => timestamp::from_text(text),
    }
}
