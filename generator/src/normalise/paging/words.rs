//! The names that pagination has in documents, in any style: `pageToken`, `PageToken` and `page_token` are one.

use heck::ToSnakeCase;

/// The name of a parameter or a property, in snake case.
pub(super) struct Word(String);

/// The number of a page, which only means something to the client.
pub(super) const PAGE: &str = "page";
/// The size of a page.
pub(super) const PAGE_SIZE: &str = "page_size";
/// The token of a page.
pub(super) const PAGE_TOKEN: &str = "page_token";

/// What tokens of pages are called.
const TOKENS: [&str; 2] = ["token", "cursor"];
/// The parameters that may set the page size of a list with tokens, the most telling first.
const SIZES: [&str; 6] =
    [PAGE_SIZE, "page_limit", "per_page", "size", "limit", "max_results"];
/// Properties that only pages have, beside links and tokens.
const OF_PAGES: [&str; 9] = [
    "next_page_url",
    "next_page_uri",
    "next_page",
    "has_next",
    "has_next_page",
    "has_more",
    "total_pages",
    "total_results",
    "items_per_page",
];

impl Word {
    pub(super) fn of(name: &str) -> Self {
        Self(name.to_snake_case())
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.0 == word
    }

    /// Returns `true` for the token of the next page: `next_token`, `next_page_token`.
    pub(super) fn is_next_token(&self) -> bool {
        self.0.strip_prefix("next_").is_some_and(|rest| kind(rest).is_some())
    }

    /// Returns `true` for the token of the previous page, beside that of the next one.
    pub(super) fn is_previous_token(&self, next: &str) -> bool {
        let next = next.to_snake_case();
        let next = next.strip_prefix("next_");
        ["previous_", "prev_"]
            .iter()
            .filter_map(|prefix| self.0.strip_prefix(prefix))
            .any(|rest| Some(rest) == next)
    }

    /// Returns how well a parameter suits a property with the token of the next page, the better the less: `page_token`,
    /// `next_token`, `token`.
    pub(super) fn suits_token(&self, next: &str) -> Option<usize> {
        let next = next.to_snake_case();
        let wanted = kind(next.strip_prefix("next_").unwrap_or(&next))?;
        let (rank, rest) = ["page_", "next_", ""]
            .iter()
            .enumerate()
            .find_map(|(rank, prefix)| Some((rank, self.0.strip_prefix(prefix)?)))?;
        (kind(rest) == Some(wanted)).then_some(rank)
    }

    /// Returns how well a parameter suits the page size of a list with tokens, the better the less.
    pub(super) fn suits_size(&self) -> Option<usize> {
        SIZES.iter().position(|size| self.is(size))
    }

    /// Returns `true` for a property that only pages have.
    pub(super) fn is_of_pages(&self) -> bool {
        self.is_next_token() || OF_PAGES.contains(&self.0.as_str())
    }

    /// Returns `true` for a parameter that only lists have.
    pub(super) fn selects_page(&self) -> bool {
        let token =
            ["page_", "next_"].iter().find_map(|prefix| self.0.strip_prefix(prefix));
        token.is_some_and(|rest| kind(rest).is_some())
            || self.is(PAGE)
            || self.is(PAGE_SIZE)
    }
}

/// Returns what a token is called, without `page_`.
fn kind(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("page_").unwrap_or(name);
    TOKENS.into_iter().find(|token| *token == name)
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn parameters_suit_tokens() {
        for (parameter, property, rank) in [
            ("pageToken", "nextToken", Some(0)),
            ("PageToken", "next_page_token", Some(0)),
            ("next_token", "nextToken", Some(1)),
            ("nextPageToken", "nextPageToken", Some(1)),
            ("Token", "next_token", Some(2)),
            ("cursor", "nextCursor", Some(2)),
            ("cursor", "nextToken", None),
            ("accessToken", "nextToken", None),
            ("page", "nextToken", None),
        ] {
            assert_eq!(Word::of(parameter).suits_token(property), rank, "{parameter}");
        }
    }

    #[test]
    fn tokens_have_a_direction() {
        for (name, is_next) in [
            ("nextToken", true),
            ("next_page_token", true),
            ("nextCursor", true),
            ("token", false),
            ("nextStep", false),
        ] {
            assert_eq!(Word::of(name).is_next_token(), is_next, "{name}");
        }
        assert!(Word::of("previousToken").is_previous_token("nextToken"));
        assert!(Word::of("prev_page_token").is_previous_token("next_page_token"));
        assert!(!Word::of("previousToken").is_previous_token("nextPageToken"));
    }
}
