//! The fake of the sample API, as callers use it.
#![cfg(feature = "fake")]

mod faults;
mod hostile;
mod refusals;
mod wire;
