//! Requests that create an instance and instances of one of its children.

use serde_json::Value;

use crate::runtime::fake::plan::{Place, Plan, Settings};
use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::request::{leave_out_ignored, spelled};
use crate::runtime::fake::store;
use crate::runtime::fake::tables::{
    Action, Effect, Operation, Parameter, ResourceIndex, Tables,
};

/// A request that creates an instance and its children.
#[derive(Clone, Copy)]
pub(super) struct Composite {
    pub(super) tables: &'static Tables,
    /// The parameter that contains the children.
    pub(super) parameter: &'static str,
    /// The resource of the children.
    pub(super) children: ResourceIndex,
}

impl Composite {
    /// Plans the creation of the instance and its children.
    pub(super) fn create(
        self,
        plan: &mut Plan<'_>,
        place: Place,
        settings: Settings<'_>,
    ) -> Result<(), Refusal> {
        let created = plan.create(place, settings)?;
        let mut positions = vec![created];
        for text in self.texts(settings) {
            let place = Place {
                resource: self.children,
                parent: None,
                within: Some(created),
            };
            positions.push(self.create_child(plan, place, text)?);
        }
        for position in positions {
            plan.add_dependents(position);
        }
        Ok(())
    }

    /// Plans the creation of a child as the operation that creates one does.
    fn create_child(
        self,
        plan: &mut Plan<'_>,
        place: Place,
        text: &str,
    ) -> Result<usize, Refusal> {
        let operation = self.operation().ok_or_else(|| {
            Refusal::invalid(format!("The fake cannot create a `{}`", self.parameter))
        })?;
        let parameters = self.parameters(operation, text)?;
        let settings = Settings {
            operation,
            parameters: &parameters,
        };
        plan.create(place, settings)
    }

    /// Returns the parameters of the operation that creates a child, with the values that the members of a JSON object
    /// have. The members have the names of the properties that the parameters set.
    fn parameters(
        self,
        operation: &'static Operation,
        text: &str,
    ) -> Result<Vec<(&'static Parameter, Value)>, Refusal> {
        let Ok(Value::Object(members)) = serde_json::from_str(text) else {
            let name = self.parameter;
            return Err(Refusal::invalid(format!(
                "The parameter `{name}` is invalid: expected a JSON object"
            )));
        };
        let value = |parameter: &'static Parameter| match parameter.effect {
            Effect::Set(path) => {
                let value = store::get(&members, path)?.clone();
                Some((parameter, spelled(parameter, value)))
            }
            _ => None,
        };
        let mut set = operation.parameters.iter().filter_map(value).collect();
        leave_out_ignored(&mut set);
        Ok(set)
    }

    /// Returns the JSON texts of the children.
    fn texts(self, settings: Settings<'_>) -> impl Iterator<Item = &str> {
        let mut parameters = settings.parameters.iter();
        let found = parameters.find(|(parameter, _)| parameter.name == self.parameter);
        let values = match found.map(|(_, value)| value) {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        values.iter().filter_map(Value::as_str)
    }

    /// Returns the operation that creates a child.
    fn operation(self) -> Option<&'static Operation> {
        self.tables.operations().find(|operation| {
            operation.action == Action::Create && operation.resource == self.children
        })
    }
}
