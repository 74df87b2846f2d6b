//! Traits that every public type implements.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::hash::Hash;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::authentication::{
    AccessToken, OAuthClientCredentials, TokenError, TokenRequest,
};
use crate::runtime::transport::{ResponseLimits, TransportError, TransportErrorKind};
use crate::runtime::{
    Client, ClientBuilder, Credentials, Error, ErrorKind, FailedAttempt, Items,
    JsonText, Page, PageMeta, PageToken, Pages, ParseSidError, RequestOptions,
    ResponseFuture, RetryBudget, RetryDecision, RetryPolicy, SidOrName,
};
use crate::sid::WidgetSid;
use crate::widgets::{FetchWidget, ListWidgets, Widget, WidgetHandle, Widgets};

fn is_debug_and_moves_between_threads<T: Debug + Send + Unpin>() {}
fn is_shared<T: Debug + Clone + Send + Sync + Unpin>() {}
fn is_value<T: Debug + Clone + Send + Sync + Unpin + Eq + Hash>() {}
fn is_text<T: Display + Ord + AsRef<str> + Serialize + DeserializeOwned>() {}
fn is_error<T: StdError + Send + Sync + 'static>() {}

#[test]
fn public_types_have_the_common_traits() {
    is_debug_and_moves_between_threads::<Pages<Widget>>();
    is_debug_and_moves_between_threads::<Items<Widget>>();
    is_debug_and_moves_between_threads::<ResponseFuture<Widget>>();
    is_debug_and_moves_between_threads::<OAuthClientCredentials>();
    is_debug_and_moves_between_threads::<FailedAttempt<'_>>();

    is_shared::<Client>();
    is_shared::<ClientBuilder>();
    is_shared::<Credentials>();
    is_shared::<AccessToken>();
    is_shared::<TokenRequest>();
    is_shared::<RequestOptions>();
    is_shared::<RetryPolicy>();
    is_shared::<RetryBudget>();
    is_shared::<Page<Widget>>();
    is_shared::<Widgets>();
    is_shared::<WidgetHandle>();
    is_shared::<FetchWidget>();
    is_shared::<ListWidgets>();
    is_shared::<Widget>();

    is_value::<ErrorKind>();
    is_value::<JsonText>();
    is_value::<PageMeta>();
    is_value::<PageToken>();
    is_value::<ParseSidError>();
    is_value::<ResponseLimits>();
    is_value::<RetryDecision>();
    is_value::<SidOrName<WidgetSid>>();
    is_value::<TransportErrorKind>();
    is_value::<WidgetSid>();

    is_text::<WidgetSid>();
    is_text::<SidOrName<WidgetSid>>();

    is_error::<Error>();
    is_error::<ParseSidError>();
    is_error::<TokenError>();
    is_error::<TransportError>();
}

#[cfg(feature = "access-token")]
#[test]
fn types_of_access_tokens_have_the_common_traits() {
    use crate::runtime::access_token::{
        AccessToken, AccessTokenError, ChatGrant, Grant, Jwt, PlaybackGrant,
        SigningAlgorithm, SyncGrant, TaskRouterGrant, VideoGrant, VoiceGrant,
    };

    is_shared::<AccessToken>();
    is_shared::<ChatGrant>();
    is_shared::<Grant>();
    is_shared::<Jwt>();
    is_shared::<PlaybackGrant>();
    is_shared::<SyncGrant>();
    is_shared::<TaskRouterGrant>();
    is_shared::<VideoGrant>();
    is_shared::<VoiceGrant>();
    is_value::<SigningAlgorithm>();
    is_error::<AccessTokenError>();
}
