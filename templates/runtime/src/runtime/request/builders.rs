//! The common methods of request builders, as macros.

/// Implements the common methods of builders over [`Request`]; `json Builder -> Answer` is one with a JSON body.
///
/// The methods that send are inlined, so that a program compiles the decoding of only those responses that it requests.
#[rustfmt::skip]
macro_rules! request {
    (json $builder:ident -> $($answer:tt)+) => {
        $crate::runtime::json_request!($builder);
        $crate::runtime::request!(@answer $builder -> $($answer)+);
    };
    (@answer $builder:ident -> ()) => {
        $crate::runtime::request!(
            @with $builder, (), send_ignoring_body, send_ignoring_body_with_response, ()
        );
    };
    (@answer $builder:ident -> text($accept:literal)) => {
        $crate::runtime::request!(
            @with $builder, String, send_for_text, send_for_text_with_response, ($accept)
        );
    };
    (@answer $builder:ident -> bytes($accept:literal)) => {
        $crate::runtime::request!(
            @with $builder, bytes::Bytes, send_for_bytes, send_for_bytes_with_response, ($accept)
        );
    };
    (@answer $builder:ident -> $response:ty) => {
        $crate::runtime::request!(
            @with $builder, $response, send, send_with_response, ()
        );
    };
    (
        @with $builder:ident, $response:ty, $send:ident, $send_with_response:ident,
        $arguments:tt
    ) => {
        impl $builder {
            /// Sets options that are not parameters of the operation, such as timeouts.
            pub fn options(self, options: $crate::runtime::RequestOptions) -> Self {
                Self(self.0.options(options))
            }

            /// Sends the request; awaiting the builder does the same. The returned future can be passed to
            /// `tokio::spawn`, which does not take a builder.
            ///
            /// # Errors
            ///
            /// Resolves to an [`Error`](crate::runtime::Error) if the request fails.
            #[inline]
            pub fn send(self) -> $crate::runtime::ResponseFuture<$response> {
                self.0.$send $arguments
            }

            /// Sends the request, and returns the response along with the decoded value: status, headers, request ID,
            /// number of attempts and body.
            #[inline]
            pub fn send_with_response(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::Response<$response>> {
                self.0.$send_with_response $arguments
            }
        }

        $crate::runtime::any_request!($builder -> $response);
    };
    ($builder:ident -> $($answer:tt)+) => {
        $crate::runtime::form_request!($builder);
        $crate::runtime::request!(@answer $builder -> $($answer)+);
    };
}

/// Implements what builders with a form in the body have in common.
#[rustfmt::skip]
macro_rules! form_request {
    ($builder:ident) => {
        impl $builder {
            /// Adds a form parameter that this crate does not support yet. Adding the same name twice sends both values,
            /// also if one of them was set by a method of its own.
            pub fn add_form_parameter(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl Into<String>,
            ) -> Self {
                Self(self.0.add_form_parameter(name.into(), value.into()))
            }
        }
    };
}

/// Implements what builders with JSON in the body have in common.
#[rustfmt::skip]
macro_rules! json_request {
    ($builder:ident) => {
        impl $builder {
            /// Adds a member to the JSON object in the body that this crate does not support yet. Adding the same name
            /// twice sends the last value, also if one of them was set by a method of its own.
            pub fn add_json_member(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl serde::Serialize,
            ) -> Self {
                Self(self.0.add_json_member(name.into(), value))
            }
        }
    };
}

/// Implements what builders over [`Request`] and over [`ListRequest`](crate::runtime::ListRequest) have in common, given
/// their `send`.
#[rustfmt::skip]
macro_rules! any_request {
    ($builder:ident -> $response:ty) => {
        impl $builder {
            /// Calls a setter if `value` is `Some`: `request.maybe(name, |request, name| request.friendly_name(name))`, or
            /// with the path of the setter in place of a closure.
            pub fn maybe<V>(
                self,
                value: Option<V>,
                set: impl FnOnce(Self, V) -> Self,
            ) -> Self {
                match value {
                    Some(value) => set(self, value),
                    None => self,
                }
            }

            /// Adds a query parameter that this crate does not have yet. Adding the same name twice sends both values,
            /// also if one of them was set by a method of its own.
            pub fn add_query_parameter(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl Into<String>,
            ) -> Self {
                Self(self.0.add_query_parameter(name.into(), value.into()))
            }

            /// Adds a header that this crate does not have yet. Adding the same name twice sends both values.
            ///
            /// `Authorization`, `Connection`, `Content-Length`, `Content-Type`, `Host`, `Proxy-Authorization` and
            /// `Transfer-Encoding` are set by the client: the request fails with
            /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) before anything is sent.
            pub fn add_header(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl Into<String>,
            ) -> Self {
                Self(self.0.add_header(name.into(), value.into()))
            }
        }

        impl IntoFuture for $builder {
            type Output = $crate::runtime::Result<$response>;
            type IntoFuture = $crate::runtime::ResponseFuture<$response>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

pub(crate) use {any_request, form_request, json_request, request};
