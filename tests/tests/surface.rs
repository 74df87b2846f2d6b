//! Snapshots of the public API of the client crate, one per file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::Settings;
use tests::{files, surface, workspace};

#[test]
fn the_public_api_matches_its_snapshots() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(snapshots());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for source in sources() {
            let text = fs::read_to_string(&source).expect("the file was just found");
            insta::assert_snapshot!(module(&source), surface::of(&text));
        }
    });
}

#[test]
fn every_snapshot_has_its_file() {
    let modules: BTreeSet<String> = sources().map(|source| module(&source)).collect();
    let stale: Vec<String> = files::below(&snapshots())
        .into_iter()
        .map(|path| module(&path))
        .filter(|name| !modules.contains(name))
        .collect();
    assert!(stale.is_empty(), "remove the snapshots of {stale:?}");
}

/// Returns the emitted files, without those of the runtime, which do not depend on the document.
fn sources() -> impl Iterator<Item = PathBuf> {
    let folder = workspace().join("generated/src");
    files::below(&folder)
        .into_iter()
        .filter(move |path| path.parent() == Some(folder.as_path()))
        .filter(|path| {
            path.file_stem().is_some_and(|stem| stem != "runtime" && stem != "api")
        })
}

fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/surface")
}

fn module(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
