use insta::assert_snapshot;

use crate::project::Project;

fn help(arguments: &[&str]) -> String {
    let run = Project::new().run_bare(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    // Trailing whitespace is hard to see in a snapshot.
    let lines = run.stdout.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
}

#[test]
fn the_help_of_the_program() {
    assert_snapshot!("generator", help(&["--help"]));
}

#[test]
fn the_help_of_every_command() {
    for command in ["generate", "check", "ir", "diff", "init", "completions"] {
        let text = help(&[command, "--help"]);
        assert_eq!(text, help(&["help", command]));
        assert!(text.contains("\nExamples:\n"), "{text}");
        assert_snapshot!(command, text);
    }
}

#[test]
fn every_command_has_examples() {
    let commands = help(&["--help"]);
    let (_, commands) = commands.split_once("Commands:\n").expect("there are commands");
    let (commands, _) = commands.split_once("\n\n").expect("they end");
    let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    for line in commands.lines().filter(is_name) {
        let name = line.split_whitespace().next().unwrap_or_default();
        assert!(
            name == "help" || help(&["help", name]).contains("\nExamples:\n"),
            "{name}"
        );
    }
}

#[test]
fn the_short_help_fits_a_screen_and_refers_to_the_long_one() {
    let text = help(&["-h"]);
    assert!(text.lines().count() < 50, "{text}");
    assert!(text.ends_with("or `generator help COMMAND` for a command.\n"), "{text}");
}
