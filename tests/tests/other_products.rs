//! The crate of another product does not mention ours.

use std::path::Path;

use generator::input::config::Config;
use generator::pipeline::generate;

/// Words of our product, in lower case.
const WORDS: [&str; 4] = ["conversation", "chat", "messaging", "ch0123456789"];

/// Access tokens have grants for several products, ours among them.
const GRANTS: &str = "src/runtime/access_token";

#[test]
fn the_crate_of_another_product_does_not_mention_ours() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/modules/generator.toml");
    let mut config = Config::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
    "rooms".clone_into(&mut config.package.name);
    let (generated, _) =
        generate(&config).unwrap_or_else(|problems| panic!("{problems}")).finish();
    let mut mentions = Vec::new();
    for (path, text) in
        generated.files.iter().filter(|(path, _)| !path.starts_with(GRANTS))
    {
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            if WORDS.iter().any(|word| lower.contains(word)) {
                mentions.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    assert!(mentions.is_empty(), "{}", mentions.join("\n"));
}
