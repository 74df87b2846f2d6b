//! A full disk, simulated by a limit on the size of files.

use crate::project::{Project, USERS};

#[test]
fn a_full_disk_is_reported_and_the_crate_stays() {
    let project = Project::generated();
    let before = project.contents();
    // Writing fails with an error instead of a signal.
    let limit = "trap '' XFSZ; ulimit -f 0";
    let mut command = project.limited(limit, &["--spec", USERS]);
    let output = command.output().expect("the generator runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    // Standard error is a pipe, which has no limit.
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("File too large"), "{stderr}");
    assert!(
        stderr.contains("free some disk space, and run the generator again"),
        "{stderr}"
    );
    assert_eq!(project.contents(), before);
    assert_eq!(project.run(&["--spec", USERS]).code, Some(0));
}

#[test]
fn a_disk_that_runs_full_is_reported_and_the_crate_stays() {
    let project = Project::new();
    // The list of files exceeds the limit.
    let mut command = project.limited("trap '' XFSZ; ulimit -f 12", &[]);
    let output = command.output().expect("the generator runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("generated/.generated-files"), "{stderr}");
    assert!(project.contents().is_empty(), "nothing is left");
}
