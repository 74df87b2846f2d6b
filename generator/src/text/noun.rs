//! Nouns in the names of resources: singular, plural, article, and their spelling in sentences.
//!
//! A name is in snake case; its last word decides its number.

/// Words without another number, which end like others that have one.
const INVARIABLE: [&str; 14] = [
    "aws", "data", "dns", "feedback", "https", "knowledge", "media", "metadata", "mms",
    "rcs", "sms", "statistics", "tls", "usage",
];

/// Of them, those that have no article: there is no "a feedback".
const UNCOUNTABLE: [&str; 6] =
    ["data", "feedback", "knowledge", "media", "metadata", "usage"];

/// Words that end a noun, so that what comes behind them does not decide its number.
const PREPOSITIONS: [&str; 7] = ["by", "for", "from", "in", "of", "to", "with"];

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
    with_last_word(name, |word| pluralizer::pluralize(word, 1, false))
}

/// Returns the plural of a name: `phone_number` becomes `phone_numbers`.
pub fn plural(name: &str) -> String {
    with_last_word(name, |word| pluralizer::pluralize(word, 2, false))
}

fn with_last_word(name: &str, change: impl Fn(&str) -> String) -> String {
    let (qualifier, last) = name.rsplit_once('_').unwrap_or(("", name));
    if INVARIABLE.contains(&last) {
        return name.to_owned();
    }
    let separator = if qualifier.is_empty() { "" } else { "_" };
    format!("{qualifier}{separator}{}", change(last))
}

/// Returns the indefinite article of a name, or nothing for one without: a plural, and what cannot be counted.
pub fn article(name: &str) -> &'static str {
    let mut words = name.split('_');
    let has_preposition = words.any(|word| PREPOSITIONS.contains(&word));
    let last = name.rsplit('_').next().unwrap_or_default();
    if !has_preposition && (UNCOUNTABLE.contains(&last) || singular(last) != last) {
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
    fn the_last_word_decides_the_number() {
        for (many, one) in [
            ("conversations", "conversation"),
            ("address_configurations", "address_configuration"),
            ("addresses", "address"),
            ("policies", "policy"),
            ("phone_numbers", "phone_number"),
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
