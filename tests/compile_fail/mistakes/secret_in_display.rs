//! Credentials have no text form.

use twilio_conversations::Credentials;

fn log(credentials: &Credentials) -> String {
    format!("{credentials}")
}

fn main() {}
