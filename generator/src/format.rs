//! From tokens to the text of a file, as `cargo fmt` would have it.

use proc_macro2::TokenStream;

/// The text of a Rust file: a header line, then the tokens laid out.
///
/// # Errors
///
/// If the tokens are not a Rust file; that is a mistake of the emitter, and the message says where.
pub fn format(header: &str, tokens: TokenStream) -> syn::Result<String> {
    let file = syn::parse2::<syn::File>(tokens)?;
    Ok(format!("{header}\n\n{}", with_blank_lines(&hug_only_elements(&prettyplease::unparse(&file)))))
}

/// Lets a list whose only element is a struct share its brackets' lines: `&[Route {`.
fn hug_only_elements(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut output = String::with_capacity(text.len());
    let mut index = 0;
    while index < lines.len() {
        match only_element_end(&lines, index) {
            Some(end) => {
                output.push_str(lines[index]);
                output.push_str(lines[index + 1].trim_start());
                output.push('\n');
                for line in &lines[index + 2..end] {
                    output.push_str(&line[4..]);
                    output.push('\n');
                }
                output.push_str(lines[end][4..].trim_end_matches(','));
                output.push_str(lines[end + 1].trim_start());
                index = end + 2;
            }
            None => {
                output.push_str(lines[index]);
                index += 1;
            }
        }
        output.push('\n');
    }
    output
}

/// The line that closes the only element of the list opened on line `start`.
fn only_element_end(lines: &[&str], start: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let element = lines.get(start + 1)?;
    if !lines[start].ends_with('[') || !element.ends_with('{') {
        return None;
    }
    let end = (start + 2..lines.len()).find(|&line| indent(lines[line]) <= indent(element))?;
    (lines[end].trim() == "}," && lines.get(end + 1)?.trim_start().starts_with(']')).then_some(end)
}

/// Puts an empty line between items, between the functions of a block, and between groups of imports.
fn with_blank_lines(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        if needs_gap(previous, line) {
            output.push('\n');
        }
        output.push_str(line);
        output.push('\n');
        previous = line;
    }
    output
}

fn needs_gap(previous: &str, line: &str) -> bool {
    let opens = !line.trim_start().starts_with('}');
    let is_use = |line: &str| line.starts_with("use ");
    if previous.is_empty() || previous.ends_with(['{', ',']) {
        return false;
    }
    if previous.starts_with("//!") {
        return !line.starts_with("//!");
    }
    if is_use(previous) {
        return !is_use(line) || origin(previous) != origin(line);
    }
    match previous {
        "    }" => opens && line.starts_with("    ") && !line.starts_with("     "),
        _ => opens && !previous.starts_with(' ') && previous.ends_with(['}', ';']),
    }
}

/// Where an import comes from: the standard library, another crate, this one.
fn origin(line: &str) -> u8 {
    match line.trim_start_matches("use ").split("::").next() {
        Some("std") => 0,
        Some("crate") => 2,
        _ => 1,
    }
}
