//! The layout of statements where prettyplease and `cargo fmt` differ.

use quote::ToTokens;

/// Maximum width of a line.
const MAX_WIDTH: usize = 89;
/// Maximum width of the fields of a struct on one line.
const MAX_FIELDS: usize = 18;

/// Puts a chain of calls on the line after `let name =` if it fits there: prettyplease breaks it before each call.
pub(super) fn join_chains(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut output = String::with_capacity(text.len());
    let mut index = 0;
    while index < lines.len() {
        let line = lines[index];
        let indent = &line[..line.len() - line.trim_start().len()];
        let calls = lines[index + 1..].iter().take_while(|next| {
            next.strip_prefix(indent).is_some_and(|rest| rest.starts_with("    ."))
        });
        let count = calls.count();
        let chain = &lines[index + 1..=index + count];
        let declared =
            line.trim_start().strip_prefix("let ").and(line.split_once(" = "));
        if let Some((declared, start)) = declared.filter(|_| count > 0) {
            let calls: String = chain.iter().map(|call| call.trim_start()).collect();
            let joined = format!("{indent}    {start}{calls}");
            if joined.len() <= MAX_WIDTH && joined.ends_with(';') {
                output.extend([declared, " =\n", &joined, "\n"]);
                index += 1 + count;
                continue;
            }
        }
        output.extend([line, "\n"]);
        index += 1;
    }
    output
}

/// Breaks a value such as `Self { payload: payload.into() }`.
pub(super) fn broken_value(line: &str) -> Option<String> {
    let value = line.trim_start();
    let indent = &line[..line.len() - value.len()];
    let fields = value.strip_prefix("Self { ")?.strip_suffix(" }")?;
    if fields.len() <= MAX_FIELDS {
        return None;
    }
    let value: syn::ExprStruct = syn::parse_str(value).ok()?;
    if value.rest.is_some() {
        return None;
    }
    // The text of a field is what lies between the starts of two of them.
    let mut fields_left = fields;
    let mut broken = format!("{indent}Self {{\n");
    for field in value.fields.iter().skip(1) {
        let name = field.member.to_token_stream();
        let end = fields_left.find(&format!(", {name}"))?;
        let (text, rest) = fields_left.split_at(end);
        broken.extend([indent, "    ", text, ",\n"]);
        fields_left = rest.strip_prefix(", ")?;
    }
    broken.extend([indent, "    ", fields_left, ",\n", indent, "}"]);
    Some(broken)
}

#[cfg(test)]
mod tests {
    use super::{broken_value, join_chains};

    #[test]
    fn chains_that_fit_are_joined_behind_the_name() {
        let broken = "    let a = b\n        .into_iter()\n        .collect();\n    a\n";
        let joined = "    let a =\n        b.into_iter().collect();\n    a\n";
        assert_eq!(join_chains(broken), joined);
        let long = format!("let a = {}\n    .into();\n", "b".repeat(80));
        assert_eq!(join_chains(&long), long);
    }

    #[test]
    fn wide_values_have_a_line_for_each_field() {
        assert_eq!(broken_value("    Self { value }"), None);
        let broken = broken_value("  Self { name: name.into(), value: 1 }");
        let expected = "  Self {\n      name: name.into(),\n      value: 1,\n  }";
        assert_eq!(broken.as_deref(), Some(expected));
    }
}
