//! The program as a whole: what it prints, what it writes, and how it ends.

mod check;
mod completions;
mod files;
#[cfg(unix)]
mod full;
mod generate;
mod help;
mod ir;
#[cfg(unix)]
mod killed;
mod ownership;
mod project;
#[cfg(unix)]
mod special_files;
