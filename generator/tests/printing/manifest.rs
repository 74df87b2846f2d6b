//! The crate's manifest, which holds texts of the configuration.

use crate::workplace::Workplace;

/// What ends a string, a line, a table or a file of TOML.
const TEXTS: [&str; 6] = [
    "\"\n[dependencies]\nevil = \"1\"\n#",
    "\"\"\"\n[patch.crates-io]\n'''",
    "'\r\n[build-dependencies]\r\nevil = '1'",
    "\\\" \\u0022 \\",
    "\u{7F}\u{0}\u{1B}\u{8}\u{9B}\u{202E}\u{2028}\u{FFFF}",
    "{{ header }} {% raw %} {# x #}",
];

/// The members of `package` that are any text, and those that are lists of such.
const FREE: [&str; 4] = ["description", "repository", "documentation", "homepage"];
const FREE_LISTS: [&str; 3] = ["authors", "keywords", "categories"];

/// The members that have a form of their own, and what a message says that one is not.
const FORMED: [(&str, &str); 4] = [
    ("name", "the name of a crate"),
    ("version", "the version of a crate"),
    ("license", "a licence"),
    ("rust-version", "a release of Rust"),
];

#[test]
fn texts_of_the_configuration_stay_texts() {
    for text in TEXTS {
        // Refused where it is read, as another test shows.
        let text = text.replace('\0', "");
        let workplace = Workplace::without_git();
        let mut package = package(&workplace);
        assert_eq!(workplace.run(&[]).code, 0);
        let before: toml::Table =
            workplace.read("crate/Cargo.toml").parse().expect("it is TOML");
        let one = toml::Value::from(text.as_str());
        let list = toml::Value::from(vec![text.as_str()]);
        for member in FREE {
            package.insert(member.to_owned(), one.clone());
        }
        for member in FREE_LISTS {
            package.insert(member.to_owned(), list.clone());
        }
        configure(&workplace, &package);
        let done = workplace.run(&[]);
        assert_eq!(done.code, 0, "{done:?}");
        let mut after: toml::Table = workplace
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
fn what_has_a_form_is_refused_in_another() {
    for (member, what) in FORMED {
        for text in TEXTS.into_iter().chain(["", "a/b;", "ä"]) {
            refuse(member, text, &format!("cannot be {what}"));
        }
    }
    for version in ["1", "1.2", "v1.2.3", "1.2.3 "] {
        refuse("version", version, "cannot be the version of a crate");
    }
    for version in ["1.85.0.0", "+1.85", "1.", "stable"] {
        refuse("rust-version", version, "cannot be a release of Rust");
    }
}

#[test]
fn nul_is_refused() {
    for member in FREE {
        refuse(member, "a\0", "holds a NUL character");
    }
}

/// Asserts that a configuration with this text in this member is refused with this message, and nothing written.
fn refuse(member: &str, text: &str, message: &str) {
    let workplace = Workplace::without_git();
    let mut package = package(&workplace);
    package.insert(member.to_owned(), text.into());
    configure(&workplace, &package);
    let done = workplace.run(&[]);
    assert_eq!(done.code, 2, "{member} {text:?}: {done:?}");
    assert!(done.complaints.contains(message), "{member} {text:?}: {done:?}");
    assert!(!workplace.has("crate"));
}

/// The table `package` of the configuration.
fn package(workplace: &Workplace) -> toml::Table {
    let config: toml::Table =
        workplace.read("spec/generator.toml").parse().expect("it is TOML");
    config["package"].as_table().expect("it is a table").clone()
}

#[test]
fn a_name_is_a_name() {
    for text in ["a b", "a\"b", "a.b", "a/../b", "1a"] {
        refuse("name", text, "cannot be the name of a crate");
    }
}

/// Writes the configuration with another table `package`.
fn configure(workplace: &Workplace, package: &toml::Table) {
    let mut config: toml::Table =
        workplace.read("spec/generator.toml").parse().expect("it is TOML");
    config.insert("package".to_owned(), package.clone().into());
    workplace
        .write("spec/generator.toml", &toml::to_string(&config).expect("it is TOML"));
}
