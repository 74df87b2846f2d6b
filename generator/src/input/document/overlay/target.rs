//! What applying a target may cost, told from its text alone.
//!
//! Some paths select the same value again and again, or look at the whole document for each part of it. They are
//! refused before they are applied.

use super::Problem;

/// How deeply the brackets of a target may nest.
const MAX_BRACKETS: usize = 32;

/// How often a target may select all that is below: each time multiplies what is visited.
const MAX_DESCENTS: usize = 2;

/// How many bytes the pattern of a `match` or a `search` may have.
const MAX_PATTERN: usize = 100;

/// How many values may be visited for one that a pattern is tried on.
const PATTERN: usize = 1_000;

/// What applying a target costs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Whether it may select more than one value.
    is_plural: bool,
    /// How many steps it takes from each value that it visits, at most.
    steps: usize,
    /// How often it starts anew from the top of the document for each value that it visits.
    roots: u32,
}

impl Cost {
    /// Reads a target; fails for one that no document could bound.
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
            return Err(refused(format!("a target with more than {MAX_DESCENTS} `..`")));
        }
        Ok(reader.cost)
    }

    /// How many values are visited at most in a document of so many.
    pub(super) fn visits(&self, values: usize) -> usize {
        if self.is_plural {
            values.saturating_pow(1 + self.roots).saturating_mul(self.steps)
        } else {
            self.steps
        }
    }
}

/// What stands between two brackets or parentheses, as far as it was read.
#[derive(Default)]
struct Group {
    opener: char,
    /// Whether it holds the arguments of a function that takes a pattern.
    takes_pattern: bool,
    /// What commas separate, in short.
    parts: Vec<Part>,
}

/// A selector or an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    /// All but literals.
    text: String,
    literals: Vec<String>,
}

#[derive(Default)]
struct Reader {
    cost: Cost,
    groups: Vec<Group>,
    descents: usize,
    /// The letters just read, which may name a function.
    word: String,
    previous: char,
}

impl Reader {
    /// Takes a literal, up to its closing quotation mark.
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
        // What holds a group is no plain selector.
        if let Some(part) = self.part() {
            part.text.push(opener);
        }
        if self.groups.len() == MAX_BRACKETS {
            return Err(refused(format!(
                "a target whose brackets nest more than {MAX_BRACKETS} deep"
            )));
        }
        let takes_pattern =
            opener == '(' && matches!(self.word.as_str(), "match" | "search");
        if takes_pattern {
            self.cost.steps += PATTERN;
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
                "a pattern in the target is not a literal of at most {MAX_PATTERN} bytes without `{{`"
            );
            return Err(refused(found));
        }
        if group.opener == '[' && group.parts.len() > 1 && !group.selects_each_once() {
            let found = "the target may select the same value more than once".to_owned();
            return Err(Problem::new(
                found,
                "one selector in a pair of brackets, or several names or indices, each of them once",
                "split the action into several",
            ));
        }
        Ok(())
    }
}

impl Group {
    /// Whether its selectors are names or indices that are all different.
    fn selects_each_once(&self) -> bool {
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(|part| (&part.literals, &part.text));
        parts.windows(2).all(|pair| pair[0] != pair[1])
            && parts.iter().all(|part| part.is_name() || part.is_index())
    }
}

impl Part {
    /// Whether it is a name whose spelling is its own.
    fn is_name(&self) -> bool {
        self.text.is_empty()
            && matches!(self.literals.as_slice(), [name] if !name.contains('\\'))
    }

    /// Whether it is an index that counts from the start, as it has to be to differ from others.
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

fn refused(found: String) -> Problem {
    Problem::new(found, "a simple path to what changes", "split the action into several")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits(target: &str) -> usize {
        Cost::of(target).map_or(usize::MAX, |cost| cost.visits(1_000))
    }

    #[test]
    fn a_path_to_one_value_costs_its_steps() {
        assert_eq!(visits("$.paths['/v1/*?:..']['get'][0]"), 5);
        assert_eq!(visits("$.a[0, 1]['x', \"y\"]"), 4);
    }

    #[test]
    fn what_may_select_many_costs_the_document() {
        assert_eq!(visits("$.a.*"), 3_000);
        assert_eq!(visits("$..a"), 3_000);
        assert!(visits("$[?@.in == 'query' && count(@.*, 1) > 2].schema") < 20_000);
        assert!(visits("$[?match(@.a, 'x+')]") > 1_000_000);
        assert!(visits("$[?@.a == $.b]") > 1_000_000);
        assert!(visits("$[?$[?$[?$[?@.a]]]]") > 1_000_000_000_000);
    }

    #[test]
    fn what_may_select_one_value_several_times_is_refused() {
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
