//! Requests for lists.

use std::borrow::Cow;
use std::future::poll_fn;

use super::fetched_page::FetchedPage;
use super::navigation::PageNavigator;
use super::page_items::{ErasedItems, ListItem, PageDecoder};
use super::page_stream::{PageStream, Start};
use super::{Items, Page, PageToken, Pages};
use crate::runtime::response::OperationResponse;
use crate::runtime::response::typed_response::Response;
use crate::runtime::{
    Paging, ParameterValue, Request, RequestOptions, ResponseFuture, Result, Separator,
};

/// The page size of an operation if the document specifies no maximum; all of Twilio's lists allow it.
const DEFAULT_PAGE_SIZE: u32 = 50;

/// A request for a list under construction; every generated list builder is a newtype over it.
#[derive(Clone, Debug)]
pub(crate) struct ListRequest {
    request: Request,
    paging: &'static Paging,
    page_size: Option<u32>,
    limit: Option<u64>,
    token: Option<PageToken>,
    prefetch: bool,
}

impl ListRequest {
    /// Creates a request for the first page, without parameters.
    pub(crate) fn new(request: Request, paging: &'static Paging) -> Self {
        Self {
            request,
            paging,
            page_size: None,
            limit: None,
            token: None,
            prefetch: false,
        }
    }

    /// Sends no credentials.
    pub(crate) fn without_credentials(mut self) -> Self {
        self.request = self.request.without_credentials();
        self
    }

    /// Requires credentials that are access tokens.
    pub(crate) fn with_access_token(mut self) -> Self {
        self.request = self.request.with_access_token();
        self
    }

    /// Sets the server of the operation, which is not that of the API.
    pub(crate) fn server(mut self, url: &'static str) -> Self {
        self.request = self.request.server(url);
        self
    }

    /// Sets a query parameter.
    #[inline]
    pub(crate) fn query(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        self.request = self.request.query(name, value);
        self
    }

    /// Sets a query parameter to several values, each sent under the same name.
    #[inline]
    pub(crate) fn query_all(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        self.request = self.request.query_all(name, values);
        self
    }

    /// Sets a query parameter to a list with a separator between its elements.
    #[inline]
    pub(crate) fn query_separated(
        mut self,
        name: &'static str,
        separator: Separator,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        self.request = self.request.query_separated(name, separator, values);
        self
    }

    /// Sets the query parameters that the entries of a map are sent as: `prefix.key`.
    pub(crate) fn query_map(
        mut self,
        prefix: &'static str,
        entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.request = self.request.query_map(prefix, entries);
        self
    }

    /// Sets a header parameter.
    #[inline]
    pub(crate) fn header(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Sets a header parameter to a list, sent in one header with commas between its elements.
    #[inline]
    pub(crate) fn header_all(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        self.request = self.request.header_all(name, values);
        self
    }

    /// Adds a query parameter that the document does not declare.
    pub(crate) fn add_query_parameter(
        mut self,
        name: Cow<'static, str>,
        value: String,
    ) -> Self {
        self.request = self.request.add_query_parameter(name, value);
        self
    }

    /// Adds a header that the document does not declare.
    pub(crate) fn add_header(mut self, name: Cow<'static, str>, value: String) -> Self {
        self.request = self.request.add_header(name, value);
        self
    }

    /// Replaces the options.
    pub(crate) fn options(mut self, options: RequestOptions) -> Self {
        self.request = self.request.options(options);
        self
    }

    /// Sets the number of items per page.
    pub(crate) fn page_size(mut self, page_size: u32) -> Self {
        self.page_size = Some(page_size);
        self
    }

    /// Sets the maximum number of items.
    pub(crate) fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(u64::try_from(limit).unwrap_or(u64::MAX));
        self
    }

    /// Sets the token of the page to start with.
    pub(crate) fn resume(mut self, token: PageToken) -> Self {
        self.token = Some(token);
        self
    }

    /// Sets whether pages are prefetched.
    pub(crate) fn prefetch(mut self, prefetch: bool) -> Self {
        self.prefetch = prefetch;
        self
    }

    /// Requests the first page.
    pub(crate) fn send<T: ListItem>(self) -> ResponseFuture<Page<T>> {
        let first = self.fetch_first(PageDecoder::of::<T>());
        ResponseFuture::finished(first, |(page, _)| Page::complete(page))
    }

    /// Requests the first page, and returns the response along with it.
    pub(crate) fn send_with_response<T: ListItem>(
        self,
    ) -> ResponseFuture<Response<Page<T>>> {
        let first = self.fetch_first(PageDecoder::of::<T>());
        ResponseFuture::finished(first, |(page, response)| {
            Ok(Response::new(Page::complete(page)?, response))
        })
    }

    /// Fetches the first page and its response.
    fn fetch_first(
        self,
        decoder: PageDecoder,
    ) -> ResponseFuture<(FetchedPage, OperationResponse)> {
        ResponseFuture::new(
            async move { self.start(decoder)?.fetch_with_response().await },
        )
    }

    /// Returns a stream of the pages.
    pub(crate) fn pages<T: ListItem>(self) -> Pages<T> {
        Pages::new(self.start(PageDecoder::of::<T>()), self.prefetch)
    }

    /// Returns a stream of the items of all pages.
    pub(crate) fn stream<T: ListItem>(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// Requests all pages and returns their items.
    pub(crate) fn all<T: ListItem>(self) -> ResponseFuture<Vec<T>> {
        ResponseFuture::finished(self.fetch_all(PageDecoder::of::<T>()), |pages| {
            let mut items = Vec::new();
            for page in pages {
                items.append(&mut page.all()?);
            }
            Ok(items)
        })
    }

    /// Fetches all pages and returns their items, all of which were decoded.
    fn fetch_all(self, decoder: PageDecoder) -> ResponseFuture<Vec<ErasedItems>> {
        let mut pages = PageStream::new(self.start(decoder), self.prefetch);
        ResponseFuture::new(async move {
            let mut items = Vec::new();
            while let Some(page) = poll_fn(|context| pages.poll_page(context)).await {
                items.push(page?.items.complete(decoder)?);
            }
            Ok(items)
        })
    }

    /// Returns the page to start with.
    fn start(&self, decoder: PageDecoder) -> Result<Start> {
        let Some(token) = &self.token else {
            return self.first_page(decoder);
        };
        let list = self.request.prepare()?;
        let navigator = PageNavigator::new(&self.request, self.paging, &list, decoder);
        let position = token.position().map_err(|error| error.with_call(list.call))?;
        Ok(Start {
            prepared: navigator.prepare_from_token(position.url)?,
            navigator,
            skip: usize::try_from(position.skip).unwrap_or(usize::MAX),
            limit: [self.limit, position.limit].into_iter().flatten().min(),
        })
    }

    /// Returns the first page of the list.
    fn first_page(&self, decoder: PageDecoder) -> Result<Start> {
        let request = self.request.clone();
        if self.page_size == Some(0) {
            return Err(request.invalid("the page size is 0; expected 1 or more"));
        }
        let prepared = match self.paging.page_size.zip(self.first_page_size()) {
            Some((parameter, page_size)) => request.query(parameter, page_size),
            None => request,
        }
        .prepare()?;
        Ok(Start {
            navigator: PageNavigator::new(
                &self.request,
                self.paging,
                &prepared,
                decoder,
            ),
            prepared,
            skip: 0,
            limit: self.limit,
        })
    }

    /// Returns the page size to request: that of the caller, but not more than the API allows or the limit requires.
    ///
    /// If the caller sets only a limit, pages have the maximum size, to reduce the number of requests.
    fn first_page_size(&self) -> Option<u32> {
        let largest = self.paging.max_page_size;
        let wanted = match (self.page_size, self.limit) {
            (None, None) => return None,
            (Some(page_size), _) => page_size.min(largest.unwrap_or(u32::MAX)),
            (None, Some(_)) => largest.unwrap_or(DEFAULT_PAGE_SIZE),
        };
        let needed = self.limit.and_then(|limit| u32::try_from(limit).ok());
        Some(wanted.min(needed.unwrap_or(u32::MAX)).max(1))
    }
}

/// Implements the common methods of builders over [`ListRequest`]: options, page size, limit, and sending.
///
/// Lists whose page size the API determines have no method for it.
///
/// The methods that send are inlined, so that a program compiles the decoding of only those responses that it requests.
#[rustfmt::skip]
macro_rules! list_request {
    ($builder:ident -> $item:ty) => {
        impl $builder {
            /// Sets the number of items per request, at least 1. A size above the maximum of the operation is reduced
            /// to it.
            ///
            /// To limit the number of items in total, use [`limit`](Self::limit).
            pub fn page_size(self, page_size: u32) -> Self {
                Self(self.0.page_size(page_size))
            }
        }

        $crate::runtime::list_request!($builder -> $item, page size of the API);
    };
    ($builder:ident -> $item:ty, page size of the API) => {
        impl $builder {
            /// Sets options that are not parameters of the operation, such as timeouts. They apply to the request for
            /// each page.
            pub fn options(self, options: $crate::runtime::RequestOptions) -> Self {
                Self(self.0.options(options))
            }

            /// Sets the maximum number of items over all pages.
            pub fn limit(self, limit: usize) -> Self {
                Self(self.0.limit(limit))
            }

            /// Continues an earlier pagination of this list from a token returned by `continuation`, or from the URL of
            /// a page such as [`next_page_url`](crate::runtime::PageMeta::next_page_url).
            ///
            /// The filters, the order and the page size are those of the token, not those set here. Headers and options
            /// are those set here. The limit is the smaller one of the limit set here and what remains of the limit in
            /// the token.
            ///
            /// The token must belong to this list, identified in the same way, and name the client's own destination, a
            /// host of the API in any region, or only a path. The page is requested from the client's own destination.
            /// Otherwise the request fails with [`ErrorKind::Page`](crate::runtime::ErrorKind::Page) before anything is
            /// sent.
            pub fn resume(self, token: impl Into<$crate::runtime::PageToken>) -> Self {
                Self(self.0.resume(token.into()))
            }

            /// Sets whether `pages` and `stream` request the next page while the current one is processed. Default:
            /// `false`. See [`Pages`](crate::runtime::Pages#prefetching).
            pub fn prefetch(self, prefetch: bool) -> Self {
                Self(self.0.prefetch(prefetch))
            }

            /// Sends the request and returns the first page; awaiting the builder does the same. The returned future can be passed to
            /// `tokio::spawn`, which does not take a builder.
            ///
            /// # Errors
            ///
            /// Resolves to an [`Error`](crate::runtime::Error) if the request fails.
            #[inline]
            pub fn send(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::Page<$item>> {
                self.0.send()
            }

            /// Sends the request and returns the first page together with its response: status, headers, request ID,
            /// number of attempts and body. For another page, set [`resume`](Self::resume) to the
            /// [`continuation`](crate::runtime::Page::continuation) of the page before it.
            ///
            /// # Errors
            ///
            /// Resolves to an [`Error`](crate::runtime::Error) if the request fails.
            #[inline]
            pub fn send_with_response(
                self,
            ) -> $crate::runtime::ResponseFuture<
                $crate::runtime::Response<$crate::runtime::Page<$item>>,
            > {
                self.0.send_with_response()
            }

            /// Returns a stream of the pages, each requested when it is needed.
            #[inline]
            pub fn pages(self) -> $crate::runtime::Pages<$item> {
                self.0.pages()
            }

            /// Returns a stream of the items of all pages; a page is requested when its first item is needed.
            #[inline]
            pub fn stream(self) -> $crate::runtime::Items<$item> {
                self.0.stream()
            }

            /// Requests all pages and returns their items. Set a [`limit`](Self::limit) if the list can be long.
            ///
            /// # Errors
            ///
            /// Resolves to an [`Error`](crate::runtime::Error) if the request for one of the pages fails.
            #[inline]
            pub fn all(self) -> $crate::runtime::ResponseFuture<Vec<$item>> {
                self.0.all()
            }
        }

        $crate::runtime::any_request!($builder -> $crate::runtime::Page<$item>);
    };
}

pub(crate) use list_request;
