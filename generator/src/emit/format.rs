//! Formats tokens like `cargo fmt`.

use proc_macro2::TokenStream;

/// Formats a Rust file: a header line, followed by the tokens.
///
/// # Errors
///
/// Returns an error with the position if the tokens are not a valid Rust file, which is a bug in the emitter.
pub fn format(header: &str, tokens: TokenStream) -> syn::Result<String> {
    let file = syn::parse2::<syn::File>(tokens)?;
    Ok(format!(
        "{header}\n\n{}",
        with_blank_lines(&wrap_imports(&hug_only_elements(&prettyplease::unparse(
            &file
        ))))
    ))
}

/// Joins the brackets of a list with those of its only element, a struct: `&[Route {`.
fn hug_only_elements(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut output = String::with_capacity(text.len());
    let mut index = 0;
    while index < lines.len() {
        if let Some(end) = only_element_end(&lines, index) {
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
        } else {
            output.push_str(lines[index]);
            index += 1;
        }
        output.push('\n');
    }
    output
}

/// Returns the line that closes the only element of the list opened on line `start`.
fn only_element_end(lines: &[&str], start: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let element = lines.get(start + 1)?;
    if !lines[start].ends_with('[') || !element.ends_with('{') {
        return None;
    }
    let end =
        (start + 2..lines.len()).find(|&line| indent(lines[line]) <= indent(element))?;
    (lines[end].trim() == "}," && lines.get(end + 1)?.trim_start().starts_with(']'))
        .then_some(end)
}

/// Maximum widths of an import on one line and of a line in a wrapped one, as in rustfmt.
const IMPORT_WIDTH: usize = 87;
const WRAPPED_IMPORT_WIDTH: usize = 88;

/// Wraps lists of imports.
fn wrap_imports(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let mut import = line.to_owned();
        if line.starts_with("use ") && !line.ends_with(';') {
            for rest in lines.by_ref() {
                import.push(' ');
                import.push_str(rest.trim());
                if rest.ends_with("};") {
                    break;
                }
            }
        }
        match import.split_once('{').filter(|_| import.starts_with("use ")) {
            Some((path, names)) => output.push_str(&import_list(path, names)),
            None => output.push_str(&import),
        }
        output.push('\n');
    }
    output
}

fn import_list(path: &str, names: &str) -> String {
    let names: Vec<&str> = names
        .trim_end_matches("};")
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let line = format!("{path}{{{}}};", names.join(", "));
    if line.len() <= IMPORT_WIDTH {
        return line;
    }
    let mut wrapped = format!("{path}{{");
    let mut width = usize::MAX / 2;
    for name in names {
        if width + name.len() + 2 > WRAPPED_IMPORT_WIDTH {
            wrapped.push_str("\n    ");
            width = 4;
        } else {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(name);
        wrapped.push(',');
        width += name.len() + 1;
    }
    wrapped + "\n};"
}

/// Inserts empty lines between items, between the functions of a block, and between groups of imports.
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
    // A doc comment may end like code.
    if previous.trim_start().starts_with("///") {
        return false;
    }
    if is_use(previous) || previous == "};" && is_use(line) {
        return !is_use(line) || origin(previous) != origin(line);
    }
    match previous {
        "    }" => opens && line.starts_with("    ") && !line.starts_with("     "),
        _ => opens && !previous.starts_with(' ') && previous.ends_with(['}', ';']),
    }
}

/// Returns the group of an import: the standard library, other crates, this crate.
fn origin(line: &str) -> u8 {
    match line.trim_start_matches("use ").split("::").next() {
        Some("std") => 0,
        // Only lists of this crate's items are long enough to be wrapped.
        Some("crate" | "};") => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::format;

    #[test]
    fn what_a_doc_comment_says_is_not_laid_out() {
        let tokens = quote! {
            #[doc = " a: ["]
            #[doc = " b {"]
            #[doc = " },"]
            #[doc = " ];"]
            #[doc = " use x::{"]
            #[doc = " y };"]
            #[doc = " }"]
            pub struct A;
        };
        let text = "// header\n\n/// a: [\n/// b {\n/// },\n/// ];\n/// use x::{\n/// y };\n/// }\npub struct A;\n";
        assert_eq!(format("// header", tokens).expect("it is Rust"), text);
    }
}
