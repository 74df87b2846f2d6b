//! Constraints on the members of `package`.

use http::Uri;
use semver::Version;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};
use crate::text::name;

/// A constraint on a member of `package`, which is written into Rust, Markdown and TOML files.
struct Rule {
    member: &'static str,
    is_valid: fn(&str) -> bool,
    kind: &'static str,
    expected: &'static str,
}

const RULES: [Rule; 7] = [
    Rule {
        member: "name",
        is_valid: |name| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        },
        kind: "crate name",
        expected: "ASCII letters, digits, `-` and `_`, starting with a letter",
    },
    Rule {
        member: "version",
        is_valid: |version| Version::parse(version).is_ok(),
        kind: "version",
        expected: "a semantic version such as `1.2.3`",
    },
    Rule {
        member: "rust-version",
        is_valid: |version| {
            let is_number = |part: &str| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            version.split('.').count() <= 3 && version.split('.').all(is_number)
        },
        kind: "Rust version",
        expected: "a Rust version such as `1.85`",
    },
    Rule {
        member: "license",
        is_valid: name::is_plain,
        kind: "license",
        expected: "an SPDX expression such as `MIT OR Apache-2.0`",
    },
    url_rule("repository"),
    url_rule("documentation"),
    url_rule("homepage"),
];

const fn url_rule(member: &'static str) -> Rule {
    Rule {
        member,
        is_valid: |url| url.is_empty() || is_web_page(url),
        kind: "URL",
        expected: "a URL such as `https://example.com/project`, or an empty string",
    }
}

/// Returns `true` for a URL with `https` or `http` and a host, without user information and without characters that RFC
/// 3986 does not allow.
fn is_web_page(url: &str) -> bool {
    let is_allowed = |byte: u8| {
        byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
    };
    let has_host = |uri: Uri| {
        let is_web = matches!(uri.scheme_str(), Some("https" | "http"));
        let authority = uri.authority().filter(|_| is_web);
        authority.is_some_and(|authority| {
            !authority.host().is_empty() && !authority.as_str().contains('@')
        })
    };
    url.bytes().all(is_allowed) && url.parse().is_ok_and(has_host)
}

/// Returns a diagnostic for each member of `package` that violates its rule.
pub(super) fn malformed(configuration: &Value) -> impl Iterator<Item = Diagnostic> {
    RULES.iter().filter_map(|rule| {
        let pointer = Pointer::from("/package").join(rule.member);
        let text = configuration.pointer(pointer.as_str())?.as_str()?;
        (!(rule.is_valid)(text)).then(|| {
            let found = format!("invalid {} `{}`", rule.kind, text.escape_debug());
            Diagnostic::error(pointer, found)
                .expected(rule.expected)
                .help("correct the value in the configuration")
        })
    })
}

/// Returns a diagnostic for each member of `package` with a NUL character: Cargo passes these strings to the compiler in
/// environment variables, which cannot contain one.
pub(super) fn with_nul(configuration: &Value) -> impl Iterator<Item = Diagnostic> {
    let members = configuration.get("package").and_then(Value::as_object);
    let with_nul = members.into_iter().flatten().filter(|(_, value)| match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(texts) => {
            texts.iter().filter_map(Value::as_str).any(|text| text.contains('\0'))
        }
        _ => false,
    });
    with_nul.map(|(member, _)| {
        let pointer = Pointer::from("/package").join(member);
        Diagnostic::error(pointer, format!("`{member}` contains a NUL character"))
            .expected("a string without NUL characters, which Cargo cannot pass to the compiler")
            .help("remove the character from the configuration")
    })
}
