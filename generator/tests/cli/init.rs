//! `init`: a first configuration.

use crate::project::Project;

