//! Mistakes that the compiler catches for users of the client crate.
//!
//! What stands beside each file is what rustc 1.95 says; another release may word it otherwise. Then, and where the
//! client crate itself has changed, `TRYBUILD=overwrite cargo test -p compile-fail` writes it anew, to be read as a diff.

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("mistakes/*.rs");
}
