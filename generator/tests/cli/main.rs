//! Tests of the binary: its output, the files that it writes, and its exit codes.

mod check;
mod completions;
mod files;
#[cfg(unix)]
mod full;
mod generate;
mod help;
mod init;
mod ir;
#[cfg(unix)]
mod killed;
mod lock;
mod ownership;
mod project;
#[cfg(unix)]
mod special_files;
