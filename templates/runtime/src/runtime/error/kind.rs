//! The sorts of failure.

/// The sort of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The API answered that it did not carry the request out.
    Api,
    /// There is no answer: the connection failed. [`is_outcome_unknown`](super::Error::is_outcome_unknown) tells whether
    /// the request may have been carried out.
    Transport,
    /// There is no answer yet, and the time is over. [`is_outcome_unknown`](super::Error::is_outcome_unknown) tells
    /// whether the request may have been carried out.
    Timeout,
    /// The answer is larger than [allowed](crate::runtime::RequestOptions::max_response_size). The request may have been carried
    /// out.
    ResponseTooLarge,
    /// The request succeeded, but the answer is not what the API's document says.
    Decode,
    /// The request was not sent, because it could not have been right.
    InvalidRequest,
    /// The request was not sent, because no access token could be had. The cause says why.
    Credentials,
    /// The client cannot work as it is configured.
    Configuration,
    /// The next page of a list was not asked for, because its link cannot be trusted.
    Page,
}
