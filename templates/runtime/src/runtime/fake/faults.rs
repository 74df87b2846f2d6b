//! Faults that a fake injects into requests, by rules.

mod fault;
mod rule;

use std::panic::Location;

use http::Request;

pub use self::fault::Fault;
pub use self::rule::FaultRule;
use super::{FakeTwilio, request};
use crate::runtime::mock;
use crate::runtime::transport::Bytes;

/// The rules of a fake, in order.
pub(super) struct Faults {
    rules: Vec<AddedRule>,
    random: fastrand::Rng,
}

/// A rule and where it was added.
struct AddedRule {
    rule: FaultRule,
    place: &'static Location<'static>,
}

impl Faults {
    /// Creates an empty list of rules, whose chances follow from a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            rules: Vec::new(),
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// Returns the fault of a request: that of the first rule that applies.
    fn take(
        &mut self,
        request: &Request<Bytes>,
        operation: Option<&str>,
    ) -> Option<Fault> {
        let Self { rules, random } = self;
        let mut rules = rules.iter_mut().map(|added| &mut added.rule);
        rules.find_map(|rule| rule.take(request, operation, random))
    }

    /// Describes the rules that were not used as often as configured.
    fn unused(&self) -> Vec<String> {
        let describe = |added: &AddedRule| {
            let (file, line) = (added.place.file(), added.place.line());
            let rule = added.rule.describe_unused()?;
            Some(format!("{rule} ({file}:{line})"))
        };
        self.rules.iter().filter_map(describe).collect()
    }
}

impl FakeTwilio {
    /// Injects a fault into the next request that no earlier rule applies to. An attempt counts as a request: the client
    /// retries after some faults, and the retry succeeds.
    ///
    /// ```ignore
    /// # async fn example() -> client_runtime::Result<()> {
    /// use client_runtime::fake::{FakeTwilio, Fault};
    ///
    /// let fake = FakeTwilio::new();
    /// fake.fail_next(Fault::status(503));
    /// let created = fake.client().conversations().create().send_with_response().await?;
    /// assert_eq!(created.attempts(), 2);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn fail_next(&self, fault: impl Into<Fault>) -> &Self {
        self.fail(FaultRule::new(fault))
    }

    /// Injects a fault by a rule. If several rules apply to a request, the one that was added first is used.
    ///
    /// # Panics
    ///
    /// If the API does not have the operation of the rule.
    #[track_caller]
    pub fn fail(&self, rule: FaultRule) -> &Self {
        if let Some(id) = rule.required_operation() {
            let operations = self.0.tables.operations();
            let mut routes = operations.flat_map(|operation| operation.routes);
            assert!(
                routes.any(|route| route.id == id),
                "the API has no operation `{id}`; the table of operations lists all"
            );
        }
        let place = Location::caller();
        self.faults().rules.push(AddedRule { rule, place });
        self
    }

    /// Removes all rules of faults.
    pub fn clear_faults(&self) {
        self.faults().rules.clear();
    }

    /// Asserts that every fault was injected as often as configured. Those that are [always](FaultRule::always) injected or
    /// [by chance](FaultRule::probability) may be unused.
    ///
    /// # Panics
    ///
    /// If a fault was not injected as often. The message lists them, each with the line that added it.
    #[track_caller]
    pub fn assert_all_faults_used(&self) {
        // The lock is released before the panic.
        let unused = self.faults().unused();
        assert!(unused.is_empty(), "faults that were not used:{}", mock::list(unused));
    }

    /// Returns the fault of a request.
    pub(super) fn fault(&self, request: &Request<Bytes>) -> Option<Fault> {
        if self.faults().rules.is_empty() {
            return None;
        }
        let (method, uri) = (request.method(), request.uri());
        let found = request::find_route(self.0.tables, method, uri);
        let operation = found.as_ref().map(|found| found.route.id).ok();
        self.faults().take(request, operation)
    }
}
