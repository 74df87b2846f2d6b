//! What the model of a response tells about pages.

use super::words::{self, Word};
use crate::ir::{Field, IdVec, Model, ModelId, TokenProperties, Type, Undecided};

/// What the model of a response tells about pages.
pub(super) struct Envelope {
    /// The properties that are arrays, with the types of their elements.
    pub(super) arrays: Vec<(String, Type)>,
    /// What leads to the next page.
    pub(super) next: Option<Next>,
    /// A property that only pages have.
    pub(super) hint: Option<String>,
}

/// What leads to the next page.
pub(super) enum Next {
    /// `meta.next_page_url`.
    Url,
    /// `next_page_uri`.
    Uri,
    /// The token in one of these properties.
    Token(TokenProperties),
}

type Models = IdVec<ModelId, Model<Undecided>>;

impl Envelope {
    /// Examines a model.
    pub(super) fn of(model: &Model<Undecided>, models: &Models) -> Self {
        let meta = model.fields.iter().find(|field| field.wire == "meta");
        let meta = meta.and_then(|field| match &field.ty {
            Type::Model(meta) => Some((field.wire.as_str(), &models[*meta])),
            _ => None,
        });
        let beside = &model.fields;
        let inside = meta.map_or(&[][..], |(_, meta)| &meta.fields);
        let next = if has_link(inside, "next_page_url") {
            Some(Next::Url)
        } else if has_link(beside, "next_page_uri") {
            Some(Next::Uri)
        } else {
            let inside = meta.and_then(|(name, meta)| tokens(Some(name), &meta.fields));
            inside.or_else(|| tokens(None, beside)).map(Next::Token)
        };
        let arrays = model.fields.iter().filter_map(|field| match &field.ty {
            Type::Array(item) => Some((field.wire.clone(), (**item).clone())),
            _ => None,
        });
        let mut fields = inside.iter().chain(beside);
        let hint = fields.find(|field| Word::of(&field.wire).is_of_pages());
        Self {
            arrays: arrays.collect(),
            next,
            hint: hint.map(|field| field.wire.clone()),
        }
    }
}

fn has_link(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.wire == name && field.ty.is_text())
}

/// Returns the tokens among these properties.
fn tokens(within: Option<&str>, fields: &[Field]) -> Option<TokenProperties> {
    let texts = || fields.iter().filter(|field| field.ty == Type::String);
    let next = texts().find(|field| Word::of(&field.wire).is_next_token())?;
    let find = |is_wanted: &dyn Fn(&Word) -> bool| {
        let field = fields.iter().find(|field| is_wanted(&Word::of(&field.wire)));
        field.map(|field| field.wire.clone())
    };
    Some(TokenProperties {
        within: within.map(str::to_owned),
        previous: find(&|word| word.is_previous_token(&next.wire)),
        page_size: find(&|word| word.is(words::PAGE_SIZE)),
        key: find(&|word| word.is("key")),
        next: next.wire.clone(),
    })
}
