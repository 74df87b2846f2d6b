//! Nouns in the names of resources: singular, plural, article, and their spelling in sentences.
//!
//! A name is in snake case; its last word decides its number, or the one before a preposition.

use std::borrow::Cow;

/// Words without another number, which end like others that have one.
const INVARIABLE: [&str; 14] = [
    "aws",
    "data",
    "dns",
    "feedback",
    "https",
    "knowledge",
    "media",
    "metadata",
    "mms",
    "rcs",
    "sms",
    "statistics",
    "tls",
    "usage",
];

/// Of them, those that have no article: there is no "a feedback".
const UNCOUNTABLE: [&str; 7] =
    ["aws", "data", "feedback", "knowledge", "media", "metadata", "usage"];

/// Words that end a noun, so that what comes behind them does not decide its number.
const PREPOSITIONS: [&str; 3] = ["of", "to", "with"];

/// Words that are spelled differently in sentences.
const SPELLINGS: [(&str, &str); 16] = [
    ("a2p", "A2P"),
    ("api", "API"),
    ("aws", "AWS"),
    ("byoc", "BYOC"),
    ("dns", "DNS"),
    ("id", "ID"),
    ("ids", "IDs"),
    ("ip", "IP"),
    ("otp", "OTP"),
    ("otps", "OTPs"),
    ("sip", "SIP"),
    ("sms", "SMS"),
    ("uri", "URI"),
    ("url", "URL"),
    ("urls", "URLs"),
    ("us", "US"),
];

/// Returns the singular of a name: `address_configurations` becomes `address_configuration`.
pub fn singular(name: &str) -> String {
    with_head(name, |word| pluralizer::pluralize(word, 1, false))
}

/// Returns the plural of a name: `phone_number` becomes `phone_numbers`.
pub fn plural(name: &str) -> String {
    with_head(name, |word| pluralizer::pluralize(word, 2, false))
}

/// Changes the word that decides the number: the last one, or the one before a preposition.
fn with_head(name: &str, change: impl Fn(&str) -> String) -> String {
    let mut words: Vec<Cow<'_, str>> = name.split('_').map(Cow::Borrowed).collect();
    let end = preposition(name).unwrap_or(words.len());
    if let Some(head) = words[..end].last_mut()
        && !INVARIABLE.contains(&head.as_ref())
    {
        *head = change(head).into();
    }
    words.join("_")
}

/// Returns the index of the first preposition between two words of a name.
fn preposition(name: &str) -> Option<usize> {
    let words: Vec<&str> = name.split('_').collect();
    let inner = 1..words.len().saturating_sub(1).max(1);
    inner.into_iter().find(|&index| PREPOSITIONS.contains(&words[index]))
}

/// Returns the indefinite article of a name, or nothing for one without: a plural, and what cannot be counted.
pub fn article(name: &str) -> &'static str {
    let end = preposition(name).unwrap_or(usize::MAX);
    let head = name.split('_').take(end).last().unwrap_or_default();
    if UNCOUNTABLE.contains(&head) || singular(head) != head {
        return "";
    }
    let first = name.split(['_', ' ']).next().unwrap_or_default();
    match first {
        "us" | "user" | "usage" | "uri" | "url" | "usecase" | "utility" => "a",
        "sms" | "mms" => "an",
        _ if first.starts_with(['a', 'e', 'i', 'o']) => "an",
        _ => "a",
    }
}

/// Returns a name as it is spelled in sentences: `ip_address` becomes "IP address".
pub fn spelled(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let spelling = SPELLINGS.iter().find(|(plain, _)| *plain == word);
        spelling.map_or(word, |(_, spelling)| spelling)
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{article, plural, singular, spelled};

    #[test]
    fn one_word_decides_the_number() {
        for (many, one) in [
            ("conversations", "conversation"),
            ("address_configurations", "address_configuration"),
            ("addresses", "address"),
            ("policies", "policy"),
            ("phone_numbers", "phone_number"),
            ("conversations_with_participants", "conversation_with_participants"),
        ] {
            assert_eq!((singular(many), plural(one)), (one.to_owned(), many.to_owned()));
        }
        for name in ["status", "media", "configuration", "validate_dns", "metadata"] {
            assert_eq!(singular(name), name);
        }
    }

    #[test]
    fn the_article_fits_the_sound_and_the_number() {
        for (name, expected) in [
            ("room", "a"),
            ("address", "an"),
            ("user_channel", "a"),
            ("sms_command", "an"),
            ("us_app_to_person", "a"),
            ("conversation_with_participants", "a"),
            ("domain_certs", ""),
            ("message_feedback", ""),
        ] {
            assert_eq!(article(name), expected, "{name}");
        }
    }

    #[test]
    fn acronyms_are_upper_case_in_sentences() {
        assert_eq!(spelled("ip_access_control_list"), "IP access control list");
        assert_eq!(spelled("outgoing_caller_ids"), "outgoing caller IDs");
    }
}
