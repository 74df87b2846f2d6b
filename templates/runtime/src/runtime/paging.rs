//! Lists: requests, pages, items, and navigation between pages.

mod fetched_page;
mod items;
mod kind;
mod list;
mod navigation;
mod page;
mod page_body;
mod page_items;
pub(crate) mod page_link;
mod page_meta;
mod page_stream;
mod page_token;
mod pages;
mod raw_items;

pub use self::items::Items;
pub(crate) use self::kind::{Paging, PagingKind, TokenPaging};
pub(crate) use self::list::{ListRequest, list_request};
pub use self::page::Page;
pub use self::page_meta::PageMeta;
pub use self::page_token::PageToken;
pub use self::pages::Pages;
