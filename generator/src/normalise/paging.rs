//! Pass: a `GET` operation whose response contains a single array and `meta` with a link to the next page is a list.
//!
//! With other methods the response remains a model: the next page is fetched by `GET`, without the body of the request.
//!
//! The client handles pagination, so the parameters that select a page are hidden. The property of the items and the maximum
//! page size are kept for the client.

use std::collections::HashMap;

use crate::ir::{
    IdVec, Location, LoweredApi, Method, Model, ModelId, Operation, Paging, Parameter,
    ResponseBody, Role, Type, Undecided,
};

/// Parameters that select a page.
const PAGE_PARAMETERS: [&str; 2] = ["Page", "PageToken"];
/// The parameter that sets the page size.
const PAGE_SIZE: &str = "PageSize";

/// Detects list operations and converts their responses to pages.
pub(super) fn find_lists(api: &mut LoweredApi) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many operations may return the same model, which is examined once.
    let mut envelopes: HashMap<ModelId, Option<(String, Type)>> = HashMap::new();
    let operations = resources.iter_mut().flat_map(|resource| &mut resource.operations);
    for operation in operations.filter(|operation| operation.method == Method::Get) {
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

/// Returns the property and type of the items, if the model is the envelope of a page.
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
