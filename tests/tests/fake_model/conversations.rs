//! Conversations, and what is inside of them.

use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use twilio_conversations::http::Method;

use crate::call::{Call, ConversationFields};
use crate::compared::{Compared, Form, Outcome};
use crate::model::{
    CLOSED, Conversation, Instance, NOT_FOUND, attributes, existing, friendly_name,
    identity, refusals_of_fields, state, unique_name,
};

const UNKNOWN: &str = "CH00000000000000000000000000000000";

impl Compared {
    pub async fn conversation(&mut self, call: &Call) -> Outcome {
        match call {
            Call::CreateConversation { scope, fields } => {
                self.create_conversation(self.scope(*scope), fields).await
            }
            Call::UpdateConversation { scope, at, fields } => {
                self.update_conversation(self.scope(*scope), usize::from(*at), fields)
                    .await
            }
            Call::FetchConversation { scope, at, by_name } => {
                let scope = &self.scopes[self.scope(*scope)];
                let conversation = scope.conversations.get(usize::from(*at));
                let conversation = conversation.filter(|it| it.itself.exists);
                let value = conversation.map(|it| &it.itself.value);
                let name = value.and_then(|value| {
                    let name = if *by_name {
                        &value["unique_name"]
                    } else {
                        &value["sid"]
                    };
                    name.as_str().filter(|name| !name.contains('/'))
                });
                let Some(name) = name else { return Ok(()) };
                let path = format!("{}/Conversations/{}", scope.path, escaped(name));
                let refusals = missing(scope.exists());
                let expected = value.unwrap_or(&Value::Null);
                self.one(Method::GET, &path, vec![], &refusals, expected).await.map(drop)
            }
            Call::DeleteConversation { scope, at } => {
                let scope = self.scope(*scope);
                let at = usize::from(*at);
                let path = self.path(scope, at);
                let refusals = missing(self.exists(scope, at));
                if self.delete(&path, &refusals).await? {
                    self.scopes[scope].conversations[at].itself.exists = false;
                }
                Ok(())
            }
            Call::ListConversations { scope, size, state } => {
                let scope = &self.scopes[self.scope(*scope)];
                if !scope.exists() {
                    return Ok(());
                }
                let state =
                    state.map(|it| ["active", "inactive", "closed"][usize::from(it)]);
                let expected = scope.conversations.iter().map(|it| &it.itself);
                let expected = expected.filter(|it| {
                    it.exists && state.is_none_or(|state| it.value["state"] == state)
                });
                let expected = expected.map(|it| it.value.clone()).collect();
                let query =
                    state.map_or_else(String::new, |state| format!("State={state}"));
                let path = format!("{}/Conversations", scope.path);
                self.list(&path, &query, usize::from(*size), 100, expected).await
            }
            _ => Err(TestCaseError::reject("a call of another part")),
        }
    }

    async fn create_conversation(
        &mut self,
        scope: usize,
        fields: &ConversationFields,
    ) -> Outcome {
        let mut refusals = refusals_of_fields(&self.scopes[scope], None, fields);
        if !self.scopes[scope].exists() {
            refusals.push(NOT_FOUND);
        }
        let now = self.time(self.now);
        let mut expected = json!({
            "unique_name": null, "friendly_name": null, "attributes": "{}", "state": "active",
            "date_created": now, "date_updated": now,
        });
        set(&mut expected, fields);
        let path = format!("{}/Conversations", self.scopes[scope].path);
        let created = self.create(&path, form(fields), &refusals, expected).await?;
        if let Some(mut value) = created {
            // Not documented: which changes of what is inside of it change its time.
            value.as_object_mut().map(|value| value.remove("date_updated"));
            let timer =
                |minutes: Option<u8>| minutes.filter(|it| *it > 0).map(u64::from);
            self.scopes[scope].conversations.push(Conversation {
                itself: Instance::new(value),
                participants: Vec::new(),
                messages: Vec::new(),
                webhooks: Vec::new(),
                next_index: 0,
                inactive: timer(fields.inactive),
                closed: timer(fields.closed),
                started: self.now,
            });
        }
        Ok(())
    }

    async fn update_conversation(
        &mut self,
        scope: usize,
        at: usize,
        fields: &ConversationFields,
    ) -> Outcome {
        let path = self.path(scope, at);
        let mut fields = ConversationFields {
            inactive: None,
            closed: None,
            ..fields.clone()
        };
        let mut refusals = refusals_of_fields(&self.scopes[scope], Some(at), &fields);
        let mut expected = json!({});
        if self.exists(scope, at) {
            let conversation = &self.scopes[scope].conversations[at];
            if conversation.is_closed() {
                refusals.push(CLOSED);
            } else if conversation.has_timers() && fields.state.is_some() {
                // Not documented: what becomes of the timers.
                fields.state = None;
                refusals.retain(|refusal| *refusal != (400, 50378));
            }
            expected = conversation.itself.value.clone();
            set(&mut expected, &fields);
        } else {
            refusals.push(NOT_FOUND);
        }
        if form(&fields).is_empty() {
            // Not documented: whether an update needs a parameter.
            return Ok(());
        }
        if self.one(Method::POST, &path, form(&fields), &refusals, &expected).await? {
            self.scopes[scope].conversations[at].itself.value = expected;
        }
        Ok(())
    }

    /// Compares calls inside of a conversation: four of the account, then those of a service.
    pub async fn inside(&mut self, call: &Call) -> Outcome {
        let (Call::Add { at, .. }
        | Call::FetchParticipant { at, .. }
        | Call::Remove { at, .. }
        | Call::ListParticipants { at, .. }
        | Call::Send { at, .. }
        | Call::Edit { at, .. }
        | Call::FetchMessage { at, .. }
        | Call::DeleteMessage { at, .. }
        | Call::ListMessages { at, .. }
        | Call::CreateWebhook { at, .. }
        | Call::DeleteWebhook { at, .. }
        | Call::ListWebhooks { at }) = call
        else {
            return Err(TestCaseError::reject("a call of another part"));
        };
        let (scope, at) = (self.scope(at / 4), usize::from(at % 4));
        let path = self.path(scope, at);
        if !self.exists(scope, at) {
            let path = format!("{path}/Messages");
            let form = vec![("Body", "Hello".to_owned())];
            return self.create(&path, form, &[NOT_FOUND], json!({})).await.map(drop);
        }
        match call {
            Call::Send { .. }
            | Call::Edit { .. }
            | Call::FetchMessage { .. }
            | Call::DeleteMessage { .. }
            | Call::ListMessages { .. } => self.messages(scope, at, &path, call).await,
            Call::CreateWebhook { .. }
            | Call::DeleteWebhook { .. }
            | Call::ListWebhooks { .. } => self.webhooks(scope, at, &path, call).await,
            _ => self.participants(scope, at, &path, call).await,
        }
    }

    async fn messages(
        &mut self,
        scope: usize,
        at: usize,
        path: &str,
        call: &Call,
    ) -> Outcome {
        let now = self.time(self.now);
        let minutes = self.now;
        let conversation = &self.scopes[scope].conversations[at];
        let closed = if conversation.is_closed() {
            vec![CLOSED]
        } else {
            vec![]
        };
        let path = format!("{path}/Messages");
        match call {
            Call::Send { author, body, .. } => {
                let mut refusals = closed;
                let author = author.map(identity);
                let body = body.map(|number| format!("{number} é & 👋"));
                if body.is_none() {
                    refusals.push((400, 50503));
                }
                let name = author.clone().unwrap_or_else(|| "system".to_owned());
                let writer = existing(&conversation.participants);
                let writer = writer.iter().find(|it| it["identity"] == *name);
                let expected = json!({
                    "index": conversation.next_index, "author": name, "body": body,
                    "attributes": "{}", "media": null, "date_created": now,
                    "conversation_sid": conversation.itself.sid(),
                    "participant_sid": writer.map(|writer| writer["sid"].clone()),
                });
                let author = author.map(|author| ("Author", author));
                let form =
                    author.into_iter().chain(body.map(|body| ("Body", body))).collect();
                let created = self.create(&path, form, &refusals, expected).await?;
                if let Some(value) = created {
                    let conversation = &mut self.scopes[scope].conversations[at];
                    conversation.messages.push(Instance::new(value));
                    conversation.next_index += 1;
                    // States: a new message makes a conversation active, and starts its timers anew.
                    conversation.itself.value["state"] = "active".into();
                    conversation.started = minutes;
                }
                Ok(())
            }
            Call::ListMessages { size, order, .. } => {
                let mut expected = existing(&conversation.messages);
                let order = order.map(|it| ["asc", "desc", "DESC"][usize::from(it)]);
                if order.is_some_and(|order| order != "asc") {
                    expected.reverse();
                }
                let query =
                    order.map_or_else(String::new, |order| format!("Order={order}"));
                self.list(&path, &query, usize::from(*size), 100, expected).await
            }
            Call::Edit { message, .. }
            | Call::FetchMessage { message, .. }
            | Call::DeleteMessage { message, .. } => {
                let message = usize::from(*message);
                let Some(is) = conversation.messages.get(message) else {
                    return Ok(());
                };
                let path = format!("{path}/{}", is.sid());
                let mut refusals = missing(is.exists);
                let mut expected = is.value.clone();
                let is_fetch = matches!(call, Call::FetchMessage { .. });
                if !is_fetch {
                    refusals.extend(closed);
                }
                if matches!(call, Call::DeleteMessage { .. }) {
                    let deleted = self.delete(&path, &refusals).await?;
                    let message =
                        &mut self.scopes[scope].conversations[at].messages[message];
                    message.exists &= !deleted;
                    return Ok(());
                }
                let mut form = vec![];
                let method = if is_fetch { Method::GET } else { Method::POST };
                if let Call::Edit { body, .. } = call {
                    let body = format!("{body} edited");
                    expected["body"] = body.clone().into();
                    form.push(("Body", body));
                }
                if self.one(method, &path, form, &refusals, &expected).await? {
                    let messages = &mut self.scopes[scope].conversations[at].messages;
                    messages[message].value = expected;
                }
                Ok(())
            }
            _ => Err(TestCaseError::reject("a call of another part")),
        }
    }

    pub fn scope(&self, number: u8) -> usize {
        usize::from(number).min(self.scopes.len() - 1)
    }

    fn exists(&self, scope: usize, at: usize) -> bool {
        let scope = &self.scopes[scope];
        scope.exists() && scope.conversations.get(at).is_some_and(|it| it.itself.exists)
    }

    fn path(&self, scope: usize, at: usize) -> String {
        let scope = &self.scopes[scope];
        let sid = scope.conversations.get(at).map_or(UNKNOWN, |it| it.itself.sid());
        format!("{}/Conversations/{sid}", scope.path)
    }
}

pub fn missing(exists: bool) -> Vec<(u16, u32)> {
    if exists { vec![] } else { vec![NOT_FOUND] }
}

pub fn escaped(segment: &str) -> String {
    percent_encoding::utf8_percent_encode(segment, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
}

/// Sets the properties that the parameters set.
fn set(value: &mut Value, fields: &ConversationFields) {
    let set = [
        ("unique_name", fields.unique_name.map(unique_name)),
        ("friendly_name", fields.friendly_name.map(friendly_name)),
        (
            "attributes",
            fields.attributes.and_then(|it| attributes(it).ok().map(str::to_owned)),
        ),
        ("state", fields.state.and_then(|it| state(it).ok().map(str::to_owned))),
    ];
    for (name, text) in set {
        if let Some(text) = text {
            value[name] = text.into();
        }
    }
}

fn form(fields: &ConversationFields) -> Form {
    let either = |text: Result<&str, &str>| text.unwrap_or_else(|text| text).to_owned();
    let minutes = |minutes: u8| format!("PT{minutes}M");
    let pairs = [
        ("UniqueName", fields.unique_name.map(unique_name)),
        ("FriendlyName", fields.friendly_name.map(friendly_name)),
        ("Attributes", fields.attributes.map(|it| either(attributes(it)))),
        ("State", fields.state.map(|it| either(state(it)))),
        ("Timers.Inactive", fields.inactive.map(minutes)),
        ("Timers.Closed", fields.closed.map(minutes)),
    ];
    pairs.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}
