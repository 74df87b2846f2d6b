//! Idempotency keys, with which operations are retried that are not idempotent by their method.

use std::collections::HashSet;

use client_runtime::manual::UpdateManual;
use client_runtime::runtime::Client;
use client_runtime::runtime::transport::TransportErrorKind;

use crate::network::{Network, answer, failure, silence};

fn publish(client: &Client) -> UpdateManual {
    client.widget("WI1").manual().update()
}

fn keys(network: &Network) -> Vec<String> {
    let headers = network.sent().into_iter();
    headers
        .map(|sent| {
            let mut keys = sent.request.headers().get_all("idempotency-key").iter();
            let key = keys.next().unwrap().to_str().unwrap().to_owned();
            assert_eq!(keys.next(), None);
            key
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_request_with_a_key_is_retried_with_the_same_key() {
    let fates = [
        answer(503),
        failure(TransportErrorKind::Other),
        silence(),
        answer(204).body(""),
    ];
    let network = Network::new(fates);
    publish(&network.client()).await.unwrap();
    let keys = keys(&network);
    assert_eq!(keys.len(), 4);
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
}

#[tokio::test(start_paused = true)]
async fn each_request_has_a_random_uuid() {
    let network = Network::new([answer(204).body("")]);
    let client = network.client();
    let request = publish(&client);
    for _ in 0..100 {
        request.clone().await.unwrap();
    }
    let other = client.clone();
    std::thread::spawn(move || pollster::block_on(publish(&other).send()).unwrap())
        .join()
        .unwrap();
    let keys = keys(&network);
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 101);
    for key in keys {
        let groups: Vec<_> = key.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{key}");
        let digits = key.bytes().filter(|byte| *byte != b'-');
        assert!(
            digits.clone().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
            "{key}"
        );
        // The version and the variant.
        assert_eq!(&key[14..15], "4", "{key}");
        assert!("89ab".contains(&key[19..20]), "{key}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_of_the_caller_is_sent_instead() {
    let network = Network::new([answer(503), answer(204).body("")]);
    publish(&network.client()).idempotency_key("order-1042").await.unwrap();
    assert_eq!(keys(&network), ["order-1042", "order-1042"]);
    let network = Network::new([answer(204).body("")]);
    publish(&network.client()).add_header("idempotency-key", "mine").await.unwrap();
    assert_eq!(keys(&network), ["mine"]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_may_still_have_changed_something() {
    let network = Network::new([answer(503)]);
    let error = publish(&network.client()).await.unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert!(error.is_outcome_unknown());
}
