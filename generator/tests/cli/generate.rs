use std::fs;

use crate::project::{Project, ROOMS, USERS};

#[test]
fn the_summary_counts_items_and_files() {
    let project = Project::new();
    let run = project.run(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let files = project.contents().keys().filter(|path| !path.ends_with('/')).count();
    let first_line = run.stdout.lines().next().unwrap_or_default();
    assert_eq!(first_line, "generated: 2 operations, 1 resource, 2 models, 0 enums");
    assert_eq!(
        run.summary().lines().nth(1).unwrap_or_default(),
        format!("files: {files} written, 0 unchanged, 0 removed in N ms")
    );
}

#[test]
fn generate_is_the_default_command() {
    let (named, unnamed) = (Project::new(), Project::new());
    assert_eq!(named.run(&["generate"]).summary(), unnamed.run(&[]).summary());
    assert_eq!(named.contents(), unnamed.contents());
}

#[test]
fn a_second_run_touches_nothing() {
    let project = Project::generated();
    let times = || {
        let paths = project.contents().into_keys().chain([String::new()]);
        let time = |path: String| {
            let metadata = fs::metadata(project.path(&path)).expect("it is there");
            (path, metadata.modified().expect("the system keeps times"))
        };
        paths.map(time).collect::<Vec<_>>()
    };
    let before = times();
    let run = project.run(&[]);
    assert!(run.stdout.contains(" 0 written, "), "{}", run.stdout);
    assert!(run.stdout.contains(", 0 removed "), "{}", run.stdout);
    assert_eq!(times(), before);
}

#[test]
fn a_file_that_does_not_change_keeps_its_time() {
    let project = Project::generated();
    let modified = |path: &str| {
        fs::metadata(project.path(path)).and_then(|metadata| metadata.modified()).ok()
    };
    let before = modified("generated/src/runtime/client.rs");
    assert!(before.is_some());
    let run = project.run(&["--spec", USERS]);
    assert!(run.stdout.contains(" 1 removed "), "{}", run.stdout);
    assert_eq!(modified("generated/src/runtime/client.rs"), before);
}

#[test]
fn the_document_can_come_from_standard_input() {
    let (piped, named) = (Project::new(), Project::new());
    let run = piped.run_with_input(&["--spec", "-"], &piped.read(USERS));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(named.run(&["--spec", USERS]).code, Some(0));
    assert_eq!(piped.contents(), named.contents());
}

#[test]
fn problems_in_standard_input_name_it() {
    let project = Project::new();
    let run = project.run_with_input(&["--spec", "-"], "openapi: [");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("standard input"), "{}", run.stderr);
    assert!(!project.path("generated").exists());
}

#[test]
fn the_crate_can_be_written_elsewhere() {
    let project = Project::new();
    let run = project.run(&["--out", "deep/er/crate"]);
    assert!(run.stdout.starts_with("deep/er/crate: "), "{}", run.stdout);
    assert!(project.path("deep/er/crate/src/lib.rs").exists());
    assert!(!project.path("generated").exists());
}

#[test]
fn the_directory_of_the_crate_is_not_replaced() {
    let project = Project::generated();
    let handle = same_file::Handle::from_path(project.path("generated")).ok();
    let mut command = project.command(&["--out", ".", "--spec", "../users.yaml"]);
    let command = command.current_dir(project.path("generated"));
    // The working directory is the crate, so the configuration is needed there.
    fs::copy(project.path("generator.toml"), project.path("generated/generator.toml"))
        .expect("the directory is writable");
    let output = command.output().expect("the generator runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(!stderr.contains("directory"), "there is no message: {stderr}");
    let now = same_file::Handle::from_path(project.path("generated")).ok();
    assert!(handle.is_some() && handle == now, "it is the same directory");
    assert!(project.path("generated/src/users.rs").exists());
    assert!(project.path("generated/generator.toml").exists());
}

#[test]
fn configured_overlays_apply_by_default() {
    let operations = |arguments: &[&str]| {
        let project = Project::new();
        let configuration = project
            .read("generator.toml")
            .replace("[output]", "overlays = [\"overlay.yaml\"]\n[output]");
        project.put("generator.toml", &configuration);
        let run = project.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout.split(' ').nth(1).map(str::to_owned)
    };
    assert_eq!(operations(&[]).as_deref(), Some("1"));
    assert_eq!(operations(&["--no-overlay"]).as_deref(), Some("2"));
    assert_eq!(operations(&["--overlay", "overlay.yaml"]).as_deref(), Some("1"));
    let project = Project::new();
    let both = project.run(&["--no-overlay", "--overlay", "overlay.yaml"]);
    assert_eq!(both.code, Some(2), "one excludes the other");
}

#[test]
fn notes_are_counted_and_printed_on_demand() {
    let project = Project::new();
    let counted = project.run(&[]).stderr;
    assert_eq!(counted, "1 note; pass `--notes` to print them\n");
    let printed = project.run(&["--notes"]).stderr;
    assert!(printed.contains("api.v1.forgotten"), "{printed}");
    assert!(!printed.contains("--notes"), "{printed}");
}

#[test]
fn bad_input_ends_with_code_2_and_leaves_the_crate() {
    let project = Project::generated();
    project.put("x/broken.yaml", "openapi: 3.0.1\npaths: [");
    let before = project.contents();
    for arguments in [
        &["--spec", "x/broken.yaml"] as &[&str],
        &["--spec", "missing.yaml"],
        &["--overlay", "missing.yaml"],
        &["--wrong"],
        &["wrong"],
    ] {
        let run = project.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.contains("error: "), "{arguments:?}: {}", run.stderr);
        assert_eq!(project.contents(), before, "{arguments:?}");
    }
}

#[test]
fn a_missing_configuration_says_where_to_run() {
    let project = Project::new();
    fs::remove_file(project.path("generator.toml")).expect("it is there");
    let run = project.run(&["--spec", ROOMS]);
    assert_eq!(run.code, Some(2));
    run.assert_says(&[
        "failed to read the configuration",
        "pass the file with `--config`",
    ]);
}
