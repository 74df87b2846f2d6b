//! Values of JSON bodies in the examples of the documentation.

use super::Context;
use super::sample_value::{Uses, sample_of, text_called};
use crate::ir::{Field, ModelId, Parameter, Type};

/// Returns a value for a parameter in a JSON body, of which the document may have an example.
pub(super) fn sample(
    context: Context<'_>,
    parameter: &Parameter,
    example: Option<&str>,
    uses: &mut Uses,
) -> String {
    let mut samples = Samples {
        context,
        uses,
        open: Vec::new(),
    };
    if parameter.nullable && matches!(parameter.ty, Type::Array(_) | Type::Map(_)) {
        return samples.null();
    }
    samples.passed(&parameter.ty, example)
}

struct Samples<'a> {
    context: Context<'a>,
    uses: &'a mut Uses,
    /// The models that contain the current value.
    open: Vec<ModelId>,
}

impl Samples<'_> {
    /// Returns a value as it is passed to a method, which converts it.
    fn passed(&mut self, ty: &Type, example: Option<&str>) -> String {
        match ty {
            Type::Array(element) if let Some(name) = self.open_name(element) => {
                format!("Vec::<{name}>::new()")
            }
            Type::Array(element) => format!("[{}]", self.element(element, example)),
            Type::Map(element) if let Some(name) = self.open_name(element) => {
                format!("Vec::<(String, {name})>::new()")
            }
            Type::Map(element) => {
                format!("[(\"example\", {})]", self.element(element, example))
            }
            Type::Json => {
                self.uses
                    .insert(format!("{}::serde_json::json", self.context.crate_name));
                "json!({\"example\": true})".to_owned()
            }
            Type::Model(id) => self.model(*id),
            ty => sample_of(self.context, ty, example, self.uses),
        }
    }

    /// Returns an element of an array or a map, which is converted unless it is an array or a map itself.
    fn element(&mut self, ty: &Type, example: Option<&str>) -> String {
        match ty {
            Type::Array(element) => format!("vec![{}]", self.owned(element, example)),
            Type::Map(element) => {
                self.uses.insert("std::collections::BTreeMap".to_owned());
                let value = self.owned(element, example);
                format!("BTreeMap::from([(\"example\".to_owned(), {value})])")
            }
            Type::Duration => "\"PT10M\".to_owned()".to_owned(),
            ty => self.passed(ty, example),
        }
    }

    /// Returns a value of exactly its type.
    fn owned(&mut self, ty: &Type, example: Option<&str>) -> String {
        let value = self.element(ty, example);
        let is_text =
            matches!(ty, Type::String | Type::Uri | Type::Sid(_) | Type::JsonText);
        if is_text {
            format!("{value}.into()")
        } else {
            value
        }
    }

    /// Returns the name of the model that a list in it consists of. An example leaves such a list empty.
    fn open_name(&self, element: &Type) -> Option<String> {
        match element {
            Type::Model(id) if self.open.contains(id) => {
                Some(self.context.names.model(*id).name.to_string())
            }
            _ => None,
        }
    }

    fn model(&mut self, id: ModelId) -> String {
        let context = self.context;
        let (model, names) = (context.api.model(id), context.names.model(id));
        self.uses.insert(context.rust().model(id).text(Some(context.crate_name)));
        self.open.push(id);
        if model.union.is_some() {
            let value = self.variant(id);
            self.open.pop();
            return value;
        }
        let fields = names.arguments.iter().map(|&index| &model.fields[index]);
        // A model that requires itself cannot be created at all.
        let fields = fields.filter(|field| match field.ty {
            Type::Model(id) => !self.open.contains(&id),
            _ => true,
        });
        let fields: Vec<&Field> = fields.collect();
        let arguments = fields.into_iter().map(|field| self.argument(field));
        let arguments: Vec<String> = arguments.collect();
        self.open.pop();
        format!("{}::new({})", names.name, arguments.join(", "))
    }

    /// Returns the first variant of a union.
    fn variant(&mut self, id: ModelId) -> String {
        let context = self.context;
        let (model, names) = (context.api.model(id), context.names.model(id));
        let variants = model.fields.iter().zip(&names.fields);
        let first = variants.into_iter().next().map(|(field, variant)| {
            let value = self.owned(&field.ty, None);
            if context.contents.rings.hold(&field.ty, id) {
                format!("{}::{variant}(Box::new({value}))", names.name)
            } else {
                format!("{}::{variant}({value})", names.name)
            }
        });
        first.unwrap_or_default()
    }

    /// Returns an argument of the constructor of a model.
    fn argument(&mut self, field: &Field) -> String {
        if field.nullable {
            return "None".to_owned();
        }
        let of_type = *field.ty.innermost() == Type::String;
        let of_name = of_type.then(|| text_called(self.context, &field.wire));
        self.passed(&field.ty, of_name.as_deref())
    }

    fn null(&mut self) -> String {
        self.uses.insert(format!("{}::Nullable", self.context.crate_name));
        "Nullable::Null".to_owned()
    }
}
