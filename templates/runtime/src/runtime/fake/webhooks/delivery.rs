//! Webhooks that were sent, and those that were not.

use std::fmt;

use http::{Method, StatusCode};

/// Webhook of a [`FakeTwilio`](super::super::FakeTwilio): one that was sent, or one that was not, with the reason.
///
/// ```ignore
/// use client_runtime::events::EventKind;
/// use client_runtime::fake::FakeTwilio;
///
/// /// Returns `true` if every webhook reached the bot.
/// fn all_arrived(fake: &FakeTwilio) -> bool {
///     fake.deliveries().iter().all(|delivery| delivery.status().is_some())
/// }
///
/// /// Returns the texts of the messages that the bot was told of.
/// fn texts(fake: &FakeTwilio) -> Vec<String> {
///     let added = EventKind::MessageAdded;
///     let deliveries = fake.deliveries().into_iter();
///     let deliveries = deliveries.filter(|delivery| delivery.kind() == added.as_str());
///     deliveries.filter_map(|delivery| delivery.parameter("Body").map(str::to_owned)).collect()
/// }
/// ```
///
/// `Debug` shows the names of the parameters, not their values.
#[derive(Clone)]
pub struct Delivery {
    pub(super) kind: &'static str,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) parameters: Vec<(&'static str, String)>,
    pub(super) outcome: DeliveryOutcome,
}

/// Outcome of a [`Delivery`]. `Display` formats it for the message of a failed test.
///
/// ```
/// use client_runtime::fake::{DeliveryOutcome, FakeTwilio};
/// use client_runtime::http::StatusCode;
///
/// /// Checks that the bot has accepted every webhook.
/// fn assert_all_accepted(fake: &FakeTwilio) {
///     for delivery in fake.deliveries() {
///         let accepted = DeliveryOutcome::Responded(StatusCode::OK);
///         assert_eq!(delivery.outcome(), &accepted, "{}", delivery.outcome());
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryOutcome {
    /// There was a response with this status.
    Responded(StatusCode),
    /// There was no response within five seconds.
    TimedOut,
    /// The connection was refused, or was closed before the response.
    ConnectionFailed,
    /// It was not sent: the request that made the change did not enable webhooks.
    NotEnabled,
    /// It was not sent: the webhook lists no kinds of events.
    NotSubscribed,
    /// It was not sent: webhooks cause each other in an infinite loop. A handler within ten others made the change.
    Recursive,
    /// It was not sent: no handler is registered for the URL, and the fake does not connect to that host.
    NoHandler,
    /// It was not sent: the configured URL is not valid.
    InvalidUrl,
}

impl Delivery {
    /// Returns the kind of the event, such as `onMessageAdded`.
    pub fn kind(&self) -> &str {
        self.kind
    }

    /// Returns the HTTP method, `POST` or `GET`.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the URL as it is configured.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the names and values of the parameters, in the order of the request.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters().find_map(|(other, value)| (other == name).then_some(value))
    }

    /// Returns the outcome.
    pub fn outcome(&self) -> &DeliveryOutcome {
        &self.outcome
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            DeliveryOutcome::Responded(status) => Some(status),
            _ => None,
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Delivery")
            .field("kind", &self.kind)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("parameters", &names)
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// Formats the outcome and, if the webhook was not sent, the remedy.
impl fmt::Display for DeliveryOutcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Responded(status) => return write!(formatter, "status {status}"),
            Self::TimedOut => "no response within five seconds",
            Self::ConnectionFailed => "the connection failed",
            Self::NotEnabled => {
                "not sent: the request did not have the header `X-Twilio-Webhook-Enabled: true`"
            }
            Self::NotSubscribed => {
                "not sent: the webhook does not list the kinds of events that it is sent"
            }
            Self::Recursive => {
                "not sent: webhooks cause each other in an infinite loop; do not enable webhooks in handlers"
            }
            Self::NoHandler => {
                "not sent: the fake connects to no other machine; register a handler with `on_webhook`"
            }
            Self::InvalidUrl => "not sent: the URL of the webhook is not valid",
        })
    }
}
