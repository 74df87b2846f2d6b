//! Rules: which requests a fault is injected into, and how often.

use http::Request;

use super::fault::Fault;
use crate::runtime::mock::path_pattern;
use crate::runtime::transport::Bytes;

/// Rule by which a [`FakeTwilio`](super::FakeTwilio) injects a [`Fault`].
///
/// By default it applies to any request, once.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::fake::{Fault, FaultRule};
///
/// let lost = FaultRule::new(Fault::lost_response())
///     .method("POST")
///     .path("/v1/Users/*/Roles")
///     .times(3);
/// // The second page and all others are slow.
/// let slow = FaultRule::new(Fault::delay(Duration::from_secs(9)))
///     .operation("ListUser")
///     .after(1)
///     .always();
/// // One request in ten; which ones follows from the seed of the fake.
/// let unreliable = FaultRule::new(Fault::status(503)).probability(0.1);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a rule has no effect until a fake has it"]
pub struct FaultRule {
    fault: Fault,
    method: Option<String>,
    path: Option<String>,
    operation: Option<String>,
    /// The number of requests that it applies to and that have no fault.
    after: usize,
    probability: Option<f64>,
    /// The number of times that the fault is still injected; `None` for any number.
    left: Option<usize>,
}

impl FaultRule {
    /// Creates a rule that injects the fault into the next request.
    pub fn new(fault: impl Into<Fault>) -> Self {
        Self {
            fault: fault.into(),
            method: None,
            path: None,
            operation: None,
            after: 0,
            probability: None,
            left: Some(1),
        }
    }

    /// Applies the rule only to requests with this HTTP method.
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.method = Some(method.as_ref().to_ascii_uppercase());
        self
    }

    /// Applies the rule only to requests with this path.
    ///
    /// A segment in braces, such as `{Sid}`, or `*` matches any one segment, so that paths can be copied from the table of
    /// operations. Other segments can be percent-encoded or not. The query is ignored.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Applies the rule only to requests that call this operation, by its name in the table of operations, such as
    /// `CreateUser`.
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Leaves out the first requests that the rule applies to.
    pub fn after(mut self, requests: usize) -> Self {
        self.after = requests;
        self
    }

    /// Injects the fault this number of times.
    pub fn times(mut self, times: usize) -> Self {
        self.left = Some(times);
        self
    }

    /// Injects the fault any number of times, including zero.
    pub fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Injects the fault by chance: with 0.1, into about one in ten of the requests that the rule applies to, any number of
    /// times unless [`times`](Self::times) is called afterwards. The seed of the fake determines which requests they are.
    ///
    /// # Panics
    ///
    /// If the probability is not between 0 and 1.
    #[track_caller]
    pub fn probability(mut self, probability: f64) -> Self {
        let is_valid = (0.0..=1.0).contains(&probability);
        assert!(is_valid, "{probability} is not a probability between 0 and 1");
        self.probability = Some(probability);
        self.left = None;
        self
    }

    /// Returns the operation that a request must call.
    pub(super) fn required_operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// Returns the fault, if it is to be injected into a request, which calls this operation.
    pub(super) fn take(
        &mut self,
        request: &Request<Bytes>,
        operation: Option<&str>,
        random: &mut fastrand::Rng,
    ) -> Option<Fault> {
        if !self.is_left() || !self.applies(request, operation) {
            return None;
        }
        if self.after > 0 {
            self.after -= 1;
            return None;
        }
        if self.probability.is_some_and(|probability| random.f64() >= probability) {
            return None;
        }
        self.left = self.left.map(|left| left - 1);
        Some(self.fault.clone())
    }

    /// Describes the rule, if it must still be used.
    pub(super) fn describe_unused(&self) -> Option<String> {
        let left = self.left.filter(|left| *left > 0 && self.probability.is_none())?;
        let method = self.method.iter().map(String::as_str);
        let place = self.path.iter().chain(&self.operation).map(String::as_str);
        let request: Vec<_> = method.chain(place).collect();
        let request = match request.as_slice() {
            [] => "any request".to_owned(),
            parts => parts.join(" "),
        };
        let times = if left == 1 {
            String::new()
        } else {
            format!(", {left} times")
        };
        Some(format!("{request} -> {}{times}", self.fault))
    }

    /// Returns `true` if the fault may still be injected.
    fn is_left(&self) -> bool {
        self.left != Some(0)
    }

    /// Returns `true` if the rule is about such a request.
    fn applies(&self, request: &Request<Bytes>, operation: Option<&str>) -> bool {
        let (method, path) = (request.method().as_str(), request.uri().path());
        self.method.as_ref().is_none_or(|expected| expected == method)
            && self.operation.as_deref().is_none_or(|id| operation == Some(id))
            && self.path.as_ref().is_none_or(|it| path_pattern::matches(it, path))
    }
}
