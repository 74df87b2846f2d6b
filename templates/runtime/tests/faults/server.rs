//! A server that treats each connection as its script says, and counts the requests that arrive whole.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use client_runtime::runtime::{Client, ClientBuilder, Credentials, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// What the server does with a connection, step by step; then it closes the connection.
#[derive(Clone, Default)]
pub struct Script(Vec<Step>);

#[derive(Clone)]
enum Step {
    /// Reads so many bytes.
    Read(usize),
    /// Reads a whole request.
    Request,
    /// Writes what that request is answered with.
    Write(Writer),
    /// Waits for [`Server::go_on`].
    Wait,
    /// Reads until the client hangs up.
    Drain,
    /// Resets the connection.
    Reset,
}

type Writer = Arc<dyn Fn(&Request) -> Vec<u8> + Send + Sync>;

/// Resets the connection before anything is read.
pub fn reset_before_reading() -> Script {
    reset_after(0)
}

/// Resets the connection when so many bytes of a request are there.
pub fn reset_after(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Reset)
}

/// Reads a request and answers it.
pub fn respond(response: &Response) -> Script {
    let bytes = response.bytes();
    answer_with(move |_| bytes.clone())
}

/// Reads a request and answers it with what a function makes of it.
pub fn answer_with(
    writer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static,
) -> Script {
    Script::default().then(Step::Request).then(Step::Write(Arc::new(writer)))
}

/// Reads a request and does nothing with it until the client hangs up.
pub fn stall() -> Script {
    Script::default().then(Step::Request).then(Step::Drain)
}

/// Reads a request and answers it with half of a head.
pub fn half_head() -> Script {
    answer_with(|_| b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec())
}

/// Reads a request and answers it with a head and half of the body.
pub fn half_body() -> Script {
    let mut bytes = json(200, r#"{"sid": "WI1"}"#).bytes();
    bytes.truncate(bytes.len() - 7);
    answer_with(move |_| bytes.clone())
}

/// Reads so many bytes of a request, and the others when [`Server::go_on`] is called.
pub fn read_slowly(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Wait).then(Step::Drain)
}

impl Script {
    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// Treats what comes next on the connection as that script says.
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Resets the connection instead of closing it.
    pub fn and_reset(self) -> Self {
        self.then(Step::Reset)
    }

    /// Keeps the connection open until the client hangs up.
    pub fn and_stall(self) -> Self {
        self.then(Step::Drain)
    }

    /// Does one step after the other.
    async fn play(self, connection: &mut Connection) -> io::Result<()> {
        for step in self.0 {
            match step {
                Step::Read(bytes) => connection.fill(bytes).await?,
                Step::Request => connection.take_request().await?,
                Step::Write(writer) => {
                    let bytes = writer(&connection.request);
                    connection.stream.write_all(&bytes).await?;
                }
                Step::Wait => connection.wait().await,
                Step::Drain => connection.drain().await?,
                Step::Reset => return connection.reset(),
            }
        }
        Ok(())
    }
}

/// A request that arrived whole.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method, such as `GET`.
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// The form.
    pub body: String,
}

impl Request {
    /// Reads a request, if it is whole, and says how many bytes it has.
    fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).expect("heads are ASCII");
        let length = |line: &str| line.strip_prefix("content-length: ")?.parse().ok();
        let length: usize = head.lines().find_map(length).unwrap_or(0);
        let body = bytes[end + 4..].get(..length)?;
        let mut line = head.split(' ').map(ToOwned::to_owned);
        let request = Self {
            method: line.next()?,
            target: line.next()?,
            body: String::from_utf8_lossy(body).into_owned(),
        };
        Some((request, end + 4 + length))
    }
}

/// A response.
pub struct Response {
    head: String,
    body: Vec<u8>,
}

/// A response with a body of JSON.
pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response::new(status, body).header("Content-Type", "application/json")
}

impl Response {
    /// A response of that status.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let head =
            format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len());
        Self { head, body }
    }

    /// With that header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.head, "{name}: {value}\r\n");
        self
    }

    /// As it goes over the wire.
    pub fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), b"\r\n", &self.body].concat()
    }
}

/// What the server has seen so far.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// How many connections were made.
    pub connections: usize,
    /// The requests that arrived whole.
    pub arrived: Vec<Request>,
    /// How many connections are over.
    pub over: usize,
}

/// A server that listens until it is dropped.
pub struct Server {
    origin: String,
    log: watch::Receiver<Log>,
    go_on: watch::Sender<bool>,
    accepting: AbortHandle,
}

impl Server {
    /// A server that treats its connections as the scripts say, in their order, and all others as the last one says.
    pub async fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts: Vec<_> = scripts.into_iter().collect();
        let last = scripts.len() - 1;
        Self::with(move |number| scripts[number.min(last)].clone()).await
    }

    /// A server that treats its connections as a function of their number says.
    pub async fn with(script: impl Fn(usize) -> Script + Send + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    /// The same, where somebody listens already.
    pub fn on(
        listener: TcpListener,
        script: impl Fn(usize) -> Script + Send + 'static,
    ) -> Self {
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (log_sender, log) = watch::channel(Log::default());
        let (go_on, signal) = watch::channel(false);
        let accepting = tokio::spawn(async move {
            for number in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                log_sender.send_modify(|log| log.connections += 1);
                let script = script(number);
                let connection =
                    Connection::new(stream, log_sender.clone(), signal.clone());
                tokio::spawn(connection.serve(script));
            }
        });
        Self {
            origin,
            log,
            go_on,
            accepting: accepting.abort_handle(),
        }
    }

    /// The scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The configuration of a client of this server, which does not wait long before it repeats a request.
    pub fn builder(&self) -> ClientBuilder {
        let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
        Client::builder()
            .credentials(Credentials::auth_token("AC1", "token"))
            .base_url(&self.origin)
            .retry_policy(policy)
    }

    /// A client of this server.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Ends the waiting of scripts.
    pub fn go_on(&self) {
        self.go_on.send_replace(true);
    }

    /// What was seen so far.
    pub fn log(&self) -> Log {
        self.log.borrow().clone()
    }

    /// How many requests of that method arrived whole.
    pub fn count(&self, method: &str) -> usize {
        let arrived = &self.log.borrow().arrived;
        arrived.iter().filter(|request| request.method == method).count()
    }

    /// Waits until something is seen.
    pub async fn until(&self, is_seen: impl FnMut(&Log) -> bool) {
        self.log.clone().wait_for(is_seen).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A connection of the server.
struct Connection {
    stream: TcpStream,
    /// What was read and belongs to no request yet.
    unread: Vec<u8>,
    /// The request that was read last.
    request: Request,
    log: watch::Sender<Log>,
    signal: watch::Receiver<bool>,
}

impl Connection {
    fn new(
        stream: TcpStream,
        log: watch::Sender<Log>,
        signal: watch::Receiver<bool>,
    ) -> Self {
        Self {
            stream,
            unread: Vec::new(),
            request: Request::default(),
            log,
            signal,
        }
    }

    /// Plays the script. That the client hangs up on the way is nothing special.
    async fn serve(mut self, script: Script) {
        let _ = script.play(&mut self).await;
        let Self { stream, log, .. } = self;
        drop(stream);
        log.send_modify(|log| log.over += 1);
    }

    /// Reads some more bytes.
    async fn read(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.unread).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Reads until so many bytes are there.
    async fn fill(&mut self, bytes: usize) -> io::Result<()> {
        while self.unread.len() < bytes {
            self.read().await?;
        }
        Ok(())
    }

    /// Reads a whole request and notes it.
    async fn take_request(&mut self) -> io::Result<()> {
        loop {
            if let Some((request, length)) = Request::read(&self.unread) {
                self.unread.drain(..length);
                self.request = request.clone();
                self.log.send_modify(|log| log.arrived.push(request));
                return Ok(());
            }
            self.read().await?;
        }
    }

    /// Waits until it is told to go on.
    async fn wait(&mut self) {
        let _ = self.signal.wait_for(|go_on| *go_on).await;
    }

    /// Reads until the client hangs up, and notes what arrives whole.
    async fn drain(&mut self) -> io::Result<()> {
        loop {
            self.take_request().await?;
        }
    }

    /// Makes the connection end with a reset.
    fn reset(&mut self) -> io::Result<()> {
        self.stream.set_zero_linger()
    }
}
