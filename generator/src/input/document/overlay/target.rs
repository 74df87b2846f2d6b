//! Estimates the cost of a target from its text alone.
//!
//! Some paths select the same value repeatedly, or traverse the whole document for each of its values. They are rejected
//! before they are evaluated.

use super::Problem;

/// Maximum nesting of the brackets in a target.
const MAX_BRACKETS: usize = 32;

/// Maximum number of descendant segments (`..`) in a target: each multiplies the number of visited values.
const MAX_DESCENTS: usize = 2;

/// Maximum length in bytes of a pattern in `match` or `search`.
const MAX_PATTERN: usize = 100;

/// Cost of matching a pattern, in visited values.
const PATTERN_COST: usize = 1_000;

/// The cost of evaluating a target.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// `true` if the target may select more than one value.
    is_plural: bool,
    /// Upper bound on the number of steps per visited value.
    steps: usize,
    /// Number of times that it restarts from the root for each visited value.
    roots: u32,
}

impl Cost {
    /// Parses a target; fails if the cost has no useful bound.
    pub(super) fn of(target: &str) -> Result<Self, Problem> {
        let mut reader = Reader::default();
        let mut characters = target.chars();
        while let Some(character) = characters.next() {
            if matches!(character, '\'' | '"') {
                reader.literal(character, &mut characters);
            } else {
                reader.take(character)?;
            }
        }
        if reader.descents > MAX_DESCENTS {
            return Err(rejected(format!(
                "the target contains more than {MAX_DESCENTS} `..`"
            )));
        }
        Ok(reader.cost)
    }

    /// Returns an upper bound on the number of visits in a document with `values` values.
    pub(super) fn visits(&self, values: usize) -> usize {
        if self.is_plural {
            values.saturating_pow(1 + self.roots).saturating_mul(self.steps)
        } else {
            self.steps
        }
    }
}

/// The contents of a pair of brackets or parentheses, up to the current character.
#[derive(Default)]
struct Group {
    opener: char,
    /// `true` if it contains the arguments of a function that takes a pattern.
    takes_pattern: bool,
    /// The parts between commas, abridged.
    parts: Vec<Part>,
}

/// A selector or an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    /// The text without literals.
    text: String,
    literals: Vec<String>,
}

#[derive(Default)]
struct Reader {
    cost: Cost,
    groups: Vec<Group>,
    descents: usize,
    /// The preceding letters, which may be the name of a function.
    word: String,
    previous: char,
}

impl Reader {
    /// Reads a literal up to its closing quotation mark.
    fn literal(&mut self, mark: char, characters: &mut std::str::Chars<'_>) {
        let mut literal = String::new();
        while let Some(character) = characters.next().filter(|next| *next != mark) {
            literal.push(character);
            if character == '\\' {
                literal.extend(characters.next());
            }
        }
        if let Some(part) = self.part() {
            part.literals.push(literal);
        }
        self.previous = mark;
    }

    fn take(&mut self, character: char) -> Result<(), Problem> {
        match character {
            '[' | '(' => self.open(character)?,
            ']' | ')' => self.close()?,
            ',' => {
                if let Some(group) = self.groups.last_mut() {
                    group.parts.push(Part::default());
                }
            }
            _ => {
                if let Some(part) = self.part().filter(|_| !character.is_whitespace()) {
                    part.text.push(character);
                }
            }
        }
        match character {
            '*' | '?' | ':' => self.cost.is_plural = true,
            '.' if self.previous == '.' => {
                self.cost.is_plural = true;
                self.descents += 1;
            }
            '$' if self.cost.steps > 0 => self.cost.roots += 1,
            _ => {}
        }
        if "$@.[(&|=<>!".contains(character) {
            self.cost.steps += 1;
        }
        if character.is_ascii_alphabetic() {
            self.word.push(character);
        } else {
            self.word.clear();
        }
        self.previous = character;
        Ok(())
    }

    fn part(&mut self) -> Option<&mut Part> {
        self.groups.last_mut()?.parts.last_mut()
    }

    fn open(&mut self, opener: char) -> Result<(), Problem> {
        // A part that contains a group is not a plain selector.
        if let Some(part) = self.part() {
            part.text.push(opener);
        }
        if self.groups.len() == MAX_BRACKETS {
            return Err(rejected(format!(
                "brackets in the target nest more than {MAX_BRACKETS} levels deep"
            )));
        }
        let takes_pattern =
            opener == '(' && matches!(self.word.as_str(), "match" | "search");
        if takes_pattern {
            self.cost.steps += PATTERN_COST;
        }
        self.groups.push(Group {
            opener,
            takes_pattern,
            parts: vec![Part::default()],
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(group) = self.groups.pop() else {
            return Ok(());
        };
        if group.takes_pattern && !group.parts.last().is_some_and(Part::is_plain_pattern)
        {
            let found = format!(
                "a pattern in the target is not a string literal of at most {MAX_PATTERN} bytes without `{{`"
            );
            return Err(rejected(found));
        }
        if group.opener == '[' && group.parts.len() > 1 && !group.selects_each_once() {
            let found = "the target may select the same value more than once".to_owned();
            return Err(Problem::new(
                found,
                "a single selector in a pair of brackets, or distinct names or indices",
                "split the action",
            ));
        }
        Ok(())
    }
}

impl Group {
    /// Returns `true` if the selectors are distinct names or indices.
    fn selects_each_once(&self) -> bool {
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(|part| (&part.literals, &part.text));
        parts.windows(2).all(|pair| pair[0] != pair[1])
            && parts.iter().all(|part| part.is_name() || part.is_index())
    }
}

impl Part {
    /// Returns `true` if it is a name without escapes, so that equal names are spelled alike.
    fn is_name(&self) -> bool {
        self.text.is_empty()
            && matches!(self.literals.as_slice(), [name] if !name.contains('\\'))
    }

    /// Returns `true` if it is an index from the start of the array, so that equal indices are spelled alike.
    fn is_index(&self) -> bool {
        self.literals.is_empty()
            && !self.text.is_empty()
            && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_plain_pattern(&self) -> bool {
        let is_plain =
            |pattern: &String| pattern.len() <= MAX_PATTERN && !pattern.contains('{');
        self.text.is_empty()
            && matches!(self.literals.as_slice(), [one] if is_plain(one))
    }
}

fn rejected(found: String) -> Problem {
    Problem::new(found, "a simple path to the values to change", "split the action")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits(target: &str) -> usize {
        Cost::of(target).map_or(usize::MAX, |cost| cost.visits(1_000))
    }

    #[test]
    fn a_singular_path_costs_its_steps() {
        assert_eq!(visits("$.paths['/v1/*?:..']['get'][0]"), 5);
        assert_eq!(visits("$.a[0, 1]['x', \"y\"]"), 4);
    }

    #[test]
    fn a_plural_path_costs_the_size_of_the_document() {
        assert_eq!(visits("$.a.*"), 3_000);
        assert_eq!(visits("$..a"), 3_000);
        assert!(visits("$[?@.in == 'query' && count(@.*, 1) > 2].schema") < 20_000);
        assert!(visits("$[?match(@.a, 'x+')]") > 1_000_000);
        assert!(visits("$[?@.a == $.b]") > 1_000_000);
        assert!(visits("$[?$[?$[?$[?@.a]]]]") > 1_000_000_000_000);
    }

    #[test]
    fn a_path_that_may_select_a_value_repeatedly_is_rejected() {
        for target in [
            "$[*, *]",
            "$[?@.a, ?@.b]",
            "$[0:2, 1]",
            "$[0, -1]",
            "$['a', 'a']",
            "$['a', '\\u0061']",
            "$[?@['a', *]]",
            "$[?match(@.a, @.b)]",
            "$[?search(@.a, '(a{100}){100}')]",
            "$..a..b..c",
        ] {
            assert_eq!(visits(target), usize::MAX, "{target}");
        }
    }
}
