//! Extracts commands and their expected output from a document.

/// A command and its output.
pub struct Step {
    /// The line of the command, counted from 1.
    pub line: usize,
    pub command: String,
    pub output: String,
}

/// Returns the commands in `console` blocks, in order.
pub fn steps(document: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_console = false;
    for (index, line) in document.lines().enumerate() {
        if line.starts_with("```") {
            is_console = !is_console && line == "```console";
            continue;
        }
        if !is_console {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                line: index + 1,
                command: command.to_owned(),
                output: String::new(),
            });
            continue;
        }
        let step = steps.last_mut().expect("a block of `console` starts with a command");
        match line.strip_prefix("> ").or_else(|| (line == ">").then_some("")) {
            Some(more) if step.output.is_empty() => {
                step.command.push('\n');
                step.command.push_str(more);
            }
            _ => {
                step.output.push_str(line);
                step.output.push('\n');
            }
        }
    }
    steps
}
