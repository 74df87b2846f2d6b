//! What must not compile does not, and the compiler says why.
//!
//! The messages are those of the Rust release that `.ci/run` uses; on another release they may be worded differently.

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}
