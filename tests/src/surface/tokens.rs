//! Formats tokens on one line, with the spacing of rustfmt.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Formats a signature, a type or a path.
pub(super) fn on_one_line(tokens: &TokenStream) -> String {
    let mut line = Line::default();
    line.tokens(tokens.clone());
    line.text
}

/// The end of the formatted text, for spacing.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum End {
    /// No space follows: the start, an opening bracket, `&`, `::`.
    #[default]
    Tight,
    /// A word: a space follows if another word does.
    Word,
    /// A space always follows.
    Loose,
}

#[derive(Default)]
struct Line {
    text: String,
    end: End,
}

impl Line {
    fn tokens(&mut self, tokens: TokenStream) {
        let mut operator = String::new();
        for token in tokens {
            match token {
                TokenTree::Punct(punct) => {
                    operator.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone || !continues(&operator) {
                        self.operator(&std::mem::take(&mut operator));
                    }
                }
                TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
                word => self.word(&word.to_string()),
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.end != End::Tight {
            self.text.push(' ');
        }
        self.text += word;
        self.end = End::Word;
    }

    fn operator(&mut self, operator: &str) {
        let is_spaced = matches!(operator, "->" | "=" | "+" | "=>");
        if is_spaced
            || self.end == End::Loose
            || (self.end == End::Word && matches!(operator, "&" | "'"))
        {
            self.text.push(' ');
        }
        self.text += operator;
        self.end = match operator {
            "->" | "=" | "+" | "=>" | "," | ":" | ";" => End::Loose,
            ">" => End::Word,
            _ => End::Tight,
        };
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => (" {", "}"),
            Delimiter::None => ("", ""),
        };
        if self.end == End::Loose {
            self.text.push(' ');
        }
        self.text += open;
        self.end = End::Tight;
        self.tokens(stream);
        self.text.truncate(self.text.trim_end_matches(',').len());
        self.text += close;
        self.end = End::Word;
    }
}

/// Returns `true` if an operator of several characters may start with this text.
fn continues(operator: &str) -> bool {
    matches!(operator, ":" | "-" | "=")
}
