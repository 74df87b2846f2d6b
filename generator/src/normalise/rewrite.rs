//! Rewrites all occurrences of types.

use crate::ir::{
    Event, Events, Field, LoweredApi, Model, ModelId, Operation, Parameter, Reply,
    Resource, Response, ResponseBody, Type,
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
        events,
        error_codes: _,
        fake: _,
    } = api;
    for resource in resources {
        in_resource(resource, &mut change);
    }
    if let Some(events) = events {
        in_events(events, &mut change);
    }
    for Model {
        pointers: _,
        name: _,
        explicit_name: _,
        owner: _,
        direction: _,
        union: _,
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
            required: _,
            nullable: _,
            access: _,
            minimum: _,
            maximum: _,
            default: _,
            sensitivity: _,
            example: _,
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
        is_account: _,
    } = resource;
    if let Some(id) = model {
        of_model(id, change);
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
        explicit_paging: _,
        wait: _,
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
            is_idempotency_key: _,
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
                ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Bytes(_) => {
                }
            }
        }
    }
}

fn in_events(events: &mut Events, change: &mut impl FnMut(&mut Type)) {
    let Events {
        discriminator: _,
        kinds,
        events,
    } = events;
    let mut ty = Type::Enumeration(*kinds);
    change(&mut ty);
    if let Type::Enumeration(changed) = ty {
        *kinds = changed;
    }
    for Event {
        pointer: _,
        kind: _,
        model,
        separated: _,
        reply,
        destinations: _,
        documentation: _,
    } in events
    {
        of_model(model, change);
        if let Some(Reply {
            model: Some(model),
            can_reject: _,
        }) = reply
        {
            of_model(model, change);
        }
    }
}

fn of_model(id: &mut ModelId, change: &mut impl FnMut(&mut Type)) {
    let mut ty = Type::Model(*id);
    change(&mut ty);
    if let Type::Model(changed) = ty {
        *id = changed;
    }
}
