//! Behavior of the client when requests fail or are slow: over an in-memory transport, with a clock that only advances
//! while every task is idle.

mod answers;
mod backoff;
mod budget;
mod concurrency;
mod destinations;
mod idempotency_keys;
mod network;
mod policies;
mod retry_after;
mod retry_table;
mod time_outs;
mod waiting;
