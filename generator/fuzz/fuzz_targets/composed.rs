//! Composes a document of all constructs, damages it at times, and generates its crate.

#![no_main]

use generator_fuzz::composition::compose;
use generator_fuzz::damage::{Choices, damage};
use generator_fuzz::run;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((damages, bytes)) = bytes.split_first() else {
        return;
    };
    let (mutation, composition) = bytes.split_at(bytes.len().min(usize::from(*damages) % 40));
    let mut document = compose(&mut Choices::new(composition));
    if !mutation.is_empty() {
        damage(&mut document, &mut Choices::new(mutation));
    }
    run(document.to_string().into_bytes(), None);
});
