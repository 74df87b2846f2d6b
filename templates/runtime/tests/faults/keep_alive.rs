//! Server that closes connections at random under many tasks: nothing is lost, and nothing is sent twice.

use std::collections::HashMap;
use std::time::Duration;

use client_runtime::runtime::{Client, Error, ErrorKind, RetryBudget, RetryPolicy};
use tokio::task::JoinSet;

use crate::message::{Request, json};
use crate::script::{Script, answer_with, reset_after};
use crate::server::Server;

const TASKS: usize = 200;
const ROUNDS: usize = 4;

/// Responds to a creation with its owner as the SID, and to a fetch with the requested SID.
fn echo(request: &Request) -> Vec<u8> {
    let sid = match request.body.strip_prefix("Owner=") {
        Some(owner) => owner,
        None => request.target.rsplit('/').next().unwrap(),
    };
    json(200, format!(r#"{{"sid": "{sid}"}}"#)).bytes()
}

/// Responds to a few requests and closes the connection in one of many ways.
fn moody(number: usize) -> Script {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let answered = random.usize(0..6);
    let script =
        (0..answered).fold(Script::default(), |script, _| script.and(answer_with(echo)));
    match random.u32(0..7) {
        0 => script,
        1 => script.and_reset(),
        2 => script.and(reset_after(random.usize(1..150))),
        3 => script.and(answer_with(|_| Vec::new())),
        4 => script.and(answer_with(|_| Vec::new())).and_reset(),
        5 => script.and(answer_with(half_an_echo)),
        _ => script.and(answer_with(half_an_echo)).and_reset(),
    }
}

fn half_an_echo(request: &Request) -> Vec<u8> {
    let mut bytes = echo(request);
    bytes.truncate(bytes.len() - 5);
    bytes
}

/// Outcome of the creation of each name.
type Creations = HashMap<String, Result<(), Error>>;

/// Creates and fetches repeatedly, with unique names.
async fn work(client: Client, task: usize) -> Creations {
    let mut creations = Creations::new();
    for round in 0..ROUNDS {
        let name = format!("WI{task}x{round}");
        let created = client.widgets().create().owner(&name).await;
        let created = created.map(|widget| assert_eq!(widget.sid, name.as_str()));
        let read = client.widget(name.as_str()).fetch().await.unwrap();
        assert_eq!(read.sid, name.as_str(), "each task has its own answer");
        creations.insert(name, created);
    }
    creations
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_is_sent_twice() {
    let server = Server::with(moody).await;
    let policy = RetryPolicy::new().max_attempts(100);
    let policy = policy.base_delay(Duration::from_millis(1));
    let policy = policy.max_delay(Duration::from_millis(10));
    let builder = server.builder().retry_policy(policy);
    let client = builder.retry_budget(RetryBudget::unlimited()).build().unwrap();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(work(client.clone(), task));
    }
    let creations: Creations = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(creations.len(), TASKS * ROUNDS);
    check(&creations, &arrivals(&server));
    assert!(server.log().connections > TASKS, "{}", server.log().connections);
}

/// Returns the number of times that the creation of each name arrived.
fn arrivals(server: &Server) -> HashMap<String, usize> {
    let mut arrivals = HashMap::new();
    for request in server.log().arrived {
        if let Some(name) = request.body.strip_prefix("Owner=") {
            *arrivals.entry(name.to_owned()).or_default() += 1;
        }
    }
    arrivals
}

/// Compares the outcomes of the tasks with the log of the server.
fn check(creations: &Creations, arrivals: &HashMap<String, usize>) {
    let mut lost = 0;
    for (name, outcome) in creations {
        let times = arrivals.get(name).copied().unwrap_or(0);
        match outcome {
            Ok(()) => assert_eq!(times, 1, "{name}"),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
                assert!(error.is_outcome_unknown(), "{error:?}");
                assert!(times <= 1, "{name} arrived {times} times");
                lost += 1;
            }
        }
    }
    // The server failed as often as it should, and not more.
    assert!(lost > 10 && lost < creations.len() / 2, "{lost} of {}", creations.len());
}
