//! The URLs in `links`: their keys are those that the document describes, and they lead below the instance.

use std::collections::BTreeMap;

use twilio_conversations::Result;
use twilio_conversations::fake::FakeTwilio;

use crate::run;

type Links = Option<BTreeMap<String, String>>;

#[test]
fn links_have_the_documented_keys() {
    run(async {
        check(&FakeTwilio::new()).await.expect("nothing is refused");
    });
}

async fn check(fake: &FakeTwilio) -> Result<()> {
    let client = fake.client();
    let service = client.services().create("Support").await?;
    assert_keys(
        service.links,
        "bindings configuration conversation_with_participants conversations participant_conversations roles users",
    );
    let named = client.service(&service.sid);
    assert_keys(named.configuration().fetch().await?.links, "notifications webhooks");
    for created in
        [client.conversations().create().await?, named.conversations().create().await?]
    {
        assert_keys(created.links, "export messages participants webhooks");
    }
    let created = client.conversations().create().await?;
    let conversation = client.conversation(&created.sid);
    conversation.participants().create().identity("alice").await?;
    let message = conversation.messages().create().body("Hello!").await?;
    let url = message.url.clone().expect("a message has a URL");
    let links = message.links.clone().expect("a message has links");
    assert_eq!(links["delivery_receipts"], format!("{url}/Receipts"));
    assert_eq!(links["channel_metadata"], format!("{url}/ChannelMetadata"));
    assert_keys(message.links, "channel_metadata delivery_receipts");
    let user = client.user("alice").fetch().await?;
    assert_keys(user.links, "user_conversations");
    let seen = client.user("alice").conversations().list().all().await?;
    assert_keys(seen[0].links.clone(), "conversation participant");
    let seen = client.participant_conversations().list().identity("alice").all().await?;
    assert_keys(seen[0].links.clone(), "conversation participant");
    Ok(())
}

/// Checks the keys of links, in alphabetical order.
#[track_caller]
fn assert_keys(links: Links, expected: &str) {
    let keys: Vec<_> = links.into_iter().flatten().map(|(key, _)| key).collect();
    assert_eq!(keys.join(" "), expected);
}
