//! Calls, as numbers that the model resolves: the third conversation, the second name.

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// A call, or a change of the clock. `scope` selects the account or a service, `at` an instance among those that have
/// existed.
#[derive(Clone, Debug)]
pub enum Call {
    Advance {
        minutes: u8,
    },
    CreateService {
        name: u8,
    },
    DeleteService {
        scope: u8,
    },
    ListServices {
        size: u8,
    },
    CreateConversation {
        scope: u8,
        fields: ConversationFields,
    },
    UpdateConversation {
        scope: u8,
        at: u8,
        fields: ConversationFields,
    },
    FetchConversation {
        scope: u8,
        at: u8,
        by_name: bool,
    },
    DeleteConversation {
        scope: u8,
        at: u8,
    },
    ListConversations {
        scope: u8,
        size: u8,
        state: Option<u8>,
    },
    Add {
        at: u8,
        kind: u8,
        identity: u8,
        address: u8,
    },
    FetchParticipant {
        at: u8,
        participant: u8,
        by_identity: bool,
    },
    Remove {
        at: u8,
        participant: u8,
    },
    ListParticipants {
        at: u8,
        size: u8,
    },
    Send {
        at: u8,
        author: Option<u8>,
        body: Option<u8>,
    },
    Edit {
        at: u8,
        message: u8,
        body: u8,
    },
    FetchMessage {
        at: u8,
        message: u8,
    },
    DeleteMessage {
        at: u8,
        message: u8,
    },
    ListMessages {
        at: u8,
        size: u8,
        order: Option<u8>,
    },
    CreateWebhook {
        at: u8,
        target: u8,
        url: bool,
        filters: u8,
    },
    DeleteWebhook {
        at: u8,
        webhook: u8,
    },
    ListWebhooks {
        at: u8,
    },
    CreateUser {
        scope: u8,
        identity: Option<u8>,
        attributes: Option<u8>,
    },
    UpdateUser {
        scope: u8,
        identity: u8,
        name: u8,
    },
    FetchUser {
        scope: u8,
        identity: u8,
    },
    DeleteUser {
        scope: u8,
        identity: u8,
    },
    ListUsers {
        scope: u8,
        size: u8,
    },
    CreateRole {
        scope: u8,
        name: u8,
        kind: u8,
        permissions: u8,
    },
    DeleteRole {
        scope: u8,
        at: u8,
    },
    ListRoles {
        scope: u8,
        size: u8,
    },
}

/// What a conversation is created or updated with.
#[derive(Clone, Debug)]
pub struct ConversationFields {
    pub unique_name: Option<u8>,
    pub friendly_name: Option<u8>,
    pub attributes: Option<u8>,
    pub state: Option<u8>,
    /// In minutes.
    pub inactive: Option<u8>,
    /// In minutes.
    pub closed: Option<u8>,
}

fn fields() -> impl Strategy<Value = ConversationFields> {
    let small = || option::weighted(0.4, 0..4_u8);
    let timer = || option::weighted(0.15, 0..30_u8);
    let state = option::weighted(0.3, 0..8_u8);
    (small(), small(), small(), state, timer(), timer()).prop_map(
        |(unique_name, friendly_name, attributes, state, inactive, closed)| {
            ConversationFields {
                unique_name,
                friendly_name,
                attributes,
                state,
                inactive,
                closed,
            }
        },
    )
}

/// Returns the strategy of sequences of calls: of all calls, or mostly of those of one part. They start with a conversation.
pub fn calls(maximum: usize) -> impl Strategy<Value = Vec<Call>> {
    let parts = [
        call().boxed(),
        of_conversations().boxed(),
        of_participants().boxed(),
        of_messages().boxed(),
        of_webhooks().boxed(),
        of_users().boxed(),
        of_roles().boxed(),
    ];
    let sequence = select(parts.to_vec())
        .prop_flat_map(move |part| vec(prop_oneof![4 => part, 1 => call()], 0..maximum));
    (first(), sequence).prop_map(|(first, mut calls)| {
        calls.insert(0, first);
        calls
    })
}

/// Creates a conversation, which is not refused.
fn first() -> impl Strategy<Value = Call> {
    let timers = (option::of(1..20_u8), option::of(10..30_u8));
    timers.prop_map(|(inactive, closed)| Call::CreateConversation {
        scope: 0,
        fields: ConversationFields {
            unique_name: None,
            friendly_name: None,
            attributes: None,
            state: Some(0),
            inactive,
            closed,
        },
    })
}

/// Returns the strategy of all calls.
fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => of_services(),
        12 => of_conversations(),
        9 => of_participants(),
        12 => of_messages(),
        4 => of_webhooks(),
        6 => of_users(),
        4 => of_roles(),
    ]
}

/// A scope: mostly the account.
fn scope() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(0), 1 => 0..4_u8]
}

/// An instance: mostly one of the first.
fn at() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0), 2 => 0..3_u8, 1 => 0..8_u8]
}

fn size() -> impl Strategy<Value = u8> {
    prop_oneof![3 => 1..4_u8, 1 => 1..=120_u8]
}

fn of_services() -> impl Strategy<Value = Call> {
    prop_oneof![
        3 => (0..20_u8).prop_map(|minutes| Call::Advance { minutes }),
        2 => (0..5_u8).prop_map(|name| Call::CreateService { name }),
        1 => (1..4_u8).prop_map(|scope| Call::DeleteService { scope }),
        1 => size().prop_map(|size| Call::ListServices { size }),
    ]
}

fn of_conversations() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => (scope(), fields())
            .prop_map(|(scope, fields)| Call::CreateConversation { scope, fields }),
        3 => (scope(), at(), fields())
            .prop_map(|(scope, at, fields)| Call::UpdateConversation { scope, at, fields }),
        2 => (scope(), at(), any::<bool>()).prop_map(|(scope, at, by_name)| {
            Call::FetchConversation { scope, at, by_name }
        }),
        1 => (scope(), at()).prop_map(|(scope, at)| Call::DeleteConversation { scope, at }),
        2 => (scope(), size(), option::of(0..3_u8)).prop_map(|(scope, size, state)| {
            Call::ListConversations { scope, size, state }
        }),
    ]
}

fn of_participants() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => (at(), 0..8_u8, 0..4_u8, 0..3_u8).prop_map(|(at, kind, identity, address)| {
            Call::Add { at, kind, identity, address }
        }),
        1 => (at(), 0..4_u8, any::<bool>()).prop_map(|(at, participant, by_identity)| {
            Call::FetchParticipant { at, participant, by_identity }
        }),
        1 => (at(), 0..4_u8).prop_map(|(at, participant)| Call::Remove { at, participant }),
        2 => (at(), size()).prop_map(|(at, size)| Call::ListParticipants { at, size }),
    ]
}

fn of_messages() -> impl Strategy<Value = Call> {
    prop_oneof![
        3 => (0..20_u8).prop_map(|minutes| Call::Advance { minutes }),
        6 => (at(), option::of(0..4_u8), option::weighted(0.9, any::<u8>()))
            .prop_map(|(at, author, body)| Call::Send { at, author, body }),
        1 => (at(), 0..6_u8, any::<u8>())
            .prop_map(|(at, message, body)| Call::Edit { at, message, body }),
        1 => (at(), 0..6_u8).prop_map(|(at, message)| Call::FetchMessage { at, message }),
        1 => (at(), 0..6_u8).prop_map(|(at, message)| Call::DeleteMessage { at, message }),
        3 => (at(), size(), option::of(0..3_u8))
            .prop_map(|(at, size, order)| Call::ListMessages { at, size, order }),
    ]
}

fn of_webhooks() -> impl Strategy<Value = Call> {
    let target = prop_oneof![8 => 0..3_u8, 1 => 0..5_u8];
    let filters = prop_oneof![8 => Just(1), 1 => 0..3_u8];
    let url = weighted(0.9);
    prop_oneof![
        8 => (at(), target, url, filters).prop_map(|(at, target, url, filters)| {
            Call::CreateWebhook { at, target, url, filters }
        }),
        1 => (at(), 0..5_u8).prop_map(|(at, webhook)| Call::DeleteWebhook { at, webhook }),
        1 => at().prop_map(|at| Call::ListWebhooks { at }),
    ]
}

fn of_users() -> impl Strategy<Value = Call> {
    let identity = || 0..4_u8;
    prop_oneof![
        3 => (scope(), option::weighted(0.9, identity()), option::of(0..4_u8)).prop_map(
            |(scope, identity, attributes)| Call::CreateUser { scope, identity, attributes }
        ),
        1 => (scope(), identity(), any::<u8>())
            .prop_map(|(scope, identity, name)| Call::UpdateUser { scope, identity, name }),
        1 => (scope(), identity())
            .prop_map(|(scope, identity)| Call::FetchUser { scope, identity }),
        1 => (scope(), identity())
            .prop_map(|(scope, identity)| Call::DeleteUser { scope, identity }),
        2 => (scope(), size()).prop_map(|(scope, size)| Call::ListUsers { scope, size }),
    ]
}

fn of_roles() -> impl Strategy<Value = Call> {
    prop_oneof![
        3 => (scope(), 0..4_u8, 0..3_u8, 0..3_u8).prop_map(
            |(scope, name, kind, permissions)| Call::CreateRole { scope, name, kind, permissions }
        ),
        1 => (scope(), 0..4_u8).prop_map(|(scope, at)| Call::DeleteRole { scope, at }),
        2 => (scope(), size()).prop_map(|(scope, size)| Call::ListRoles { scope, size }),
    ]
}
