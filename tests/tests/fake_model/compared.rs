//! Both sides of the comparison: sends requests to the fake, and holds the responses against the model.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use twilio_conversations::Client;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::http::Method;
use twilio_conversations::jiff::{SignedDuration, Timestamp};

use crate::call::Call;
use crate::model::{Refusal, Scope, existing};

pub type Outcome<T = ()> = Result<T, TestCaseError>;
pub type Form = Vec<(&'static str, String)>;

/// A response: its status, and its JSON or the code of its error.
pub type Answer = (u16, Result<Value, u32>);

/// The fake and the model, after the same calls.
pub struct Compared {
    client: Client,
    fake: FakeTwilio,
    start: Timestamp,
    /// The minutes that have passed.
    pub now: u64,
    /// The account, then services.
    pub scopes: Vec<Scope>,
    /// All that were given.
    sids: BTreeSet<String>,
}

/// Compares the outcomes of calls.
pub async fn run(calls: &[Call]) -> Outcome {
    let fake = FakeTwilio::new();
    let mut compared = Compared {
        client: fake.client(),
        start: fake.now(),
        fake,
        now: 0,
        scopes: vec![Scope::new(String::new(), json!({}))],
        sids: BTreeSet::new(),
    };
    for call in calls {
        compared.apply(call).await?;
    }
    compared.finish().await
}

impl Compared {
    async fn apply(&mut self, call: &Call) -> Outcome {
        match call {
            Call::Advance { minutes } => {
                self.advance(u64::from(*minutes)).await;
                Ok(())
            }
            Call::CreateConversation { .. }
            | Call::UpdateConversation { .. }
            | Call::FetchConversation { .. }
            | Call::DeleteConversation { .. }
            | Call::ListConversations { .. } => self.conversation(call).await,
            Call::CreateService { .. }
            | Call::DeleteService { .. }
            | Call::ListServices { .. }
            | Call::CreateUser { .. }
            | Call::UpdateUser { .. }
            | Call::FetchUser { .. }
            | Call::DeleteUser { .. }
            | Call::ListUsers { .. }
            | Call::CreateRole { .. }
            | Call::DeleteRole { .. }
            | Call::ListRoles { .. } => self.people(call).await,
            _ => self.inside(call).await,
        }
    }

    async fn advance(&mut self, minutes: u64) {
        self.fake.advance(Duration::from_secs(60 * minutes)).await;
        self.now += minutes;
        let conversations = self.scopes.iter_mut().flat_map(|it| &mut it.conversations);
        conversations.for_each(|conversation| conversation.pass(self.now));
    }

    /// Compares all that is left.
    async fn finish(&mut self) -> Outcome {
        for scope in 0..self.scopes.len() {
            let Scope {
                path,
                users,
                conversations,
                ..
            } = &self.scopes[scope];
            if !self.scopes[scope].exists() {
                let answer =
                    self.send(Method::GET, &format!("{path}/Users"), &vec![]).await;
                refused(&answer, &[crate::model::NOT_FOUND])?;
                continue;
            }
            let is = conversations.iter().filter(|it| it.itself.exists);
            let is = is.map(|it| it.itself.value.clone()).collect();
            self.list(&format!("{path}/Conversations"), "", 2, 100, is).await?;
            self.list(&format!("{path}/Users"), "", 3, 50, existing(users)).await?;
            for conversation in conversations.iter().filter(|it| it.itself.exists) {
                let path = format!("{path}/Conversations/{}", conversation.itself.sid());
                let messages = existing(&conversation.messages);
                self.list(&format!("{path}/Messages"), "", 2, 100, messages).await?;
                let participants = existing(&conversation.participants);
                self.list(&format!("{path}/Participants"), "", 2, 100, participants)
                    .await?;
            }
        }
        Ok(())
    }

    /// The time as responses write it.
    pub fn time(&self, minutes: u64) -> String {
        let seconds = i64::try_from(60 * minutes).expect("a sequence is short");
        (self.start + SignedDuration::from_secs(seconds)).to_string()
    }

    pub async fn send(&self, method: Method, path: &str, form: &Form) -> Answer {
        let path = path.strip_prefix("/v1").unwrap_or(path);
        let mut request = self.client.raw_request(method, format!("/v1{path}"));
        for (name, value) in form {
            request = request.add_form_parameter(*name, value.clone());
        }
        match request.await {
            Ok(response) => {
                let json = if response.body().is_empty() {
                    Value::Null
                } else {
                    response.decode().expect("it is JSON")
                };
                (response.status().as_u16(), Ok(json))
            }
            Err(error) => {
                let status = error.status().unwrap_or_else(|| panic!("{error:?}"));
                (status.as_u16(), Err(error.code().unwrap_or_default()))
            }
        }
    }

    /// Creates an instance: it is refused if there are refusals, else it has the properties and a new SID. Returns the properties.
    pub async fn create(
        &mut self,
        path: &str,
        form: Form,
        refusals: &[Refusal],
        expected: Value,
    ) -> Outcome<Option<Value>> {
        let answer = self.send(Method::POST, path, &form).await;
        if !refusals.is_empty() {
            refused(&answer, refusals)?;
            return Ok(None);
        }
        let actual = found(&answer, 201, &expected)?;
        let sid = actual["sid"].as_str().unwrap_or_default().to_owned();
        let is_new = self.sids.insert(sid.clone());
        check(sid.len() == 34 && is_new, || format!("a new SID: {sid:?}"))?;
        let mut expected = expected;
        expected["sid"] = sid.into();
        Ok(Some(expected))
    }

    /// Updates or fetches an instance. Returns whether it was not refused.
    pub async fn one(
        &self,
        method: Method,
        path: &str,
        form: Form,
        refusals: &[Refusal],
        expected: &Value,
    ) -> Outcome<bool> {
        let answer = self.send(method, path, &form).await;
        if !refusals.is_empty() {
            return refused(&answer, refusals).map(|()| false);
        }
        found(&answer, 200, expected).map(|_| true)
    }

    /// Deletes an instance. Returns whether it was not refused.
    pub async fn delete(&self, path: &str, refusals: &[Refusal]) -> Outcome<bool> {
        let answer = self.send(Method::DELETE, path, &vec![]).await;
        if !refusals.is_empty() {
            return refused(&answer, refusals).map(|()| false);
        }
        check(answer == (204, Ok(Value::Null)), || format!("deleted: {answer:?}"))?;
        Ok(true)
    }

    /// Follows the pages of a list: all but the last are full, and together they have the instances in order.
    pub async fn list(
        &self,
        path: &str,
        query: &str,
        size: usize,
        maximum: usize,
        expected: Vec<Value>,
    ) -> Outcome {
        let base_url = "https://conversations.twilio.com";
        let size = size.min(maximum);
        let mut next = Some(format!("{path}?{query}&PageSize={size}"));
        let mut items = Vec::new();
        while let Some(url) = next {
            let target = url.strip_prefix(base_url).unwrap_or(&url);
            let answer = self.send(Method::GET, target, &vec![]).await;
            let page = found(&answer, 200, &json!({"meta": {"page_size": size}}))?;
            let key = page["meta"]["key"].as_str().unwrap_or_default();
            let instances = page[key].as_array().cloned().unwrap_or_default();
            next = page["meta"]["next_page_url"].as_str().map(str::to_owned);
            let is_full = instances.len() == size;
            check(is_full || next.is_none(), || format!("full pages: {page}"))?;
            items.extend(instances);
            check(items.len() <= expected.len(), || format!("{expected:?}: {items:?}"))?;
        }
        let is = Value::from(items);
        check(contains(&is, &Value::from(expected.clone())), || {
            format!("{path}: expected {expected:?}, found {is}")
        })
    }
}

pub fn check(is_met: bool, message: impl FnOnce() -> String) -> Outcome {
    if is_met {
        Ok(())
    } else {
        Err(TestCaseError::fail(message()))
    }
}

/// Several rules can refuse a request, and no documentation says which is first.
pub fn refused(answer: &Answer, refusals: &[Refusal]) -> Outcome {
    let (status, outcome) = answer;
    let is = refusals.iter().any(|(expected, code)| {
        status == expected && outcome.as_ref().err() == Some(code)
    });
    check(is, || format!("expected one of {refusals:?}, found {answer:?}"))
}

fn found<'a>(answer: &'a Answer, status: u16, expected: &Value) -> Outcome<&'a Value> {
    match answer {
        (actual, Ok(json)) if *actual == status && contains(json, expected) => Ok(json),
        _ => Err(TestCaseError::fail(format!(
            "expected {status} {expected}, found {answer:?}"
        ))),
    }
}

/// Returns whether a value has the expected properties.
fn contains(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| {
                actual.get(name).is_some_and(|actual| contains(actual, expected))
            })
        }
        (Value::Array(actual), Value::Array(expected)) => {
            actual.len() == expected.len()
                && actual.iter().zip(expected).all(|(is, should)| contains(is, should))
        }
        _ => actual == expected,
    }
}
