//! Generates a client crate from an `OpenAPI` document.
