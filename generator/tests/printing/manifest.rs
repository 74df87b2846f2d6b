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

#[test]
fn texts_of_the_configuration_stay_texts() {
    for text in TEXTS {
        let workplace = Workplace::without_git();
        let clean: toml::Table =
            workplace.read("spec/generator.toml").parse().expect("it is TOML");
        assert_eq!(workplace.run(&[]).code, 0);
        let before: toml::Table =
            workplace.read("crate/Cargo.toml").parse().expect("it is TOML");
        let mut package = clean["package"].as_table().expect("it is a table").clone();
        let one = toml::Value::from(text);
        let list = toml::Value::from(vec![text]);
        for member in [
            "version",
            "description",
            "license",
            "rust-version",
            "repository",
            "documentation",
            "homepage",
        ] {
            package.insert(member.to_owned(), one.clone());
        }
        for member in ["authors", "keywords", "categories"] {
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
        for member in [
            "version",
            "description",
            "license",
            "rust-version",
            "repository",
            "documentation",
            "homepage",
        ] {
            assert_eq!(written.remove(member), Some(one.clone()), "{member}");
        }
        for member in ["authors", "keywords", "categories"] {
            assert_eq!(written.remove(member), Some(list.clone()), "{member}");
        }
        let mut expected = before;
        let package = expected["package"].as_table_mut().expect("it is a table");
        package.retain(|member, _| {
            ["name", "edition", "readme", "metadata"].contains(&member)
        });
        assert_eq!(after, expected, "{text:?}");
    }
}

#[test]
fn a_name_is_a_name() {
    for text in TEXTS.into_iter().chain(["a b", "a\"b", "", "a.b", "a/../b", "ä", "1a"])
    {
        let workplace = Workplace::without_git();
        let clean: toml::Table =
            workplace.read("spec/generator.toml").parse().expect("it is TOML");
        let mut package = clean["package"].as_table().expect("it is a table").clone();
        package.insert("name".to_owned(), text.into());
        configure(&workplace, &package);
        let done = workplace.run(&[]);
        assert_eq!(done.code, 2, "{text:?}: {done:?}");
        assert!(done.complaints.contains("cannot be the name of a crate"), "{done:?}");
        assert!(!workplace.has("crate"));
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
