//! The text of an access token is only written if it is asked for by name.

use twilio_conversations::access_token::Jwt;

fn body(jwt: &Jwt) -> String {
    twilio_conversations::serde_json::to_string(jwt).unwrap_or_default()
}

fn main() {}
