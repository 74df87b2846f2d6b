//! Puts a text of nasty pieces wherever a document can hold text.

#![no_main]

use generator_fuzz::hostile_text::{SHAPES, filled};
use generator_fuzz::tainted_text::MARKER;
use generator_fuzz::{HOSTILE, run};
use libfuzzer_sys::fuzz_target;

/// Pieces between the shapes: what opens, closes, escapes, indents and hides.
const PIECES: [&str; 48] = [
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "    ",
    "\u{a0}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "\u{1b}[",
    "\u{7f}",
    "`",
    "``",
    "```",
    "~~~",
    "\n```\n",
    "\n~~~rust\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n|",
    "|",
    "\\",
    "\\\\",
    "*",
    "_",
    "~~",
    "#",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "&lt;",
    "&#96;",
    "[",
    "](",
    ")",
    "![",
    "[^a]: ",
    "\"",
    "'",
    "*/",
    "{{",
];

fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().map(|byte| piece(usize::from(*byte))).collect();
    let document = filled(&HOSTILE, &text, "Room").to_string();
    run(document.into_bytes(), None);
});

/// A shape, a piece, the marker, or a character.
fn piece(number: usize) -> String {
    let shape = SHAPES
        .get(number)
        .map(|shape| shape.replace("CODE", MARKER).replace("MARKER", MARKER));
    let piece = || PIECES.get(number - SHAPES.len()).map(|piece| (*piece).to_owned());
    match shape.or_else(piece) {
        Some(piece) => piece,
        None if number % 2 == 0 => MARKER.to_owned(),
        None => char::from_u32(u32::try_from(number).unwrap_or(0) / 2)
            .map_or_else(String::new, String::from),
    }
}
