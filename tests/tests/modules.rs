//! Further documents become modules of the crate, each behind a feature.

use std::fs;
use std::path::{Path, PathBuf};

use generator::changes::between;
use generator::changes::compare::{Change, Impact};
use generator::input::config::Config;
use generator::input::document::Inputs;
use generator::pipeline::{Generated, generate};
use tests::emitted::Crates;

/// Returns the configuration with a root and the module `v2`.
fn config() -> Config {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/modules/generator.toml");
    Config::load(&path).unwrap_or_else(|problems| panic!("{problems}"))
}

fn generated(config: &Config) -> Generated {
    generate(config).unwrap_or_else(|problems| panic!("{problems}")).made
}

/// Returns a file of the crate.
fn file<'a>(generated: &'a Generated, path: &str) -> &'a str {
    let mut files = generated.files.iter();
    let found = files.find(|(known, _)| *known == path);
    found.unwrap_or_else(|| panic!("there is no {path}")).1
}

#[test]
fn calls_start_at_the_handle_of_the_module() {
    let generated = generated(&config());
    let [module] = generated.modules.as_slice() else {
        panic!("there is one module: {:?}", generated.modules);
    };
    assert_eq!((module.name.as_str(), module.counts.operations), ("v2", 4));
    let operations = module.ir["operations"].as_array().expect("there are some");
    let calls: Vec<&str> =
        operations.iter().filter_map(|operation| operation["call"].as_str()).collect();
    assert_eq!(
        calls,
        [
            "client.v2().rooms().create({Kind})",
            "client.v2().rooms().list()",
            "client.v2().room({Sid}).fetch()",
            "client.v2().room({RoomSid}).door({Sid}).fetch()",
        ]
    );
    assert_eq!(operations[0]["builder"], "twilio_conversations::v2::rooms::CreateRoom");
    assert_eq!(
        generated.ir["operations"][0]["builder"],
        "twilio_conversations::rooms::ListRooms"
    );
}

#[test]
fn kinds_of_sid_of_the_root_are_the_same_in_the_module() {
    let generated = generated(&config());
    let sids = file(&generated, "src/v2/sid.rs");
    assert!(sids.contains("pub use crate::sid::RoomSid;"), "{sids}");
    assert!(!sids.contains("pub struct RoomSid"), "{sids}");
    assert!(sids.contains("pub struct DoorSid"), "{sids}");
}

#[test]
fn requests_of_the_module_go_to_its_server() {
    let generated = generated(&config());
    let rooms = file(&generated, "src/v2/rooms.rs");
    assert!(rooms.contains(".server(\"https://spaces.example.com\")"), "{rooms}");
    assert!(!file(&generated, "src/rooms.rs").contains(".server("));
}

#[test]
fn the_crate_compiles_with_and_without_the_module() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crate-with-a-module");
    let mut crates = Crates::new(directory);
    crates.add("rooms", &generated(&config()).files);
    for features in ["", "v2", "v2,fake"] {
        let compiler_errors = crates.compiler_errors_with(features);
        assert!(compiler_errors.is_empty(), "{features}: {compiler_errors}");
    }
}

/// A test of the crate, which calls both APIs of one fake.
const FAKE: &str = r#"
use twilio_conversations::fake::FakeTwilio;

#[tokio::test]
async fn the_fake_serves_both_apis() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    let room = client.v2().rooms().create("lab").seats(4).await.unwrap();
    let sid = room.sid;
    let fetched = client.v2().room(&sid).fetch().await.unwrap();
    assert_eq!(fetched.seats, Some(4));
    let url = format!("https://spaces.example.com/v2/Rooms/{sid}");
    assert_eq!(fetched.url, Some(url));
    assert_eq!(client.v2().rooms().list().all().await.unwrap().len(), 1);
    assert!(client.room(&sid).fetch().await.unwrap_err().is_not_found());
    assert!(client.rooms().list().all().await.unwrap().is_empty());
}
"#;

#[test]
fn the_fake_serves_the_root_and_the_module() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates-with-modules");
    let mut crates = Crates::new(directory);
    crates.add("rooms", &generated(&config()).files);
    crates.put("rooms", "tests/fake.rs", FAKE);
    crates.run_test_with("fake", "v2,fake");
}

#[test]
fn the_root_is_the_same_with_and_without_the_module() {
    let mut config = config();
    let with = generated(&config);
    config.modules.clear();
    let without = generated(&config);
    let differing: Vec<&str> = with
        .files
        .iter()
        .filter(|(path, text)| {
            let known = without.files.contains(path);
            known && file(&without, path) != *text
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        differing,
        ["Cargo.toml", "README.md", "src/api.rs", "src/fake/tables.rs", "src/lib.rs"]
    );
}

#[test]
fn the_lock_file_of_a_module_can_be_read_again() {
    let directory = tempfile::tempdir().expect("temporary directory");
    let path = directory.path().join("names.lock");
    let mut config = config();
    config.modules.get_mut("v2").expect("there is one").lock = Some(path.clone());
    let names = generated(&config).modules[0].lock.clone();
    assert!(names.contains("module = \"doors\""), "{names}");
    fs::write(&path, &names).expect("the directory is writable");
    assert_eq!(generated(&config).modules[0].lock, names);
}

#[test]
fn names_that_are_taken_are_refused() {
    for name in ["fake", "raw_request", "webhook", "clone"] {
        let mut config = config();
        let module = config.modules.remove("v2").expect("there is one");
        config.modules.insert(name.to_owned(), module);
        let problems = generate(&config).expect_err("the name is taken").to_string();
        let found = format!("the name of the module `{name}` is taken");
        assert!(problems.contains(&found), "{problems}");
    }
}

#[test]
fn resources_of_the_root_make_room_for_the_module() {
    let mut config = config();
    let module = config.modules.remove("v2").expect("there is one");
    config.modules.insert("rooms".to_owned(), module);
    let generated = generated(&config);
    let call = &generated.modules[0].ir["operations"][0]["call"];
    assert_eq!(*call, "client.rooms().rooms().create({Kind})");
    let list = &generated.ir["operations"][0];
    assert_ne!(list["builder"], "twilio_conversations::rooms::ListRooms", "{list}");
    assert_ne!(list["call"], "client.rooms().list()");
}

#[test]
fn problems_of_all_documents_are_reported_in_their_files() {
    let mut config = config();
    let module = config.modules.get_mut("v2").expect("there is one");
    module.document = PathBuf::from("no/such.yaml");
    config.input.document = PathBuf::from("nor/this.yaml");
    let problems = generate(&config).expect_err("the files are missing").to_string();
    assert!(problems.contains("no/such.yaml"), "{problems}");
    assert!(problems.contains("nor/this.yaml"), "{problems}");
}

/// Returns the impacts and paths of the changes from one configuration to another.
fn changes(old: &Config, new: &Config) -> Vec<(Impact, String)> {
    let found = between(&Inputs::configured(old), &Inputs::configured(new))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let shown = |change: Change| (change.impact, change.path);
    found.changes.into_iter().map(shown).collect()
}

#[test]
fn a_module_that_is_removed_is_a_breaking_change() {
    let with = config();
    let mut without = with.clone();
    without.modules.clear();
    assert_eq!(changes(&with, &with), []);
    assert_eq!(changes(&with, &without), [(Impact::Breaking, "v2".to_owned())]);
    assert_eq!(changes(&without, &with), [(Impact::Additive, "v2".to_owned())]);
}

#[test]
fn changes_of_a_module_have_its_path() {
    let old = config();
    let mut new = old.clone();
    let module = new.modules.get_mut("v2").expect("there is one");
    module.document = old.input.document.clone();
    let changes = changes(&old, &new);
    let removed = (Impact::Breaking, "v2::rooms::Rooms::create".to_owned());
    assert!(changes.contains(&removed), "{changes:?}");
    let added = (Impact::Additive, "v2::rooms::Room::floor".to_owned());
    assert!(changes.contains(&added), "{changes:?}");
    assert!(changes.iter().all(|(_, path)| path.contains("v2")), "{changes:?}");
}
