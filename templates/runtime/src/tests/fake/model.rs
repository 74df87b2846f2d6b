//! Random sequences of calls have the effects that they have on a plain model of the shops' orders and items.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{send, shops};
use crate::runtime::fake::FakeTwilio;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// A call. Orders are named by their unique names, items by their positions.
#[derive(Clone, Copy, Debug)]
enum Call {
    CreateOrder(&'static str),
    Rename(&'static str, &'static str),
    Close(&'static str),
    DeleteOrder(&'static str),
    FetchOrder(&'static str),
    AddItem(&'static str),
    DeleteItem(&'static str, usize),
    /// With this page size, from the newest on if `true`.
    ListItems(&'static str, usize, bool),
    ListOrders(usize),
}

fn call() -> impl Strategy<Value = Call> {
    let name = || prop::sample::select(NAMES.to_vec());
    prop_oneof![
        3 => name().prop_map(Call::CreateOrder),
        1 => (name(), name()).prop_map(|(from, to)| Call::Rename(from, to)),
        1 => name().prop_map(Call::Close),
        1 => name().prop_map(Call::DeleteOrder),
        1 => name().prop_map(Call::FetchOrder),
        6 => name().prop_map(Call::AddItem),
        2 => (name(), 0..6_usize).prop_map(|(name, item)| Call::DeleteItem(name, item)),
        2 => (name(), 1..4_usize, any::<bool>())
            .prop_map(|(name, size, newest)| Call::ListItems(name, size, newest)),
        1 => (1..4_usize).prop_map(Call::ListOrders),
    ]
}

/// What should be there.
#[derive(Default)]
struct Model(Vec<Order>);

struct Order {
    name: &'static str,
    is_closed: bool,
    /// The index and the SID of each item.
    items: Vec<(usize, String)>,
    added: usize,
}

impl Model {
    fn order(&mut self, name: &str) -> Option<&mut Order> {
        self.0.iter_mut().find(|order| order.name == name)
    }

    /// Makes a call on both, and checks that the fake does what the model does.
    async fn check(&mut self, fake: &FakeTwilio, call: Call) {
        match call {
            Call::CreateOrder(name) => {
                let expected = if self.order(name).is_some() {
                    409
                } else {
                    self.0.push(Order {
                        name,
                        is_closed: false,
                        items: Vec::new(),
                        added: 0,
                    });
                    201
                };
                let form = [("UniqueName", name)];
                assert_eq!(send(fake, "POST", "/v1/Orders", &form).await.0, expected);
            }
            Call::Rename(from, to) => self.rename(fake, from, to).await,
            Call::Close(name) => {
                let expected = match self.order(name) {
                    None => 404,
                    Some(order) if order.is_closed => 400,
                    Some(order) => {
                        order.is_closed = true;
                        200
                    }
                };
                let form = [("State", "closed")];
                assert_eq!(send(fake, "POST", &path(name), &form).await.0, expected);
            }
            Call::DeleteOrder(name) => {
                let expected = if self.order(name).is_some() { 204 } else { 404 };
                self.0.retain(|order| order.name != name);
                assert_eq!(send(fake, "DELETE", &path(name), &[]).await.0, expected);
            }
            Call::FetchOrder(name) => {
                let (status, order) = send(fake, "GET", &path(name), &[]).await;
                let expected = self.order(name).map(|order| order.is_closed);
                let found = (status == 200).then(|| order["state"] == "closed");
                assert_eq!(found, expected);
            }
            Call::AddItem(name) => self.add_item(fake, name).await,
            Call::DeleteItem(name, position) => {
                let Some(order) =
                    self.order(name).filter(|it| position < it.items.len())
                else {
                    return;
                };
                let (_, sid) = order.items.remove(position);
                let path = format!("{}/Items/{sid}", path(name));
                assert_eq!(send(fake, "DELETE", &path, &[]).await.0, 204);
                assert_eq!(send(fake, "GET", &path, &[]).await.0, 404);
            }
            Call::ListItems(name, size, is_newest_first) => {
                let order = if is_newest_first { "desc" } else { "asc" };
                let query = format!("/Items?PageSize={size}&Order={order}");
                let found = pages(fake, &(path(name) + &query), size).await;
                let expected = self.order(name).map(|order| {
                    let mut items: Vec<_> =
                        order.items.iter().map(|(index, _)| json!(index)).collect();
                    if is_newest_first {
                        items.reverse();
                    }
                    items
                });
                let indexes = |items: Vec<Value>| {
                    items.into_iter().map(|item| item["index"].clone()).collect()
                };
                assert_eq!(found.map(indexes), expected);
            }
            Call::ListOrders(size) => {
                let found =
                    pages(fake, &format!("/v1/Orders?PageSize={size}"), size).await;
                let found = found.unwrap();
                let found =
                    found.iter().map(|order| order["unique_name"].as_str().unwrap());
                let expected = self.0.iter().map(|order| order.name);
                assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            }
        }
    }

    async fn rename(&mut self, fake: &FakeTwilio, from: &str, to: &'static str) {
        let is_taken = from != to && self.order(to).is_some();
        let expected = match self.order(from) {
            None => 404,
            Some(order) if order.is_closed => 400,
            Some(_) if is_taken => 409,
            Some(order) => {
                order.name = to;
                200
            }
        };
        let form = [("UniqueName", to)];
        assert_eq!(send(fake, "POST", &path(from), &form).await.0, expected);
    }

    async fn add_item(&mut self, fake: &FakeTwilio, name: &str) {
        let (status, item) = send(fake, "POST", &(path(name) + "/Items"), &[]).await;
        match self.order(name) {
            None => assert_eq!(status, 404),
            Some(order) if order.is_closed => assert_eq!(status, 400),
            Some(order) => {
                assert_eq!((status, &item["index"]), (201, &json!(order.added)));
                order
                    .items
                    .push((order.added, item["sid"].as_str().unwrap().to_owned()));
                order.added += 1;
            }
        }
    }
}

fn path(name: &str) -> String {
    format!("/v1/Orders/{name}")
}

/// Reads all pages of a list, forwards and then backwards. `None`: there is no such list.
async fn pages(fake: &FakeTwilio, target: &str, size: usize) -> Option<Vec<Value>> {
    let (status, mut page) = send(fake, "GET", target, &[]).await;
    if status == 404 {
        return None;
    }
    let items = |page: &Value| page["items"].as_array().unwrap().clone();
    let target = |url: &Value| {
        let url = url.as_str()?.strip_prefix("https://shops.example.com");
        Some(url.unwrap().to_owned())
    };
    let mut forwards = vec![items(&page)];
    while let Some(next) = target(&page["meta"]["next_page_url"]) {
        page = send(fake, "GET", &next, &[]).await.1;
        forwards.push(items(&page));
    }
    let mut backwards = vec![items(&page)];
    while let Some(previous) = target(&page["meta"]["previous_page_url"]) {
        page = send(fake, "GET", &previous, &[]).await.1;
        backwards.insert(0, items(&page));
    }
    assert_eq!(forwards, backwards);
    let (last, others) = forwards.split_last().unwrap();
    assert!(others.iter().all(|page| page.len() == size) && last.len() <= size);
    Some(forwards.concat())
}

proptest! {
    #[test]
    fn the_fake_does_what_a_plain_model_does(calls in prop::collection::vec(call(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (fake, mut model) = (shops(), Model::default());
            for call in calls {
                model.check(&fake, call).await;
            }
        });
    }
}
