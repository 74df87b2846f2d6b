//! Changing types wherever they occur.

use crate::ir::{Api, ResponseBody, Type};

/// Calls `change` on every type of every parameter, answer and field, at the bottom of lists and maps.
pub(super) fn every_type(api: &mut Api, mut change: impl FnMut(&mut Type)) {
    for operation in
        api.resources.iter_mut().flat_map(|resource| &mut resource.operations)
    {
        for parameter in &mut operation.parameters {
            change(parameter.ty.innermost_mut());
        }
        for response in &mut operation.responses {
            if let ResponseBody::Value(ty) | ResponseBody::Page(ty) = &mut response.body
            {
                change(ty.innermost_mut());
            }
        }
    }
    for field in api.models.iter_mut().flat_map(|model| &mut model.fields) {
        change(field.ty.innermost_mut());
    }
}
