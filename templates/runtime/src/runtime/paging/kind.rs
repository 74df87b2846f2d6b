//! The pagination of a list, as the document describes it.

/// The pagination of a list operation.
#[derive(Debug)]
pub(crate) struct Paging {
    /// The property of the response that contains the items of a page.
    pub(crate) items: &'static str,
    /// The query parameter that sets the page size. `None`: the API determines it.
    pub(crate) page_size: Option<&'static str>,
    /// The maximum page size, if the document specifies it.
    pub(crate) max_page_size: Option<u32>,
    /// What leads from a page to the next one.
    pub(crate) kind: PagingKind,
}

/// What leads from a page to the next one.
#[derive(Debug)]
pub(crate) enum PagingKind {
    /// A URL: `meta.next_page_url`.
    NextPageUrl,
    /// A URL beside the items, usually without a host: `next_page_uri`.
    NextPageUri,
    /// A token, which is sent in a query parameter.
    Token(TokenPaging),
}

/// The pagination of a list by tokens.
#[derive(Debug)]
pub(crate) struct TokenPaging {
    /// The query parameter that the token of a page is sent in.
    pub(crate) parameter: &'static str,
    /// The property of the response whose members the tokens are. `None`: they are beside the items.
    pub(crate) within: Option<&'static str>,
    /// The property with the token of the next page.
    pub(crate) next: &'static str,
    /// The property with the token of the previous page.
    pub(crate) previous: Option<&'static str>,
    /// The property with the page size.
    pub(crate) page_size: Option<&'static str>,
    /// The property with the name of the property that contains the items.
    pub(crate) key: Option<&'static str>,
}

/// A member of the metadata of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MetaMember {
    /// The link to the first page.
    First,
    /// The link to the page itself.
    Own,
    /// The link to the next page, or its token.
    Next,
    /// The link to the previous page, or its token.
    Previous,
    /// The number of the page.
    Number,
    /// The number of items per page.
    Size,
    /// The name of the property that contains the items.
    Key,
}

impl Paging {
    /// Returns the parameter that the tokens of pages are sent in, if a page leads to the next one by its token.
    pub(crate) fn token_parameter(&self) -> Option<&'static str> {
        match &self.kind {
            PagingKind::NextPageUrl | PagingKind::NextPageUri => None,
            PagingKind::Token(token) => Some(token.parameter),
        }
    }

    /// Returns the property of a response whose members are the metadata. `None`: they are beside the items.
    pub(crate) fn meta_property(&self) -> Option<&'static str> {
        match &self.kind {
            PagingKind::NextPageUrl => Some("meta"),
            PagingKind::NextPageUri => None,
            PagingKind::Token(token) => token.within,
        }
    }

    /// Returns the meaning of a member of the metadata.
    pub(crate) fn meta_member(&self, name: &str) -> Option<MetaMember> {
        match &self.kind {
            PagingKind::NextPageUrl => find(URL_MEMBERS, name),
            PagingKind::NextPageUri => find(URI_MEMBERS, name),
            PagingKind::Token(token) => find(&token.members(), name),
        }
    }
}

/// The names of members of the metadata, and what they mean.
type Members = [(Option<&'static str>, MetaMember)];

/// The members of `meta` in lists with URLs of pages.
const URL_MEMBERS: &Members = &[
    (Some("first_page_url"), MetaMember::First),
    (Some("key"), MetaMember::Key),
    (Some("next_page_url"), MetaMember::Next),
    (Some("page"), MetaMember::Number),
    (Some("page_size"), MetaMember::Size),
    (Some("previous_page_url"), MetaMember::Previous),
    (Some("url"), MetaMember::Own),
];

/// The members beside the items in lists with URLs of pages there.
const URI_MEMBERS: &Members = &[
    (Some("first_page_uri"), MetaMember::First),
    (Some("next_page_uri"), MetaMember::Next),
    (Some("page"), MetaMember::Number),
    (Some("page_size"), MetaMember::Size),
    (Some("previous_page_uri"), MetaMember::Previous),
    (Some("uri"), MetaMember::Own),
];

impl TokenPaging {
    fn members(&self) -> [(Option<&'static str>, MetaMember); 4] {
        [
            (Some(self.next), MetaMember::Next),
            (self.previous, MetaMember::Previous),
            (self.page_size, MetaMember::Size),
            (self.key, MetaMember::Key),
        ]
    }
}

fn find(members: &Members, name: &str) -> Option<MetaMember> {
    members.iter().find(|(own, _)| *own == Some(name)).map(|(_, member)| *member)
}
