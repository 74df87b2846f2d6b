//! `completions`: teaches a shell the commands and options.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use generator::text::terminal::Text;

use super::{Arguments, Outcome};

pub const EXAMPLES: &str = "\
Examples:
  generator completions bash > ~/.local/share/bash-completion/completions/generator
  generator completions zsh > ~/.zfunc/_generator
      `~/.zfunc` stands for any folder in `$fpath`
  generator completions fish > ~/.config/fish/completions/generator.fish
  generator completions powershell >> $PROFILE
  generator completions elvish >> ~/.config/elvish/rc.elv

Open a new shell afterwards. A shell completes `generator`, not `cargo run -p generator`: `cargo install --path \
generator` puts that command on the path.";

/// Which shell it is.
#[derive(Args)]
pub struct CompletionsArguments {
    /// The shell that is to complete the commands
    shell: Shell,
}

/// Prints the script of a shell.
pub fn run(arguments: &CompletionsArguments) -> Outcome {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "generator", &mut script);
    (Text::block(&String::from_utf8_lossy(&script)), ExitCode::SUCCESS)
}
