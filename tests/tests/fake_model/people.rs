//! Participants of conversations, users, roles and services.

use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use twilio_conversations::http::Method;

use crate::call::Call;
use crate::compared::{Compared, Form, Outcome};
use crate::conversations::{escaped, missing};
use crate::model::{CLOSED, Instance, Refusal, Scope, attributes, existing, identity};

impl Compared {
    pub async fn participants(
        &mut self,
        scope: usize,
        at: usize,
        path: &str,
        call: &Call,
    ) -> Outcome {
        let conversation = &self.scopes[scope].conversations[at];
        let closed = if conversation.is_closed() {
            vec![CLOSED]
        } else {
            vec![]
        };
        let path = format!("{path}/Participants");
        match call {
            Call::Add {
                kind,
                identity: name,
                address,
                ..
            } => {
                let name = identity(*name);
                let (form, expected) = participant(*kind, &name, *address);
                let mut refusals = closed;
                refusals
                    .extend(self.refusals_of_participant(scope, at, &form, &expected));
                let created = self.create(&path, form, &refusals, expected).await?;
                if let Some(value) = created {
                    let scope = &mut self.scopes[scope];
                    // A chat participant has a user.
                    if value["identity"].is_string() && scope.user(&name).is_none() {
                        scope.users.push(Instance::new(json!({"identity": name})));
                    }
                    scope.conversations[at].participants.push(Instance::new(value));
                }
                Ok(())
            }
            Call::FetchParticipant {
                participant,
                by_identity,
                ..
            } => {
                let Some(is) = conversation.participants.get(usize::from(*participant))
                else {
                    return Ok(());
                };
                let name = if *by_identity {
                    &is.value["identity"]
                } else {
                    &is.value["sid"]
                };
                let Some(name) = name.as_str().filter(|_| is.exists || !by_identity)
                else {
                    return Ok(());
                };
                let path = format!("{path}/{}", escaped(name));
                let refusals = missing(is.exists);
                self.one(Method::GET, &path, vec![], &refusals, &is.value)
                    .await
                    .map(drop)
            }
            Call::Remove { participant, .. } => {
                let participant = usize::from(*participant);
                let Some(is) = conversation.participants.get(participant) else {
                    return Ok(());
                };
                let mut refusals = missing(is.exists);
                refusals.extend(closed);
                let removed =
                    self.delete(&format!("{path}/{}", is.sid()), &refusals).await?;
                let conversation = &mut self.scopes[scope].conversations[at];
                conversation.participants[participant].exists &= !removed;
                Ok(())
            }
            Call::ListParticipants { size, .. } => {
                let expected = existing(&conversation.participants);
                self.list(&path, "", usize::from(*size), 100, expected).await
            }
            _ => Err(TestCaseError::reject("a call of another part")),
        }
    }

    fn refusals_of_participant(
        &self,
        scope: usize,
        at: usize,
        form: &Form,
        expected: &Value,
    ) -> Vec<Refusal> {
        let scope = &self.scopes[scope];
        let has = |name: &str| form.iter().any(|(given, _)| *given == name);
        let mut refusals = Vec::new();
        if form.is_empty() {
            refusals.push((400, 50204));
        }
        if has("Identity") && has("MessagingBinding.Address") {
            refusals.push((400, 50211));
        }
        let others = existing(&scope.conversations[at].participants);
        let is = |it: &Value| it["identity"] == expected["identity"];
        if has("Identity") && others.iter().any(is) {
            refusals.push((409, 50433));
        }
        if has("MessagingBinding.Address")
            && scope.has_addresses(&expected["messaging_binding"])
        {
            refusals.push((409, 50416));
        }
        refusals
    }

    pub async fn people(&mut self, call: &Call) -> Outcome {
        match call {
            Call::CreateService { name } => {
                let name = format!("Service {name}");
                let form = vec![("FriendlyName", name.clone())];
                let expected = json!({"friendly_name": name});
                if let Some(value) =
                    self.create("/Services", form, &[], expected).await?
                {
                    let path = format!(
                        "/Services/{}",
                        value["sid"].as_str().unwrap_or_default()
                    );
                    self.scopes.push(Scope::new(path, value));
                }
                Ok(())
            }
            Call::DeleteService { scope } => {
                let scope = self.scope(*scope);
                if scope == 0 {
                    // Not documented: deleting the default service.
                    return Ok(());
                }
                let refusals = missing(self.scopes[scope].exists());
                let deleted = self.delete(&self.scopes[scope].path, &refusals).await?;
                self.scopes[scope].service.exists &= !deleted;
                Ok(())
            }
            Call::ListServices { size } => {
                let services = self.scopes.iter().map(|scope| &scope.service);
                let expected =
                    services.filter(|it| it.exists).map(|it| it.value.clone());
                let expected = expected.collect();
                self.list("/Services", "", usize::from(*size), 100, expected).await
            }
            Call::CreateRole { .. }
            | Call::DeleteRole { .. }
            | Call::ListRoles { .. } => self.roles(call).await,
            _ => self.users(call).await,
        }
    }

    async fn users(&mut self, call: &Call) -> Outcome {
        let (Call::CreateUser { scope, .. }
        | Call::UpdateUser { scope, .. }
        | Call::FetchUser { scope, .. }
        | Call::DeleteUser { scope, .. }
        | Call::ListUsers { scope, .. }) = call
        else {
            return Err(TestCaseError::reject("a call of another part"));
        };
        let number = self.scope(*scope);
        let scope = &self.scopes[number];
        let path = format!("{}/Users", scope.path);
        match call {
            Call::CreateUser {
                identity: name,
                attributes: given,
                ..
            } => {
                let name = name.map(identity);
                let given = given.map(attributes);
                let mut refusals = missing(scope.exists());
                if name.is_none() {
                    refusals.extend([(400, 50204)]);
                }
                if name.as_ref().is_some_and(|name| scope.user(name).is_some()) {
                    refusals.push((409, 50201));
                }
                if matches!(given, Some(Err(_))) {
                    refusals.push((400, 50304));
                }
                let text =
                    given.map(|given| given.unwrap_or_else(|text| text).to_owned());
                let expected = json!({
                    "identity": name, "attributes": text.clone().unwrap_or_else(|| "{}".into()),
                    "date_created": self.time(self.now),
                });
                let form = name.map(|name| ("Identity", name)).into_iter();
                let form = form.chain(text.map(|text| ("Attributes", text))).collect();
                if let Some(value) =
                    self.create(&path, form, &refusals, expected).await?
                {
                    self.scopes[number].users.push(Instance::new(value));
                }
                Ok(())
            }
            Call::ListUsers { size, .. } if scope.exists() => {
                self.list(&path, "", usize::from(*size), 50, existing(&scope.users))
                    .await
            }
            Call::UpdateUser { identity: name, .. }
            | Call::FetchUser { identity: name, .. }
            | Call::DeleteUser { identity: name, .. } => {
                let name = identity(*name);
                let user = scope.user(&name).filter(|_| scope.exists());
                self.user(number, user, &format!("{path}/{}", escaped(&name)), call)
                    .await
            }
            _ => Ok(()),
        }
    }

    async fn user(
        &mut self,
        scope: usize,
        user: Option<usize>,
        path: &str,
        call: &Call,
    ) -> Outcome {
        let refusals = missing(user.is_some());
        if matches!(call, Call::DeleteUser { .. }) {
            let deleted = self.delete(path, &refusals).await?;
            if let Some(user) = user.filter(|_| deleted) {
                self.scopes[scope].users[user].exists = false;
            }
            return Ok(());
        }
        let value = user.map(|user| self.scopes[scope].users[user].value.clone());
        let mut value = value.unwrap_or_default();
        let (mut method, mut form) = (Method::GET, vec![]);
        if let Call::UpdateUser { name, .. } = call {
            method = Method::POST;
            form.push(("FriendlyName", name.to_string()));
            value["friendly_name"] = name.to_string().into();
        }
        if self.one(method, path, form, &refusals, &value).await?
            && let Some(user) = user
        {
            self.scopes[scope].users[user].value = value;
        }
        Ok(())
    }

    async fn roles(&mut self, call: &Call) -> Outcome {
        let (Call::CreateRole { scope, .. }
        | Call::DeleteRole { scope, .. }
        | Call::ListRoles { scope, .. }) = call
        else {
            return Err(TestCaseError::reject("a call of another part"));
        };
        let number = self.scope(*scope);
        let scope = &self.scopes[number];
        let path = format!("{}/Roles", scope.path);
        match call {
            Call::CreateRole {
                name,
                kind,
                permissions,
                ..
            } => {
                let name = format!("role {name}");
                let kind = ["conversation", "service", "owner"][usize::from(*kind)];
                let permissions =
                    &["sendMessage", "leaveConversation"][..usize::from(*permissions)];
                let mut refusals = missing(scope.exists());
                if kind == "owner" {
                    refusals.push((400, 50105));
                }
                if permissions.is_empty() {
                    // The document requires one; its code is not documented.
                    refusals.push((400, 20001));
                }
                let mut form =
                    vec![("FriendlyName", name.clone()), ("Type", kind.to_owned())];
                form.extend(
                    permissions.iter().map(|it| ("Permission", (*it).to_owned())),
                );
                let expected = json!({"friendly_name": name, "type": kind, "permissions": permissions});
                if let Some(value) =
                    self.create(&path, form, &refusals, expected).await?
                {
                    self.scopes[number].roles.push(Instance::new(value));
                }
                Ok(())
            }
            Call::DeleteRole { at, .. } => {
                // Not documented: deleting the default roles.
                let at = usize::from(*at) + 4;
                let Some(role) = scope.roles.get(at) else {
                    return Ok(());
                };
                let path = format!("{path}/{}", role.sid());
                let refusals = missing(role.exists && scope.exists());
                let deleted = self.delete(&path, &refusals).await?;
                self.scopes[number].roles[at].exists &= !deleted;
                Ok(())
            }
            Call::ListRoles { size, .. } if scope.exists() => {
                self.list(&path, "", usize::from(*size), 50, existing(&scope.roles))
                    .await
            }
            _ => Ok(()),
        }
    }
}

/// Returns the form and the properties of a participant: in most cases of chat.
fn participant(kind: u8, name: &str, address: u8) -> (Form, Value) {
    let name = ("Identity", name.to_owned());
    let (number, proxy) = (format!("+1555000000{address}"), "+15017122661".to_owned());
    let addresses = vec![
        ("MessagingBinding.Address", number.clone()),
        ("MessagingBinding.ProxyAddress", proxy.clone()),
    ];
    match kind {
        0 => (vec![], json!({})),
        1 => (addresses.into_iter().chain([name]).collect(), json!({})),
        2 | 3 => {
            let binding =
                json!({"type": "sms", "address": number, "proxy_address": proxy});
            (addresses, json!({"identity": null, "messaging_binding": binding}))
        }
        _ => {
            let expected = json!({
                "identity": name.1, "messaging_binding": null, "attributes": "{}",
                "last_read_message_index": null,
            });
            (vec![name], expected)
        }
    }
}
