use crate::project::Project;

#[test]
fn each_shell_has_a_completion_script() {
    let project = Project::new();
    for (shell, mark) in [
        ("bash", "complete -F _generator"),
        ("elvish", "set edit:completion:arg-completer[generator]"),
        ("fish", "complete -c generator"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName 'generator'"),
        ("zsh", "#compdef generator"),
    ] {
        let run = project.run_bare(&["completions", shell]);
        assert_eq!(run.code, Some(0), "{shell}: {}", run.stderr);
        for expected in [mark, "check", "completions", "no-overlay"] {
            assert!(run.stdout.contains(expected), "{shell} lacks {expected}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_accepts_the_script() {
    let project = Project::new();
    let script = project.run_bare(&["completions", "bash"]).stdout;
    let ask = "COMP_WORDS=(generator co); COMP_CWORD=1; _generator generator co generator\n\
               echo \"${COMPREPLY[@]}\"";
    project.put("x/completions.bash", &format!("{script}\n{ask}\n"));
    let output = std::process::Command::new("bash")
        .arg(project.path("x/completions.bash"))
        .output();
    match output {
        Ok(output) => {
            assert_eq!(String::from_utf8_lossy(&output.stdout), "completions\n");
        }
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
    }
}

#[test]
fn an_unknown_shell_is_an_error() {
    let run = Project::new().run_bare(&["completions", "tcsh"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("bash, elvish, fish, powershell, zsh"),
        "{}",
        run.stderr
    );
}
