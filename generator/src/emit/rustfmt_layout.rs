//! The layout of expressions that rustfmt and prettyplease break in different places.

/// The maximum width of a line, as in `.rustfmt.toml`.
const MAX_WIDTH: usize = 89;

/// The maximum width of the fields of a struct on one line, which is rustfmt's default.
const FIELDS_WIDTH: usize = 18;

/// Lays out struct literals and chains of methods like rustfmt.
pub(super) fn like_rustfmt(text: &str) -> String {
    let mut lines = text.lines().peekable();
    let mut output = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(fields) = wide_fields(line) {
            let fields = fields.iter().map(|field| format!("{indent}    {field},\n"));
            output.extend([format!("{indent}Self {{\n")]);
            output.extend(fields);
            output.extend([format!("{indent}}}\n")]);
            continue;
        }
        let is_start = line.trim_start().starts_with("let ") && line.contains(" = ");
        let link = format!("{indent}    .");
        if !is_start || !lines.peek().is_some_and(|next| next.starts_with(&link)) {
            output.push_str(line);
            output.push('\n');
            continue;
        }
        let mut links = Vec::new();
        while let Some(next) = lines.next_if(|next| next.starts_with(&link)) {
            links.push(next);
        }
        push_chain(&mut output, (line, indent), &links);
    }
    output
}

/// Returns the fields of a struct literal on one line that is too wide for rustfmt.
fn wide_fields(line: &str) -> Option<Vec<&str>> {
    let fields = line.trim_start().strip_prefix("Self { ")?.strip_suffix(" }")?;
    let is_simple = !fields.contains(['{', '"', '<']) && !fields.contains("(|");
    let fields_in_calls = fields
        .split(", ")
        .any(|field| field.matches('(').count() != field.matches(')').count());
    (fields.len() > FIELDS_WIDTH && is_simple && !fields_in_calls)
        .then(|| fields.split(", ").collect())
}

/// Adds a chain of methods: on one line below the name, if it fits there as a whole.
fn push_chain(output: &mut String, (line, indent): (&str, &str), links: &[&str]) {
    let whole = line.split_once(" = ").and_then(|(name, start)| {
        let links = links.iter().map(|link| link.trim_start());
        let chain = start.to_owned() + &links.collect::<String>();
        let fits = indent.len() + 4 + chain.len() <= MAX_WIDTH && chain.ends_with(';');
        fits.then(|| format!("{name} =\n{indent}    {chain}\n"))
    });
    match whole {
        Some(whole) => output.push_str(&whole),
        None => {
            for line in [line].iter().chain(links) {
                output.push_str(line);
                output.push('\n');
            }
        }
    }
}
