//! Rewrites all occurrences of types.

use crate::ir::{
    Field, LoweredApi, Model, Operation, Parameter, Resource, Response, ResponseBody,
    Type,
};

/// Calls `change` on the innermost type of every parameter, response and field.
///
/// All structs are destructured completely, so that a new member must be handled here.
pub(super) fn every_type(api: &mut LoweredApi, mut change: impl FnMut(&mut Type)) {
    let LoweredApi {
        title: _,
        version: _,
        server: _,
        common_segments: _,
        resources,
        models,
        // Enumerations, kinds of SID and error codes refer to no types.
        enumerations: _,
        sids: _,
        error_codes: _,
    } = api;
    for resource in resources {
        in_resource(resource, &mut change);
    }
    for Model {
        pointers: _,
        name: _,
        explicit_name: _,
        owner: _,
        fields,
        deprecated: _,
        description: _,
    } in models
    {
        for Field {
            pointer: _,
            wire: _,
            explicit_name: _,
            ty,
            presence: _,
            sensitivity: _,
            deprecated: _,
            description: _,
        } in fields
        {
            change(ty.innermost_mut());
        }
    }
}

fn in_resource(resource: &mut Resource, change: &mut impl FnMut(&mut Type)) {
    let Resource {
        plural: _,
        singular: _,
        explicit_name: _,
        kind: _,
        scopes: _,
        model,
        operations,
        documentation: _,
        separations: _,
    } = resource;
    if let Some(id) = model {
        let mut ty = Type::Model(*id);
        change(&mut ty);
        if let Type::Model(changed) = ty {
            *id = changed;
        }
    }
    for Operation {
        action: _,
        method: _,
        server: _,
        routes: _,
        body: _,
        authentication: _,
        parameters,
        responses,
        paging: _,
        documentation: _,
    } in operations
    {
        for Parameter {
            pointer: _,
            wire: _,
            explicit_name: _,
            location: _,
            ty,
            list_style: _,
            required: _,
            nullable: _,
            role: _,
            minimum: _,
            maximum: _,
            default: _,
            example: _,
            deprecated: _,
            description: _,
        } in parameters
        {
            change(ty.innermost_mut());
        }
        for Response {
            status: _,
            description: _,
            body,
        } in responses
        {
            match body {
                ResponseBody::Value(ty) | ResponseBody::Page(ty) => {
                    change(ty.innermost_mut());
                }
                ResponseBody::Empty => {}
            }
        }
    }
}
