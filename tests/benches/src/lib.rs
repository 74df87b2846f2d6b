//! The benchmarks are in `benches/`; `README.md` says how to run them.
