//! What the model of a response tells about pages.

use super::words::{self, Word};
use crate::ir::{Field, IdVec, Model, ModelId, TokenProperties, Type, Undecided};

/// What the model of a response tells about pages.
pub(super) struct Envelope<'m> {
    /// The properties of the response.
    fields: &'m [Field],
    /// The objects in the response, and their properties.
    objects: Vec<(&'m str, &'m [Field])>,
    /// The properties that are arrays, with the types of their elements.
    pub(super) arrays: Vec<(&'m str, &'m Type)>,
    /// What leads to the next page.
    pub(super) next: Option<Next>,
    /// `true` if there is a property that only pages have.
    pub(super) is_alike: bool,
}

/// What leads to the next page.
#[derive(Clone)]
pub(super) enum Next {
    /// `meta.next_page_url`.
    Url,
    /// `next_page_uri`.
    Uri,
    /// The token in one of these properties.
    Token(TokenProperties),
}

type Models = IdVec<ModelId, Model<Undecided>>;

impl<'m> Envelope<'m> {
    /// Examines a model.
    pub(super) fn of(model: &'m Model<Undecided>, models: &'m Models) -> Self {
        let objects = model.fields.iter().filter_map(|field| match &field.ty {
            Type::Model(id) => Some((field.wire.as_str(), &models[*id].fields[..])),
            _ => None,
        });
        let arrays = model.fields.iter().filter_map(|field| match &field.ty {
            Type::Array(item) => Some((field.wire.as_str(), &**item)),
            _ => None,
        });
        let mut envelope = Self {
            fields: &model.fields,
            objects: objects.collect(),
            arrays: arrays.collect(),
            next: None,
            is_alike: false,
        };
        envelope.next = envelope.find_next();
        envelope.is_alike = envelope.find_alike();
        envelope
    }

    fn find_next(&self) -> Option<Next> {
        let is_link = |fields: &[Field], name| {
            fields.iter().any(|field| field.wire == name && field.ty.is_text())
        };
        if self.object("meta").is_some_and(|meta| is_link(meta, "next_page_url")) {
            Some(Next::Url)
        } else if is_link(self.fields, "next_page_uri") {
            Some(Next::Uri)
        } else {
            self.tokens().map(Next::Token)
        }
    }

    /// Returns the tokens of other pages.
    pub(super) fn tokens(&self) -> Option<TokenProperties> {
        let is_next = |field: &&Field| {
            field.ty == Type::String && Word::of(&field.wire).is_next_token()
        };
        let inside = self.objects.iter().map(|(name, fields)| (Some(*name), *fields));
        inside.chain([(None, self.fields)]).find_map(|(within, fields)| {
            let next = fields.iter().find(is_next)?;
            Some(properties(within, fields, &next.wire))
        })
    }

    /// Returns the tokens of other pages by the property of the next one: `nextToken`, or `meta.nextToken`.
    pub(super) fn tokens_at(&self, path: &str) -> Option<TokenProperties> {
        let (within, fields, next) = match path.split_once('.') {
            Some((within, next)) => (Some(within), self.object(within)?, next),
            None => (None, self.fields, path),
        };
        let is_there = has_text(fields, next);
        is_there.then(|| properties(within, fields, next))
    }

    /// Returns `true` if a string has this name beside a token.
    pub(super) fn has_beside(&self, token: &TokenProperties, name: &str) -> bool {
        let fields = match &token.within {
            Some(within) => self.object(within).unwrap_or_default(),
            None => self.fields,
        };
        has_text(fields, name)
    }

    fn find_alike(&self) -> bool {
        let mut fields =
            self.fields.iter().chain(self.object("meta").unwrap_or_default());
        fields.any(|field| Word::of(&field.wire).is_of_pages())
    }

    fn object(&self, name: &str) -> Option<&'m [Field]> {
        self.objects.iter().find(|(own, _)| *own == name).map(|(_, fields)| *fields)
    }
}

fn has_text(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.wire == name && field.ty == Type::String)
}

/// Returns the properties that belong to the token of the next page.
fn properties(within: Option<&str>, fields: &[Field], next: &str) -> TokenProperties {
    let find = |is_wanted: &dyn Fn(&Word) -> bool| {
        let field = fields.iter().find(|field| is_wanted(&Word::of(&field.wire)));
        field.map(|field| field.wire.clone())
    };
    TokenProperties {
        within: within.map(str::to_owned),
        next: next.to_owned(),
        previous: find(&|word| word.is_previous_token(next)),
        page_size: find(&|word| word.is(words::PAGE_SIZE)),
        key: find(&|word| word.is("key")),
    }
}
