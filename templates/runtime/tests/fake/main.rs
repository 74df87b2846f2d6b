//! The fake of the sample API, as callers use it.
#![cfg(feature = "fake")]

mod faults;
mod hostile;
mod instances;
mod pages;
mod refusals;
mod webhooks;
mod wire;
