//! A server on this machine with one conversation and its messages.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use crate::messages::{CONVERSATION, page};

/// Number of pages of the list of messages.
pub const PAGES: usize = 100;
/// Number of messages on each page.
pub const PAGE_SIZE: usize = 1000;

/// Starts the server. Its threads end with the process.
///
/// # Panics
///
/// If no port is free.
#[must_use]
pub fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let bodies = Arc::new([conversation(), page(PAGE_SIZE, None)]);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = Arc::clone(&bodies);
            // A connection that the client closes ends its thread.
            thread::spawn(move || respond(stream, &bodies));
        }
    });
    address
}

/// Responds to the requests of a connection until it is closed.
fn respond(mut stream: TcpStream, [conversation, page]: &[String; 2]) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    loop {
        let request = lines.next()?.ok()?;
        while !lines.next()?.ok()?.is_empty() {}
        let body = if request.contains("/Messages") {
            &with_next_page(page, number(&request))
        } else {
            conversation
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all((head + body).as_bytes()).ok()?;
    }
}

/// Returns the number of the page that a request line names, from 0.
fn number(request: &str) -> usize {
    let digits = request.split("Page=").nth(1).unwrap_or_default();
    digits.split([' ', '&']).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Adds the link to the page after the one with this number.
fn with_next_page(page: &str, number: usize) -> String {
    if number + 1 == PAGES {
        return page.to_owned();
    }
    let next = format!(
        r#""next_page_url":"/v1/Conversations/{CONVERSATION}/Messages?Page={}""#,
        number + 1
    );
    page.replacen(r#""next_page_url":null"#, &next, 1)
}

fn conversation() -> String {
    serde_json::json!({"sid": CONVERSATION, "friendly_name": "Order 1042", "state": "active"})
        .to_string()
}
