//! The extraction of events by axum.

/// Implements the extraction of the enum of events.
#[rustfmt::skip]
macro_rules! extractor {
    ($name:ident) => {
        /// Extracts the event of a request that Twilio signed: see
        /// [`webhook::axum`](crate::webhook::axum).
        #[cfg(feature = "axum")]
        impl<S: Send + Sync> axum_core::extract::FromRequest<S> for $name {
            type Rejection = $crate::runtime::webhook::axum::EventRejection;

            async fn from_request(
                request: axum_core::extract::Request,
                _: &S,
            ) -> Result<Self, Self::Rejection> {
                let request = $crate::runtime::webhook::axum::received(request).await?;
                let form = $crate::runtime::webhook::events::form_in(&request);
                let event = form.and_then(Self::parse);
                event.map_err($crate::runtime::webhook::axum::not_an_event)
            }
        }
    };
}

pub(crate) use extractor;
