//! Stands for the swap of two folders where the system has none.

use std::io;
use std::path::Path;

use super::Plan;
use super::file_system::FileSystem;
use super::job::Obstacle;

pub(super) fn run(
    _system: &dyn FileSystem,
    _plan: &Plan,
    _place: &Path,
    _workshop: &Path,
) -> Result<(), Obstacle> {
    Err(Obstacle::NotHere(io::ErrorKind::Unsupported.into()))
}
