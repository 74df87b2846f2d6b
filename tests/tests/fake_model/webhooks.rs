//! Webhooks of conversations.

use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use crate::call::Call;
use crate::compared::{Compared, Form, Outcome};
use crate::conversations::missing;
use crate::model::{Instance, Refusal, existing};

impl Compared {
    pub async fn webhooks(
        &mut self,
        scope: usize,
        at: usize,
        path: &str,
        call: &Call,
    ) -> Outcome {
        let conversation = &self.scopes[scope].conversations[at];
        let path = format!("{path}/Webhooks");
        match call {
            // Not documented: webhooks of closed conversations.
            Call::CreateWebhook { .. } if conversation.is_closed() => Ok(()),
            Call::CreateWebhook {
                target,
                url,
                filters,
                ..
            } => {
                let (form, expected, mut refusals) = webhook(*target, *url, *filters);
                if existing(&conversation.webhooks).len() == 5 {
                    refusals.push((403, 50361));
                }
                if let Some(value) =
                    self.create(&path, form, &refusals, expected).await?
                {
                    let conversation = &mut self.scopes[scope].conversations[at];
                    conversation.webhooks.push(Instance::new(value));
                }
                Ok(())
            }
            Call::DeleteWebhook { webhook, .. } => {
                let webhook = usize::from(*webhook);
                let Some(is) = conversation.webhooks.get(webhook) else {
                    return Ok(());
                };
                if conversation.is_closed() {
                    return Ok(());
                }
                let refusals = missing(is.exists);
                let deleted =
                    self.delete(&format!("{path}/{}", is.sid()), &refusals).await?;
                let conversation = &mut self.scopes[scope].conversations[at];
                conversation.webhooks[webhook].exists &= !deleted;
                Ok(())
            }
            Call::ListWebhooks { .. } => {
                let expected = existing(&conversation.webhooks);
                self.list(&path, "", 50, 5, expected).await
            }
            _ => Err(TestCaseError::reject("a call of another part")),
        }
    }
}

/// Returns the form and the properties of a webhook, and why it is refused.
fn webhook(target: u8, url: bool, filters: u8) -> (Form, Value, Vec<Refusal>) {
    let target =
        ["webhook", "webhook", "trigger", "carrier pigeon", ""][usize::from(target)];
    let mut form = vec![];
    let mut refusals = vec![];
    if target.is_empty() {
        refusals.push((400, 50368));
    } else {
        form.push(("Target", target.to_owned()));
    }
    if target == "carrier pigeon" {
        refusals.push((400, 50364));
    }
    let address = "https://bot.example.com/hook";
    if url {
        form.push(("Configuration.Url", address.to_owned()));
    } else {
        refusals.push((400, 50369));
    }
    let (name, value, code) = match target {
        "trigger" => ("Configuration.Triggers", "help", 50371),
        _ => ("Configuration.Filters", "onMessageAdded", 50370),
    };
    match filters {
        0 => refusals.push((400, code)),
        1 => form.push((name, value.to_owned())),
        _ => {
            form.push(("Configuration.Filters", "onTea".to_owned()));
            refusals.extend([(400, 50365), (400, code)]);
        }
    }
    let expected = json!({
        "target": target,
        "configuration": {"url": address, "filters": [value]},
    });
    (form, expected, refusals)
}
