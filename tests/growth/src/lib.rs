//! Intentionally empty: this package only contains benchmarks.
