//! The pagination of lists.

use serde::Serialize;

/// The pagination of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The property that contains the items of a page.
    pub items: String,
    /// The parameter that sets the page size.
    pub page_size: Option<String>,
    /// The maximum page size.
    pub max_page_size: Option<i64>,
    /// What leads from a page to the next one.
    pub kind: PagingKind,
}

/// What leads from a page of a list to the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingKind {
    /// A URL: `meta.next_page_url`.
    NextPageUrl,
    /// A URL beside the items, usually without a host: `next_page_uri`.
    NextPageUri,
    /// A token, which is sent in a query parameter.
    Token {
        /// The parameter.
        parameter: String,
        /// The properties of the response.
        properties: TokenProperties,
    },
}

/// The properties of a page that belongs to a list with tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TokenProperties {
    /// The property of the response whose members the others are. `None`: they are beside the items.
    pub within: Option<String>,
    /// The token of the next page.
    pub next: String,
    /// The token of the previous page.
    pub previous: Option<String>,
    /// The page size.
    pub page_size: Option<String>,
    /// The name of the property that contains the items.
    pub key: Option<String>,
}

impl PagingKind {
    /// Returns its name, as in `x-paging`.
    pub fn as_str(&self) -> &'static str {
        match self {
            PagingKind::NextPageUrl => "next-page-url",
            PagingKind::NextPageUri => "next-page-uri",
            PagingKind::Token { .. } => "token",
        }
    }

    /// Returns the names of the properties that it reads from a response, if the document chooses them.
    pub fn property_names(&self) -> impl Iterator<Item = &str> {
        let properties = match self {
            PagingKind::NextPageUrl | PagingKind::NextPageUri => None,
            PagingKind::Token { properties, .. } => Some(properties),
        };
        properties.into_iter().flat_map(|properties| {
            let TokenProperties {
                within,
                next,
                previous,
                page_size,
                key,
            } = properties;
            let optional = [within, previous, page_size, key].into_iter().flatten();
            optional.chain([next]).map(String::as_str)
        })
    }
}
