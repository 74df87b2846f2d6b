//! Damages the real document, or the overlay upon it, as the bytes say.

#![no_main]

use generator_fuzz::damage::{Choices, damage, damage_bytes, excerpt};
use generator_fuzz::{DOCUMENT, OVERLAY, run};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let mut choices = Choices::new(bytes);
    let mut document = excerpt(&DOCUMENT, &mut choices);
    let mut overlay = (kind % 8 == 1).then(|| OVERLAY.clone());
    damage(overlay.as_mut().unwrap_or(&mut document), &mut choices);
    let mut text = if kind % 3 == 0 {
        serde_norway::to_string(&document).unwrap_or_default().into_bytes()
    } else {
        document.to_string().into_bytes()
    };
    damage_bytes(&mut text, &mut choices);
    run(text, overlay.map(|overlay| overlay.to_string().into_bytes()));
});
