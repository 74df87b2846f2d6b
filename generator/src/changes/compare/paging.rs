//! Changes of the pagination of lists.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item, instead};
use super::side::OperationId;
use crate::ir::{Operation, Paging};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    /// Compares the pagination of an operation. What leads to the next page is nothing that callers see.
    pub(super) fn paging(
        &mut self,
        (old, one): (OperationId, &Operation),
        (new, other): (OperationId, &Operation),
    ) {
        let (Some(before), Some(after)) = (&one.paging, &other.paging) else {
            return;
        };
        if before.items != after.items {
            let change = self
                .of_operation((old, new), ChangeKind::Wire, Impact::Behavior)
                .replaced(&before.items, &after.items)
                .note(instead("items are read from ", &after.items, &before.items));
            self.changes.push(change);
        }
        self.page_size_method((old, before), (new, after));
        let is_set = before.page_size.is_some() && after.page_size.is_some();
        if is_set && before.max_page_size != after.max_page_size {
            let size = |size: Option<i64>| {
                size.map_or_else(|| "unlimited".to_owned(), |size| size.to_string())
            };
            let (before, after) =
                (size(before.max_page_size), size(after.max_page_size));
            let change = self
                .of_operation((old, new), ChangeKind::Limit, Impact::Behavior)
                .note(
                    Phrase::from("the maximum page size is ")
                        .prose(&after)
                        .words(" instead of ")
                        .prose(&before),
                )
                .replaced(before, after);
            self.changes.push(change);
        }
    }

    /// Compares whether callers can set the page size.
    fn page_size_method(
        &mut self,
        (old, before): (OperationId, &Paging),
        (new, after): (OperationId, &Paging),
    ) {
        let (what, impact, request) = match (&before.page_size, &after.page_size) {
            (Some(_), None) => {
                (ChangeKind::Removed, Impact::Breaking, self.old.request(old))
            }
            (None, Some(_)) => {
                (ChangeKind::Added, Impact::Additive, self.new.request(new))
            }
            (None, None) | (Some(_), Some(_)) => return,
        };
        let path = format!("{request}::page_size");
        let change = Change::new(what, impact, Item::Setter, path)
            .at_old(&self.old.operation(old).routes.first().pointer)
            .at_new(&self.new.operation(new).routes.first().pointer)
            .in_operations(self.shared_ids(new));
        self.changes.push(change);
    }
}
