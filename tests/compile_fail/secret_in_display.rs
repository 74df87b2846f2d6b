//! Credentials are not for printing.

use twilio_conversations::Credentials;

fn main() {
    let credentials = Credentials::auth_token("AC0123456789abcdef0123456789abcdef", "secret");
    println!("{credentials}");
}
