//! A list operation is known by its answer: one list, and `meta` with a link to the next page.
//!
//! Which page is asked for is the client's business, so the parameters that say it are hidden. The items' property and
//! the largest page are kept for the client.

use std::collections::HashMap;

use crate::ir::{
    IdVec, Location, LoweredApi, Model, ModelId, Operation, Paging, Parameter,
    ResponseBody, Role, Type, Undecided,
};

/// Parameters that pick a page by its place in the list.
const PAGE_PARAMETERS: [&str; 2] = ["Page", "PageToken"];
/// The parameter that asks for a size of page.
const PAGE_SIZE: &str = "PageSize";

/// Marks list operations and turns their answers into pages.
pub(super) fn find_lists(api: &mut LoweredApi) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many operations may answer with one model, which is looked at once.
    let mut envelopes: HashMap<ModelId, Option<(String, Type)>> = HashMap::new();
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let ResponseBody::Value(Type::Model(model)) = operation.success() else {
            continue;
        };
        let model = *model;
        let found =
            envelopes.entry(model).or_insert_with(|| envelope(&models[model], models));
        if let Some((items, item)) = found {
            turn_into_list(operation, items, item);
        }
    }
}

/// The items' property and type, if the model is the envelope of a page.
fn envelope(
    model: &Model<Undecided>,
    models: &IdVec<ModelId, Model<Undecided>>,
) -> Option<(String, Type)> {
    let meta = model.fields.iter().find(|field| field.wire == "meta")?;
    let Type::Model(meta) = &meta.ty else {
        return None;
    };
    models[*meta].fields.iter().find(|field| field.wire == "next_page_url")?;
    let mut lists = model.fields.iter().filter_map(|field| match &field.ty {
        Type::Array(item) => Some((field.wire.clone(), (**item).clone())),
        _ => None,
    });
    let list = lists.next()?;
    lists.next().is_none().then_some(list)
}

fn turn_into_list(operation: &mut Operation, items: &str, item: &Type) {
    let mut paging = Paging {
        items: items.to_owned(),
        page_size: None,
        max_page_size: None,
    };
    for parameter in operation
        .parameters
        .iter_mut()
        .filter(|parameter| parameter.location == Location::Query)
    {
        if parameter.wire == PAGE_SIZE {
            paging.page_size = Some(parameter.wire.clone());
            paging.max_page_size = parameter.maximum;
            hide(parameter);
        } else if PAGE_PARAMETERS.contains(&parameter.wire.as_str()) {
            hide(parameter);
        }
    }
    for response in &mut operation.responses {
        if response.body != ResponseBody::Empty {
            response.body = ResponseBody::Page(item.clone());
        }
    }
    operation.paging = Some(paging);
}

/// Makes a parameter the client's business. No caller gives its values, so a set of them is nothing that callers see.
fn hide(parameter: &mut Parameter) {
    parameter.role = Role::Hidden;
    let ty = parameter.ty.innermost_mut();
    if let Type::Enumeration(_) = ty {
        *ty = Type::String;
    }
}
