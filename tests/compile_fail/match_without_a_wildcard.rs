//! The API may answer with values that this version does not know, and the next version may know more.

use twilio_conversations::messages::Order;

fn name(order: &Order) -> &str {
    match order {
        Order::Asc => "ascending",
        Order::Desc => "descending",
        Order::Unknown(other) => other,
    }
}

fn main() {
    name(&Order::Asc);
}
