//! Numbers of things in sentences.

/// Returns a number with the noun that it counts, in the plural unless there is one: `1 model`, `2 models`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn only_one_is_singular() {
        let counts = [0, 1, 2].map(|count| counted(count, "note"));
        assert_eq!(counts, ["0 notes", "1 note", "2 notes"]);
    }
}
