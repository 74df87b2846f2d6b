//! `generator diff`, and what `generator generate` does about changes, as commands.

mod diff;
mod release;
mod workplace;
