//! Stands for the swap of two folders where the system has none.

use std::path::Path;

use super::Plan;
use super::file_system::FileSystem;
use super::job::Obstacle;

/// Always [`Obstacle::NotHere`].
pub(super) fn run(
    system: &dyn FileSystem,
    _plan: &Plan,
    place: &Path,
    workshop: &Path,
) -> Result<(), Obstacle> {
    system.exchange(workshop, place).map_err(Obstacle::NotHere)
}
