//! What the client does when answers fail, or take their time: over a transport in memory, in a time that passes only
//! while everything waits.

mod answers;
mod backoff;
mod budget;
mod concurrency;
mod destinations;
mod network;
mod policies;
mod retry_after;
mod retry_table;
mod time_outs;
