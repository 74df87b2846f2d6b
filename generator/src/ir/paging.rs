//! The pagination of lists.

use serde::Serialize;

use crate::diagnostics::Pointer;

/// The pagination of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The property that contains the items of a page.
    pub items: String,
    /// The parameter that sets the page size. `None`: the API determines it.
    pub page_size: Option<String>,
    /// The maximum page size.
    pub max_page_size: Option<i64>,
    /// The mechanism that links a page to the next one.
    pub kind: PagingKind,
}

/// The mechanism that links a page of a list to the next one.
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

/// The pagination that the extension `x-paging` determines in place of the rules. The rules determine what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExplicitPaging {
    /// The pointer to the extension.
    pub pointer: Pointer,
    /// `false` if the operation is not a list.
    pub is_list: bool,
    /// The mechanism that links a page to the next one.
    pub kind: Option<ExplicitKind>,
    /// The property that contains the items of a page.
    pub items: Option<String>,
    /// The parameter that sets the page size.
    pub page_size: Option<String>,
    /// The parameter that the token of a page is sent in.
    pub token: Option<String>,
    /// The property with the token of the next page, after that of the object around it and a dot.
    pub next: Option<String>,
    /// The property with the token of the previous page, beside that of the next one.
    pub previous: Option<String>,
}

/// The kind of pagination in `x-paging`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExplicitKind {
    /// See [`PagingKind::NextPageUrl`].
    NextPageUrl,
    /// See [`PagingKind::NextPageUri`].
    NextPageUri,
    /// See [`PagingKind::Token`].
    Token,
}

impl PagingKind {
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
