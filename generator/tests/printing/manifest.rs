//! Hostile text of the configuration in the crate's manifest.

use crate::repository::Repository;

/// Text that ends a string, a line, a table or a file in TOML.
const TEXTS: [&str; 6] = [
    "\"\n[dependencies]\nevil = \"1\"\n#",
    "\"\"\"\n[patch.crates-io]\n'''",
    "'\r\n[build-dependencies]\r\nevil = '1'",
    "\\\" \\u0022 \\",
    "\u{7F}\u{0}\u{1B}\u{8}\u{9B}\u{202E}\u{2028}\u{FFFF}",
    "{{ header }} {% raw %} {# x #}",
];

/// The members of `package` that are arbitrary strings, and those that are arrays of such.
const FREE: [&str; 1] = ["description"];
const FREE_LISTS: [&str; 3] = ["authors", "keywords", "categories"];

/// The members with a restricted syntax, and their names in messages.
const RESTRICTED: [(&str, &str); 7] = [
    ("repository", "URL"),
    ("documentation", "URL"),
    ("homepage", "URL"),
    ("name", "crate name"),
    ("version", "version"),
    ("license", "license"),
    ("rust-version", "Rust version"),
];

#[test]
fn texts_of_the_configuration_stay_texts() {
    for text in TEXTS {
        // NUL is rejected, as another test shows.
        let text = text.replace('\0', "");
        let repository = Repository::without_git();
        let mut package = package(&repository);
        assert_eq!(repository.run(&[]).code, 0);
        let before: toml::Table =
            repository.read("crate/Cargo.toml").parse().expect("it is TOML");
        let one = toml::Value::from(text.as_str());
        let list = toml::Value::from(vec![text.as_str()]);
        for member in FREE {
            package.insert(member.to_owned(), one.clone());
        }
        for member in FREE_LISTS {
            package.insert(member.to_owned(), list.clone());
        }
        configure(&repository, &package);
        let output = repository.run(&[]);
        assert_eq!(output.code, 0, "{output:?}");
        let mut after: toml::Table = repository
            .read("crate/Cargo.toml")
            .parse()
            .unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let written = after["package"].as_table_mut().expect("it is a table");
        for member in FREE {
            assert_eq!(written.remove(member), Some(one.clone()), "{member}");
        }
        for member in FREE_LISTS {
            assert_eq!(written.remove(member), Some(list.clone()), "{member}");
        }
        let mut expected = before;
        let package = expected["package"].as_table_mut().expect("it is a table");
        package.retain(|member, _| {
            !FREE.contains(&member) && !FREE_LISTS.contains(&member)
        });
        assert_eq!(after, expected, "{text:?}");
    }
}

#[test]
fn invalid_values_of_restricted_members_are_rejected() {
    for (member, kind) in RESTRICTED {
        // A URL may be left out.
        let empty = (kind != "URL").then_some("");
        for text in TEXTS.into_iter().chain(["a/b;", "ä"]).chain(empty) {
            reject(member, text, &format!("invalid {kind} `"));
        }
    }
    for version in ["1", "1.2", "v1.2.3", "1.2.3 "] {
        reject("version", version, "invalid version `");
    }
    for version in ["1.85.0.0", "+1.85", "1.", "stable"] {
        reject("rust-version", version, "invalid Rust version `");
    }
}

#[test]
fn nul_is_rejected() {
    for member in FREE {
        reject(member, "a\0", "contains a NUL character");
    }
}

/// Asserts that a configuration with this text in this member is rejected with this message and nothing is written.
fn reject(member: &str, text: &str, message: &str) {
    let repository = Repository::without_git();
    let mut package = package(&repository);
    package.insert(member.to_owned(), text.into());
    configure(&repository, &package);
    let output = repository.run(&[]);
    assert_eq!(output.code, 2, "{member} {text:?}: {output:?}");
    assert!(output.stderr.contains(message), "{member} {text:?}: {output:?}");
    assert!(!repository.has("crate"));
}

/// Returns the table `package` of the configuration.
fn package(repository: &Repository) -> toml::Table {
    let config: toml::Table =
        repository.read("spec/generator.toml").parse().expect("it is TOML");
    config["package"].as_table().expect("it is a table").clone()
}

#[test]
fn invalid_crate_names_are_rejected() {
    for text in ["a b", "a\"b", "a.b", "a/../b", "1a"] {
        reject("name", text, "invalid crate name `");
    }
}

/// Writes a configuration with another table `package`.
fn configure(repository: &Repository, package: &toml::Table) {
    let mut config: toml::Table =
        repository.read("spec/generator.toml").parse().expect("it is TOML");
    config.insert("package".to_owned(), package.clone().into());
    repository
        .write("spec/generator.toml", &toml::to_string(&config).expect("it is TOML"));
}
