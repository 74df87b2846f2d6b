//! Emits the methods that wait for operations that the API carries out after it has accepted the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::outer;
use super::types::Types;
use crate::ir::{
    Operation, ResourceId, ResponseBody, ScopeId, StatusReference, Type, Wait, WaitKind,
};
use crate::name::{OperationNames, call};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the method `wait` of a request builder, if callers can wait for the operation.
pub(super) fn emit(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let Wait { kind, .. } = operation.wait.as_ref()?;
    let (documentation, status, waiter) = match kind {
        WaitKind::Status {
            property,
            done,
            failed,
        } => {
            let documentation = describe_status(property, done, failed);
            let [waiter, progress] =
                ["Waiter", "Progress"].map(|item| types.runtime(item));
            let code = quote! {
                let progress = #progress::new(#property, &[#(#done),*], &[#(#failed),*]);
                #waiter::of_status(self.0, progress)
            };
            (documentation, status_type(operation)?, code)
        }
        WaitKind::Started {
            operation,
            reference,
        } => started(types, operation, reference)?,
    };
    let builder = &names.builder;
    let documentation = outer(documentation);
    let status = types.received(status);
    let waiter_type = types.runtime("Waiter");
    Some(quote! {
        impl #builder {
            #documentation
            pub fn wait(self) -> #waiter_type<#status> { #waiter }
        }
    })
}

fn started<'a>(
    types: Types<'a>,
    status_id: &str,
    reference: &StatusReference,
) -> Option<(Prose, &'a Type, TokenStream)> {
    let (api, names) = (types.context.api, types.context.names);
    let (id, index, scope) = find(types, status_id)?;
    let operation = &api.resource(id).operations[index];
    let status_names = &names.resource(id).operations[index];
    let path = &operation.routes[scope].path;
    let mut calls: Vec<String> = names.module.calls().collect();
    calls.extend(call::steps(api, names, id, scope, path, |_| "id".to_owned()));
    calls.push(format!("{}()", status_names.method));
    let chain: TokenStream = calls.join(".").parse().ok()?;
    let builder = &status_names.builder;
    let link = Inline::item(
        &Inline::code(&format!("{builder}::wait")),
        &format!("{}::{builder}::wait", types.context.path_of(id)),
    );
    let documentation = joined![
        "Sends the request and waits for the operation to complete. Resolves to its final status: see ",
        link,
        "."
    ];
    let [waiter, status_reference] =
        ["Waiter", "StatusReference"].map(|item| types.runtime(item));
    let reference = match reference {
        StatusReference::Header(name) => quote! { #status_reference::Header(#name) },
        StatusReference::Property(name) => quote! { #status_reference::Property(#name) },
    };
    let status = status_type(operation)?;
    let (client, received) = (types.runtime("Client"), types.received(status));
    let code = quote! {
        fn status(client: &#client, id: String) -> #waiter<#received> {
            #chain.wait()
        }
        let reference = #reference;
        #waiter::of_accepted(self.0, reference, status)
    };
    Some((documentation.into(), status, code))
}

/// Returns the operation with an `operationId`, and the scope that has this ID.
fn find(types: Types<'_>, id: &str) -> Option<(ResourceId, usize, ScopeId)> {
    types.context.api.resources.entries().find_map(|(resource, found)| {
        let operations = found.operations.iter().enumerate();
        let mut routes = operations.flat_map(|(index, operation)| {
            operation.routes.entries().map(move |route| (index, route))
        });
        let (index, (scope, _)) = routes.find(|(_, (_, route))| route.id == id)?;
        Some((resource, index, scope))
    })
}

fn status_type(operation: &Operation) -> Option<&Type> {
    match operation.success() {
        ResponseBody::Value(ty) => Some(ty),
        _ => None,
    }
}

fn describe_status(property: &str, done: &[String], failed: &[String]) -> Prose {
    let values = |values: &[String]| {
        Inline::separated(values.iter().map(|value| Inline::code(value)), " or ")
    };
    let failure = if failed.is_empty() {
        Inline::default()
    } else {
        joined![
            " If it becomes ",
            values(failed),
            ", that is an error of \
             [`ErrorKind::OperationFailed`](crate::ErrorKind::OperationFailed)."
        ]
    };
    Prose::blocks([
        joined![
            "Fetches the status until ",
            Inline::code(property),
            " is ",
            values(done),
            ", and resolves to the last response.",
            failure,
        ]
        .into(),
        Inline::from("[`Waiter`] says how often, and for how long.").into(),
    ])
}
