//! Widgets, which stand for all resources: what the generator would write for one that has every construct.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::runtime::{
    Client, JsonText, ListRequest, Location, Method, Operation, Paging, Redacted,
    Request, Route, SidOrName, list_request, request, sid, string_enum,
};

/// The SID of a widget (`WI...`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WidgetSid(String);

sid!(WidgetSid, "WI");

/// The SID of a workshop (`WS...`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkshopSid(String);

sid!(WorkshopSid, "WS");

/// The SID of a part, which can be of many kinds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartSid(String);

sid!(PartSid);

/// A widget.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Widget {
    /// The SID.
    pub sid: WidgetSid,
    /// The SID of the workshop.
    pub workshop_sid: Option<WorkshopSid>,
    /// The name of the owner.
    pub owner: Option<String>,
    /// How the widget is.
    pub state: Option<WidgetState>,
    /// What the application keeps with the widget.
    pub attributes: Option<JsonText>,
    /// How long the widget is kept.
    #[serde(default, with = "crate::runtime::duration::option")]
    pub lifetime: Option<Duration>,
    /// How long it took to make the widget.
    #[serde(default, with = "crate::runtime::duration")]
    pub effort: Duration,
    /// When the widget was made.
    #[serde(default, deserialize_with = "crate::runtime::timestamp::option")]
    pub date_created: Option<Timestamp>,
}

impl Widget {
    /// Decodes the JSON in [`attributes`](Self::attributes) into a type of your own; returns `None` if the field is `None`
    /// or empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode) if the JSON does not match `T`;
    /// [`Error::json_path`](crate::runtime::Error::json_path) tells where.
    pub fn decode_attributes<T: DeserializeOwned>(
        &self,
    ) -> crate::runtime::Result<Option<T>> {
        JsonText::decode_some(self.attributes.as_ref())
    }
}

impl fmt::Debug for Widget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Widget")
            .field("sid", &self.sid)
            .field("workshop_sid", &self.workshop_sid)
            .field("owner", &Redacted(&self.owner))
            .field("state", &self.state)
            .field("attributes", &self.attributes)
            .field("lifetime", &self.lifetime)
            .field("effort", &self.effort)
            .field("date_created", &self.date_created)
            .finish()
    }
}

/// How a widget is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WidgetState {
    /// It can be used.
    Active,
    /// It cannot.
    OutOfOrder,
    /// A state that this version of the crate does not know.
    Unknown(String),
}

impl WidgetState {
    /// The state as the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::OutOfOrder => "out-of-order",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for WidgetState {
    fn from(text: &str) -> Self {
        let known = [Self::Active, Self::OutOfOrder];
        let found =
            known.into_iter().find(|state| state.as_str().eq_ignore_ascii_case(text));
        found.unwrap_or_else(|| Self::Unknown(text.to_owned()))
    }
}

string_enum!(WidgetState);

const CREATE: Operation = Operation {
    method: Method::POST,
    routes: &[
        Route {
            id: "CreateWidget",
            path: "/v1/Widgets",
        },
        Route {
            id: "CreateWorkshopWidget",
            path: "/v1/Workshops/{WorkshopSid}/Widgets",
        },
    ],
};

const LIST: Operation = Operation {
    method: Method::GET,
    routes: &[
        Route {
            id: "ListWidget",
            path: "/v1/Widgets",
        },
        Route {
            id: "ListWorkshopWidget",
            path: "/v1/Workshops/{WorkshopSid}/Widgets",
        },
    ],
};

const LIST_PAGING: Paging = Paging {
    items: "widgets",
    max_page_size: Some(100),
};

const FETCH: Operation = Operation {
    method: Method::GET,
    routes: &[
        Route {
            id: "FetchWidget",
            path: "/v1/Widgets/{Sid}",
        },
        Route {
            id: "FetchWorkshopWidget",
            path: "/v1/Workshops/{WorkshopSid}/Widgets/{Sid}",
        },
    ],
};

const DELETE: Operation = Operation {
    method: Method::DELETE,
    routes: &[
        Route {
            id: "DeleteWidget",
            path: "/v1/Widgets/{Sid}",
        },
        Route {
            id: "DeleteWorkshopWidget",
            path: "/v1/Workshops/{WorkshopSid}/Widgets/{Sid}",
        },
    ],
};

/// The kinds of parts, a list whose document names no largest page.
const LIST_PARTS: Operation = Operation {
    method: Method::GET,
    routes: &[Route {
        id: "ListPart",
        path: "/v1/Widgets/{Sid}/Parts",
    }],
};

const LIST_PARTS_PAGING: Paging = Paging {
    items: "parts",
    max_page_size: None,
};

impl Client {
    /// The widgets of the account.
    pub fn widgets(&self) -> Widgets {
        Widgets(Location::root(self))
    }

    /// One widget of the account.
    pub fn widget(&self, widget: impl Into<SidOrName<WidgetSid>>) -> WidgetHandle {
        WidgetHandle(Location::root(self).child(widget.into()))
    }

    /// One workshop.
    pub fn workshop(&self, workshop: impl Into<WorkshopSid>) -> Workshop {
        Workshop(Location::root(self).scoped(1).child(workshop.into()))
    }
}

/// One workshop.
#[derive(Clone, Debug)]
pub struct Workshop(Location);

impl Workshop {
    /// The widgets of the workshop.
    pub fn widgets(&self) -> Widgets {
        Widgets(self.0.clone())
    }

    /// One widget of the workshop.
    pub fn widget(&self, widget: impl Into<SidOrName<WidgetSid>>) -> WidgetHandle {
        WidgetHandle(self.0.child(widget.into()))
    }
}

/// The widgets of an account or a workshop.
#[derive(Clone, Debug)]
pub struct Widgets(Location);

impl Widgets {
    /// Makes a widget.
    ///
    /// Not idempotent: [retried](crate::RetryPolicy) only after 429 or a failed connection.
    pub fn create(&self) -> CreateWidget {
        CreateWidget(self.0.request(&CREATE))
    }

    /// Lists the widgets.
    ///
    /// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
    pub fn list(&self) -> ListWidgets {
        ListWidgets(self.0.list_request(&LIST, &LIST_PAGING))
    }
}

/// One widget.
#[derive(Clone, Debug)]
pub struct WidgetHandle(Location);

impl WidgetHandle {
    /// Reads the widget.
    ///
    /// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
    pub fn fetch(&self) -> FetchWidget {
        FetchWidget(self.0.request(&FETCH))
    }

    /// Removes the widget.
    ///
    /// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
    pub fn delete(&self) -> DeleteWidget {
        DeleteWidget(self.0.request(&DELETE))
    }

    /// Lists the SIDs of the widget's parts.
    ///
    /// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
    pub fn parts(&self) -> ListParts {
        ListParts(self.0.list_request(&LIST_PARTS, &LIST_PARTS_PAGING))
    }
}

/// The request to make a widget.
///
/// Not idempotent: [retried](crate::RetryPolicy) only after 429 or a failed connection.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreateWidget(Request);

impl CreateWidget {
    /// The name of the owner.
    pub fn owner(self, owner: impl Into<String>) -> Self {
        Self(self.0.form("Owner", owner.into()))
    }

    /// How the widget is.
    pub fn state(self, state: impl Into<WidgetState>) -> Self {
        Self(self.0.form("State", state.into()))
    }

    /// The tags of the widget.
    pub fn tag(self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.form_all("Tag", tags.into_iter().map(Into::into)))
    }

    /// The first part of the widget.
    pub fn part_sid(self, part_sid: impl Into<PartSid>) -> Self {
        Self(self.0.form("PartSid", part_sid.into()))
    }

    /// What the application keeps with the widget.
    ///
    /// Takes JSON text as it is, and a reference to any other value that serialises: `&value`.
    pub fn attributes(self, attributes: impl Into<JsonText>) -> Self {
        Self(self.0.form("Attributes", attributes.into()))
    }

    /// How long to keep the widget.
    pub fn lifetime(self, lifetime: Duration) -> Self {
        Self(self.0.form("Lifetime", lifetime))
    }

    /// When the widget was made.
    pub fn date_created(self, date_created: Timestamp) -> Self {
        Self(self.0.form("DateCreated", date_created))
    }

    /// When the widget is due.
    pub fn due(self, due: Date) -> Self {
        Self(self.0.form("Due", due))
    }

    /// How heavy the widget is, in grams.
    pub fn weight(self, weight: f64) -> Self {
        Self(self.0.form("Weight", weight))
    }

    /// How many there are.
    pub fn count(self, count: i64) -> Self {
        Self(self.0.form("Count", count))
    }

    /// Whether to check the widget without making it.
    pub fn dry_run(self, dry_run: bool) -> Self {
        Self(self.0.query("DryRun", dry_run))
    }

    /// What to check.
    pub fn check(self, checks: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query_all("Check", checks.into_iter().map(Into::into)))
    }

    /// Whether to call webhooks.
    pub fn webhook_enabled(self, enabled: bool) -> Self {
        Self(self.0.header("X-Twilio-Webhook-Enabled", enabled))
    }

    /// A note for the log.
    pub fn x_note(self, note: impl Into<String>) -> Self {
        Self(self.0.header("X-Note", note.into()))
    }
}

request!(CreateWidget -> Widget);

/// The request to read a widget.
///
/// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct FetchWidget(Request);

request!(FetchWidget -> Widget);

/// The request to remove a widget.
///
/// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct DeleteWidget(Request);

request!(DeleteWidget -> ());

/// The request to list widgets.
///
/// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListWidgets(ListRequest);

impl ListWidgets {
    /// Leaves out widgets in other states.
    pub fn state(self, state: impl Into<WidgetState>) -> Self {
        Self(self.0.query("State", state.into()))
    }

    /// Leaves out widgets of other owners.
    pub fn owner(self, owners: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query_all("Owner", owners.into_iter().map(Into::into)))
    }

    /// Whether to call webhooks.
    pub fn webhook_enabled(self, enabled: bool) -> Self {
        Self(self.0.header("X-Twilio-Webhook-Enabled", enabled))
    }
}

list_request!(ListWidgets -> Widget);

/// The request to list parts.
///
/// Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and 429 and 5xx responses.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListParts(ListRequest);

list_request!(ListParts -> PartSid);
