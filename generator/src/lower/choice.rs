//! Unions: schemas that are one of several objects, by `oneOf` or `anyOf`.

mod shape;

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use self::shape::Shape;
use super::Lowering;
use super::naming::words;
use super::schema::{Hint, Lowered, SCHEMA, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Access, Discriminator, Field, ModelId, Presence, Sensitivity, Type};

/// The schemas of which a value matches one.
#[derive(Clone, Copy)]
struct Choice<'a> {
    /// The keyword: `oneOf` or `anyOf`.
    keyword: &'static str,
    schemas: &'a [ReferenceOr<Schema>],
}

/// A variant of a union, before it is lowered.
struct Variant<'a> {
    index: usize,
    schema: SchemaUse<'a>,
    /// The value of the discriminator, or a name made of that of the schema.
    name: String,
}

impl<'a> Choice<'a> {
    /// Returns the schemas of which a value matches one, if there are any.
    fn of(schema: &'a Schema) -> Option<Self> {
        let (keyword, schemas) = match &schema.schema_kind {
            SchemaKind::OneOf { one_of } => ("oneOf", one_of),
            SchemaKind::AnyOf { any_of } => ("anyOf", any_of),
            SchemaKind::Any(any) if !any.one_of.is_empty() => ("oneOf", &any.one_of),
            SchemaKind::Any(any) if !any.any_of.is_empty() => ("anyOf", &any.any_of),
            _ => return None,
        };
        Some(Self { keyword, schemas })
    }
}

impl<'a> Lowering<'a> {
    /// Lowers a union to a model, or to a JSON value if its variants cannot be told apart. `None` for any other schema.
    pub(super) fn choice(
        &mut self,
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Option<Lowered> {
        let choice = Choice::of(schema)?;
        Some(match self.told_apart(choice, schema) {
            Ok((discriminator, variants)) => {
                let id = self.declare_model(schema, pointer, hint);
                let place = pointer.join(choice.keyword);
                self.define_union(id, (discriminator, variants), &place);
                Lowered::plain(Type::Model(id))
            }
            Err(found) => {
                let found = format!("`{}` {found}", choice.keyword);
                Lowered::plain(self.unsupported(&found, &pointer.join(choice.keyword)))
            }
        })
    }

    /// Notes a discriminator of a schema that is no union.
    pub(super) fn note_unused_discriminator(
        &mut self,
        schema: &Schema,
        pointer: &Pointer,
    ) {
        if schema.schema_data.discriminator.is_some() && Choice::of(schema).is_none() {
            let consequence = "it has no effect without `oneOf` or `anyOf`";
            let pointer = || pointer.join("discriminator");
            self.ignored.add(("discriminator", SCHEMA), consequence, pointer);
        }
    }

    /// Lowers a named union. `declare` is called before its variants are lowered, since they may refer to it.
    pub(super) fn named_choice(
        &mut self,
        schema: &'a Schema,
        pointer: &Pointer,
        declare: impl FnOnce(&mut Self) -> ModelId,
    ) -> Option<ModelId> {
        let choice = Choice::of(schema)?;
        let parts = self.told_apart(choice, schema).ok()?;
        let id = declare(self);
        self.define_union(id, parts, &pointer.join(choice.keyword));
        Some(id)
    }

    /// Returns the variants in the order in which they are tried, and what tells them apart; or the reason why nothing does.
    fn told_apart(
        &mut self,
        choice: Choice<'a>,
        schema: &'a Schema,
    ) -> Result<(Discriminator, Vec<Variant<'a>>), String> {
        let members = choice.schemas.iter().map(SchemaUse::from);
        let members: Vec<_> = members.collect();
        let shapes = members.iter().map(|member| self.shape(*member));
        let shapes: Option<Vec<Shape<'a>>> = shapes.collect();
        let shapes =
            shapes.ok_or("has a schema that is not an object with properties")?;
        if let Some((property, names)) = self.discriminator_of(schema, &members, &shapes)
        {
            let names = names.into_iter().enumerate().flat_map(|(index, names)| {
                names.into_iter().map(move |name| (index, name))
            });
            let variants = names.map(|(index, name)| Variant {
                index,
                schema: members[index],
                name,
            });
            return Ok((Discriminator::Property(property), variants.collect()));
        }
        let order = shape::order(&shapes).ok_or(
            "has no discriminator, and the required properties do not tell its schemas apart",
        )?;
        let labels = self.labels(&members, choice.schemas);
        let variants = order.into_iter().map(|index| Variant {
            index,
            schema: members[index],
            name: labels[index].clone(),
        });
        Ok((Discriminator::RequiredMembers, variants.collect()))
    }

    /// Returns names of the schemas, without the words that all of them start or end with.
    fn labels(
        &mut self,
        members: &[SchemaUse<'a>],
        schemas: &'a [ReferenceOr<Schema>],
    ) -> Vec<String> {
        let names = members.iter().zip(schemas).enumerate();
        let names = names.map(|(index, (member, schema))| match (member, schema) {
            (SchemaUse::Named(name), _) => {
                let name = self.resolve_alias(name);
                words(name.rsplit('.').next().unwrap_or(name))
            }
            (_, ReferenceOr::Item(schema)) if schema.schema_data.title.is_some() => {
                words(schema.schema_data.title.as_deref().unwrap_or_default())
            }
            _ => format!("variant_{}", index + 1),
        });
        without_common_words(names.collect())
    }

    fn define_union(
        &mut self,
        id: ModelId,
        (discriminator, variants): (Discriminator, Vec<Variant<'a>>),
        pointer: &Pointer,
    ) {
        let owner = self.api.models[id].name.clone();
        self.api.models[id].union = Some(discriminator);
        let mut fields = Vec::new();
        for variant in variants {
            let pointer = pointer.index(variant.index);
            let hint = Hint {
                owner: owner.clone(),
                role: words(&variant.name),
            };
            let lowered = self.schema(variant.schema, &pointer, &hint);
            if !matches!(lowered.ty, Type::Model(_)) {
                self.diagnostics.push(
                    Diagnostic::error(pointer, "the schema of a union is not a single object")
                        .expected("an object with properties")
                        .help("declare the schema as one object in the document or in an overlay"),
                );
                continue;
            }
            fields.push(of_union(pointer, variant.name, lowered));
        }
        self.api.models[id].fields = fields;
    }
}

/// Returns the field that stands for a variant.
fn of_union(pointer: Pointer, wire: String, lowered: Lowered) -> Field {
    Field {
        pointer,
        wire,
        explicit_name: None,
        ty: lowered.ty,
        presence: Presence::Always,
        required: false,
        nullable: false,
        access: Access::default(),
        minimum: None,
        maximum: None,
        default: None,
        sensitivity: Sensitivity::Public,
        example: None,
        deprecated: lowered.deprecated,
        description: lowered.description,
    }
}

/// Removes the words that all of several names start or end with, unless nothing would remain of one.
fn without_common_words(names: Vec<String>) -> Vec<String> {
    let split: Vec<Vec<&str>> =
        names.iter().map(|name| name.split('_').collect()).collect();
    let reversed: Vec<Vec<&str>> =
        split.iter().map(|words| words.iter().rev().copied().collect()).collect();
    let (start, end) = (common_start(&split), common_start(&reversed));
    let is_left = |words: &Vec<&str>| words.len() > start + end;
    if split.len() < 2 || !split.iter().all(is_left) {
        return names;
    }
    split.iter().map(|words| words[start..words.len() - end].join("_")).collect()
}

/// Returns the number of words that all lists start with.
fn common_start(lists: &[Vec<&str>]) -> usize {
    let Some((first, others)) = lists.split_first() else {
        return 0;
    };
    let is_common = |index: &usize| {
        others.iter().all(|other| other.get(*index) == first.get(*index))
    };
    (0..first.len()).take_while(is_common).count()
}
