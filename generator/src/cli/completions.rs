//! `completions`: generates shell completion scripts.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use generator::text::terminal::Text;

use super::{Arguments, Outcome};

pub const EXAMPLES: &str = "\
Examples:
  generator completions bash > ~/.local/share/bash-completion/completions/generator
  generator completions zsh > ~/.zfunc/_generator
      `~/.zfunc` can be any directory in `$fpath`
  generator completions fish > ~/.config/fish/completions/generator.fish
  generator completions powershell >> $PROFILE
  generator completions elvish >> ~/.config/elvish/rc.elv

Open a new shell afterwards. Completion works for `generator`, not for `cargo run -p generator`; run \
`cargo install --path generator` to install the command.";

/// Arguments of `completions`.
#[derive(Args)]
pub struct CompletionsArguments {
    /// The shell to generate the script for
    shell: Shell,
}

/// Prints the completion script of a shell.
pub fn run(arguments: &CompletionsArguments) -> Outcome {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "generator", &mut script);
    (Text::block(&String::from_utf8_lossy(&script)), ExitCode::SUCCESS)
}
