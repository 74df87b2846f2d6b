//! Server that runs a script for each connection, and counts the complete requests.

use std::io;
use std::time::Duration;

use client_runtime::runtime::{Client, ClientBuilder, Credentials, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::message::Request;
use crate::script::{Script, Step};

/// Observations of the server.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Number of connections.
    pub connections: usize,
    /// Complete requests.
    pub arrived: Vec<Request>,
    /// Number of times that a script started to wait.
    pub waiting: usize,
    /// Number of closed connections.
    pub over: usize,
}

/// Server that listens until it is dropped.
pub struct Server {
    origin: String,
    log: watch::Receiver<Log>,
    go_on: watch::Sender<bool>,
    accepting: AbortHandle,
}

impl Server {
    /// Starts a server that runs these scripts for its connections, in order, and the last one for all others.
    pub async fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts: Vec<_> = scripts.into_iter().collect();
        let last = scripts.len() - 1;
        Self::with(move |number| scripts[number.min(last)].clone()).await
    }

    /// Starts a server that runs the script that a function returns for the number of the connection.
    pub async fn with(script: impl Fn(usize) -> Script + Send + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    /// Starts such a server with an existing listener.
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

    /// Returns scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the configuration of a client of this server, with short delays before retries.
    pub fn builder(&self) -> ClientBuilder {
        let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
        Client::builder()
            .credentials(Credentials::auth_token("AC1", "token"))
            .base_url(&self.origin)
            .retry_policy(policy)
    }

    /// Returns a client of this server.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Resumes waiting scripts.
    pub fn go_on(&self) {
        self.go_on.send_replace(true);
    }

    /// Returns the observations so far.
    pub fn log(&self) -> Log {
        self.log.borrow().clone()
    }

    /// Returns the number of complete requests with this method.
    pub fn count(&self, method: &str) -> usize {
        let arrived = &self.log.borrow().arrived;
        arrived.iter().filter(|request| request.method == method).count()
    }

    /// Waits until the log satisfies a condition.
    pub async fn until(&self, is_seen: impl FnMut(&Log) -> bool) {
        in_time(self.log.clone().wait_for(is_seen)).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Returns the output of a future; panics after a timeout, because a test that hangs does not report its failure.
pub async fn in_time<F: Future>(work: F) -> F::Output {
    let limit = Duration::from_secs(20);
    tokio::time::timeout(limit, work).await.expect("it takes too long")
}

/// Connection of the server.
struct Connection {
    stream: TcpStream,
    /// Received bytes that belong to no request yet.
    unread: Vec<u8>,
    /// Request that was read last.
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

    /// Runs the script. It is not an error if the client closes the connection.
    async fn serve(mut self, script: Script) {
        let _ = self.play(script).await;
        let Self { stream, log, .. } = self;
        drop(stream);
        log.send_modify(|log| log.over += 1);
    }

    /// Runs the steps in order.
    async fn play(&mut self, script: Script) -> io::Result<()> {
        for step in script.0 {
            match step {
                Step::Read(bytes) => self.fill(bytes).await?,
                Step::Request => self.take_request().await?,
                Step::Write(writer) => {
                    let bytes = writer(&self.request);
                    self.stream.write_all(&bytes).await?;
                }
                Step::Wait => self.wait().await,
                Step::Drain => self.drain().await?,
                Step::Reset => return self.stream.set_zero_linger(),
            }
        }
        Ok(())
    }

    /// Reads more bytes.
    async fn read(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.unread).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Reads until this number of bytes has arrived.
    async fn fill(&mut self, bytes: usize) -> io::Result<()> {
        while self.unread.len() < bytes {
            self.read().await?;
        }
        Ok(())
    }

    /// Reads a complete request and records it.
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

    /// Waits for the signal to go on.
    async fn wait(&mut self) {
        self.log.send_modify(|log| log.waiting += 1);
        let _ = self.signal.wait_for(|go_on| *go_on).await;
    }

    /// Reads until the client closes the connection, and records complete requests.
    async fn drain(&mut self) -> io::Result<()> {
        loop {
            self.take_request().await?;
        }
    }
}
