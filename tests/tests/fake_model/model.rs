//! The model: what exists, in the words of Twilio's responses.

use serde_json::{Value, json};

use crate::call::ConversationFields;

/// Status and code of a refusal.
pub type Refusal = (u16, u32);

pub const NOT_FOUND: Refusal = (404, 20404);
pub const CLOSED: Refusal = (400, 50377);

/// An instance, with the properties that are compared.
#[derive(Debug)]
pub struct Instance {
    pub value: Value,
    pub exists: bool,
}

impl Instance {
    pub fn new(value: Value) -> Self {
        Self {
            value,
            exists: true,
        }
    }

    pub fn sid(&self) -> &str {
        self.value["sid"].as_str().expect("the response had it")
    }
}

/// The instances of a collection that exist, in the order of their creation.
pub fn existing(instances: &[Instance]) -> Vec<Value> {
    let existing = instances.iter().filter(|instance| instance.exists);
    existing.map(|instance| instance.value.clone()).collect()
}

#[derive(Debug)]
pub struct Conversation {
    pub itself: Instance,
    pub participants: Vec<Instance>,
    pub messages: Vec<Instance>,
    pub webhooks: Vec<Instance>,
    /// The index of the next message: those of deleted messages are not used again.
    pub next_index: u64,
    /// The timers, in minutes, and when they have started.
    pub inactive: Option<u64>,
    pub closed: Option<u64>,
    pub started: u64,
}

impl Conversation {
    pub fn is_closed(&self) -> bool {
        self.itself.value["state"] == "closed"
    }

    pub fn has_timers(&self) -> bool {
        self.inactive.is_some() || self.closed.is_some()
    }

    /// Ends the timers whose time has come.
    pub fn pass(&mut self, now: u64) {
        let ends = |timer: Option<u64>| timer.is_some_and(|it| self.started + it <= now);
        if ends(self.closed) {
            self.itself.value["state"] = "closed".into();
        } else if ends(self.inactive) && self.itself.value["state"] == "active" {
            self.itself.value["state"] = "inactive".into();
        }
    }
}

/// The account, or a service.
#[derive(Debug)]
pub struct Scope {
    /// The path of its collections.
    pub path: String,
    /// The service; that of the account is its default one.
    pub service: Instance,
    pub conversations: Vec<Conversation>,
    pub users: Vec<Instance>,
    pub roles: Vec<Instance>,
}

impl Scope {
    /// A service starts with four roles: <https://www.twilio.com/docs/chat/permissions>.
    pub fn new(path: String, service: Value) -> Self {
        let role =
            |(name, kind)| Instance::new(json!({"friendly_name": name, "type": kind}));
        let roles = [
            ("service admin", "service"),
            ("service user", "service"),
            ("channel admin", "conversation"),
            ("channel user", "conversation"),
        ];
        Self {
            path,
            service: Instance::new(service),
            conversations: Vec::new(),
            users: Vec::new(),
            roles: roles.map(role).into(),
        }
    }

    pub fn exists(&self) -> bool {
        self.service.exists
    }

    pub fn user(&self, identity: &str) -> Option<usize> {
        let is = |user: &Instance| user.exists && user.value["identity"] == identity;
        self.users.iter().position(is)
    }

    pub fn has_name(&self, name: &str, except: Option<usize>) -> bool {
        self.conversations.iter().enumerate().any(|(at, conversation)| {
            let itself = &conversation.itself;
            Some(at) != except && itself.exists && itself.value["unique_name"] == name
        })
    }

    /// Returns whether a conversation that is not closed has a participant with the pair of addresses.
    pub fn has_addresses(&self, binding: &Value) -> bool {
        let open = |it: &&Conversation| it.itself.exists && !it.is_closed();
        let participants = self.conversations.iter().filter(open);
        participants.flat_map(|it| &it.participants).any(|participant| {
            participant.exists && participant.value["messaging_binding"] == *binding
        })
    }
}

/// Returns what the documentation refuses of a new or changed conversation.
pub fn refusals_of_fields(
    scope: &Scope,
    at: Option<usize>,
    fields: &ConversationFields,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if fields.unique_name.is_some_and(|it| scope.has_name(&unique_name(it), at)) {
        refusals.push((409, 50353));
    }
    if fields.attributes.is_some_and(|it| attributes(it).is_err()) {
        refusals.push((400, 50304));
    }
    let timers = [fields.inactive, fields.closed].into_iter().flatten().count();
    match fields.state.map(state) {
        Some(Err(_)) => refusals.push((400, 50378)),
        Some(Ok("closed")) if at.is_none() => refusals.push((400, 50384)),
        None if at.is_none() && timers > 0 => refusals.push((400, 50382)),
        _ => {}
    }
    // `PT0S` removes a timer.
    if fields.closed.is_some_and(|minutes| (1..10).contains(&minutes)) {
        refusals.push((400, 50376));
    }
    refusals
}

pub fn unique_name(number: u8) -> String {
    format!("order/{number} é")
}

pub fn friendly_name(number: u8) -> String {
    ["Order 1042", "a & b = c + d", "", "Zoë 👋"][usize::from(number) % 4].to_owned()
}

pub fn identity(number: u8) -> String {
    // The case matters.
    ["alice", "Alice", "bob@example.com", "zoë 👋"][usize::from(number) % 4].to_owned()
}

/// Returns attributes, or a text that is none.
pub fn attributes(number: u8) -> Result<&'static str, &'static str> {
    match number {
        0 => Ok("{}"),
        1 => Ok(r#"{"order": [1, {"é": null}]}"#),
        2 => Ok("[]"),
        _ => Err("{\"order\":"),
    }
}

/// Returns a state, or a text that is none.
pub fn state(number: u8) -> Result<&'static str, &'static str> {
    match number {
        0..=2 => Ok("active"),
        3..=5 => Ok("inactive"),
        6 => Ok("closed"),
        _ => Err("asleep"),
    }
}
