//! A server on a socket.

use std::error::Error as StdError;
use std::pin::pin;

use client_runtime::runtime::transport::{
    Bytes, TransportError, TransportErrorKind, http,
};
use client_runtime::runtime::{Client, ClientBuilder, Credentials, Error, RetryPolicy};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Server that accepts one connection at a time.
pub struct Server(TcpListener);

impl Server {
    pub async fn start() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    /// Address of the server.
    pub fn authority(&self) -> String {
        self.0.local_addr().unwrap().to_string()
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.authority())
    }

    /// Returns the configuration of a client that sends its requests here.
    pub fn builder(&self) -> ClientBuilder {
        builder().base_url(self.origin())
    }

    /// Returns a request to this server, as passed to a transport.
    pub fn request(&self) -> http::Request<Bytes> {
        http::Request::post(self.origin()).body(Bytes::from_static(b"a=b")).unwrap()
    }

    /// Accepts one connection.
    pub async fn accept(&self) -> TcpStream {
        self.0.accept().await.unwrap().0
    }

    /// Reads one request, sends the response, and closes the connection.
    pub async fn serve(&self, response: &str) -> String {
        let (request, mut stream) = self.take().await;
        stream.write_all(response.as_bytes()).await.unwrap();
        request
    }

    /// Reads the request of a call, sends the response, and returns the output of the call.
    pub async fn answer<T>(
        &self,
        response: &str,
        call: impl Future<Output = T>,
    ) -> (String, T) {
        let mut call = pin!(call);
        tokio::select! {
            biased;
            request = self.serve(response) => (request, call.await),
            _ = &mut call => panic!("nothing was asked of this server"),
        }
    }

    /// Reads one request and does not respond.
    pub async fn take(&self) -> (String, TcpStream) {
        let mut stream = self.accept().await;
        (read_request(&mut stream).await, stream)
    }
}

/// Returns the configuration of a client with credentials.
pub fn builder() -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::auth_token("AC1", "token"))
        .retry_policy(RetryPolicy::never())
}

/// Reads one request.
pub async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> String {
    next_request(stream).await.expect("the connection ended before a whole request")
}

/// Reads one request, unless the connection ends before it is complete.
pub async fn next_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut request = String::new();
    while !is_whole(&request) {
        let mut chunk = [0; 1024];
        let length = stream.read(&mut chunk).await.ok().filter(|length| *length > 0)?;
        request.push_str(std::str::from_utf8(&chunk[..length]).unwrap());
    }
    Some(request)
}

/// Returns `true` if the head of a request has arrived, with as much body as it announces.
fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let length = |line: &str| line.strip_prefix("content-length: ")?.parse().ok();
    body.len() >= head.lines().find_map(length).unwrap_or(0)
}

/// Returns a response with a JSON body.
pub fn json(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Returns the messages of an error and of all its sources.
pub fn chain(error: &dyn StdError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error} {error:?}");
        cause = error.source();
    }
    text
}

/// Returns the kind of the transport error that caused a failure.
pub fn transport_kind(error: &Error) -> TransportErrorKind {
    let cause = StdError::source(error).unwrap();
    cause.downcast_ref::<TransportError>().unwrap().kind()
}
