//! Plans: the changes that a request, a deadline or a test makes, before they are made.

mod checks;
mod dependents;
mod draft;
mod timers;

use serde_json::Value;

use super::change::{Amendment, Cause, Change};
use super::clock;
use super::reference::Subject;
use super::refusal::Refusal;
use super::sids::Sids;
use super::state::State;
use super::store::{self, InstanceId, Properties};
use super::tables::{self, Action, Operation, Parameter, ResourceIndex};

/// A plan: changes to make at once.
pub(super) struct Plan<'a> {
    state: &'a State,
    /// The source of SIDs. `None` if the changes are not going to be made: their SIDs are null.
    sids: Option<&'a mut Sids>,
    amendments: &'a [Amendment],
    changes: Vec<Change>,
}

/// The place of an instance that is going to be created.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) resource: ResourceIndex,
    pub(super) parent: Option<InstanceId>,
    /// The position of the change that creates the parent.
    pub(super) within: Option<usize>,
}

impl Place {
    /// Returns the place of what a change creates.
    pub(super) fn of(change: &Change) -> Self {
        Self {
            resource: change.resource,
            parent: change.parent,
            within: change.within,
        }
    }
}

/// The properties that a request sets, and the operation that it calls.
#[derive(Clone, Copy)]
pub(super) struct Settings<'a> {
    pub(super) operation: &'static Operation,
    pub(super) parameters: &'a [(&'static Parameter, Value)],
}

impl<'a> Plan<'a> {
    /// Creates a plan whose changes are only asked about.
    pub(super) fn new(state: &'a State) -> Self {
        Self {
            state,
            sids: None,
            amendments: &[],
            changes: Vec::new(),
        }
    }

    /// Creates a plan whose changes are going to be made.
    pub(super) fn to_apply(
        state: &'a State,
        sids: &'a mut Sids,
        amendments: &'a [Amendment],
    ) -> Self {
        Self {
            sids: Some(sids),
            amendments,
            ..Self::new(state)
        }
    }

    /// Returns the changes, in the order in which they are to be made.
    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// Plans the creation of an instance by a request, without what is created with it. Returns the position.
    pub(super) fn create(
        &mut self,
        place: Place,
        settings: Settings<'_>,
    ) -> Result<usize, Refusal> {
        let mut change = self.creation(place);
        let view = place.resource;
        self.set_parameters(&mut change.after, view, settings.parameters);
        self.set_default_deadlines(&mut change, settings);
        self.copy_properties(&mut change);
        self.amend(&mut change);
        self.check_conditions(Some(Subject::within(&change, &self.changes)), settings)?;
        self.check_unique(&change)?;
        self.check_limits(&change)?;
        Ok(self.push(change))
    }

    /// Checks a request that changes nothing: it reads an instance, or those of a parent.
    pub(super) fn read(
        &self,
        id: Option<InstanceId>,
        settings: Settings<'_>,
    ) -> Result<(), Refusal> {
        let subject = id.and_then(|id| self.state.subject(id));
        self.check_conditions(subject, settings)
    }

    /// Plans the creation of an instance with these properties, without the checks of requests.
    pub(super) fn insert(&mut self, place: Place, properties: Properties) -> usize {
        let mut change = self.creation(place);
        change.after.extend(properties);
        self.copy_properties(&mut change);
        self.push(change)
    }

    /// Plans the change of an instance by a request, perhaps through a view. Returns the position.
    pub(super) fn update(
        &mut self,
        id: InstanceId,
        view: ResourceIndex,
        settings: Settings<'_>,
    ) -> Result<Option<usize>, Refusal> {
        let Some(mut change) = self.change(id, Action::Update) else {
            return Ok(None);
        };
        self.check_conditions(Some(Subject::within(&change, &[])), settings)?;
        self.set_updated(&mut change);
        self.set_parameters(&mut change.after, view, settings.parameters);
        self.restart_for_update(&mut change, settings.parameters);
        self.amend(&mut change);
        self.check_unique(&change)?;
        Ok(Some(self.push(change)))
    }

    /// Plans the change of properties, without the checks of requests. Returns the position.
    pub(super) fn set(
        &mut self,
        id: InstanceId,
        properties: Properties,
    ) -> Option<usize> {
        let mut change = self.change(id, Action::Update)?;
        self.set_updated(&mut change);
        change.after.extend(properties);
        Some(self.push(change))
    }

    /// Plans the deletion of an instance by a request.
    pub(super) fn delete(
        &mut self,
        id: InstanceId,
        settings: Settings<'_>,
    ) -> Result<(), Refusal> {
        if let Some(mut change) = self.change(id, Action::Delete) {
            self.check_conditions(Some(Subject::within(&change, &[])), settings)?;
            change.after.clear();
            self.push(change);
        }
        Ok(())
    }

    /// Plans the change of one property at a deadline.
    pub(super) fn expire(
        &mut self,
        id: InstanceId,
        transition: &'static tables::Transition,
    ) {
        if let Some(mut change) = self.change(id, Action::Update) {
            change.cause = Cause::Deadline;
            self.set_updated(&mut change);
            let value = Value::from(transition.to);
            store::set(&mut change.after, transition.property, value);
            self.push(change);
        }
    }

    fn push(&mut self, change: Change) -> usize {
        self.changes.push(change);
        self.changes.len() - 1
    }

    /// Returns a change of an instance that does not change anything yet.
    fn change(&self, id: InstanceId, action: Action) -> Option<Change> {
        let instance = self.state.store.get(id)?;
        Some(Change {
            action,
            resource: instance.resource,
            id: Some(id),
            parent: instance.parent,
            within: None,
            before: instance.properties.clone(),
            after: instance.properties.clone(),
            cause: Cause::Request,
            is_reported: true,
        })
    }

    /// Sets the properties that contain the time of the last change.
    fn set_updated(&self, change: &mut Change) {
        let properties = self.state.tables.resource(change.resource).properties;
        for property in properties {
            if matches!(property.value, tables::Value::Updated) {
                let now = clock::json(self.state.now);
                store::set(&mut change.after, &[property.name], now);
            }
        }
    }

    /// Sets the properties that the replies to events set in the change that is about to be added.
    fn amend(&self, change: &mut Change) {
        let position = self.changes.len();
        for amendment in self.amendments {
            if amendment.change == position {
                let value = amendment.value.clone();
                self.assign(
                    &mut change.after,
                    change.resource,
                    amendment.property,
                    value,
                );
            }
        }
    }
}

impl State {
    /// Makes the changes of a plan.
    pub(super) fn make(&mut self, fill: impl FnOnce(&mut Plan<'_>)) -> Vec<Change> {
        let mut sids = self.sids.clone();
        let mut plan = Plan::to_apply(self, &mut sids, &[]);
        fill(&mut plan);
        let changes = plan.into_changes();
        self.sids = sids;
        self.apply(changes)
    }
}
