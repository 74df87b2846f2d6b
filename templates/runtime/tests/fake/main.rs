//! The fake of the sample API, as callers use it.
#![cfg(feature = "fake")]

mod faults;
mod hostile;
mod instances;
mod refusals;
mod webhooks;
mod wire;
