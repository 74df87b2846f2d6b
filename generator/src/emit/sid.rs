//! Emits SIDs as newtypes.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::documentation::{indefinite, outer};
use crate::ir::{Sid, SidForm, SidId};
use crate::name::NamedApi;
use crate::text::noun;
use crate::text::rustdoc::{Inline, joined};

/// Emits the file with a newtype for each kind of SID.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let mut kinds: Vec<SidId> = context.api.sids.ids().collect();
    kinds.sort_by_key(|id| context.names.sid(*id));
    let (shared, own): (Vec<SidId>, Vec<SidId>) =
        kinds.into_iter().partition(|id| is_of_root(context, *id));
    let import = (!own.is_empty()).then(|| quote! { use crate::runtime::sid; });
    let shared = shared.into_iter().map(|id| context.names.sid(id));
    let shared = shared.map(|name| quote! { pub use crate::sid::#name; });
    let (typed, own): (Vec<SidId>, Vec<SidId>) =
        own.into_iter().partition(|id| context.api.sid(*id).form == SidForm::TypedId);
    let of_typed = (!typed.is_empty()).then(typed_ids);
    let kinds = own.into_iter().chain(typed).map(|id| newtype(context, id));
    quote! {
        //! SIDs: one type for each kind of resource.
        //!
        //! A SID is a prefix of two letters that names the kind of resource, followed by 32
        //! hexadecimal digits. `From<&str>` and `From<String>` accept any text, so that methods
        //! can take `&str` and so that responses are read even if Twilio changes the format; the
        //! API rejects a SID that does not exist. To validate input from elsewhere, use
        //! [`str::parse`], which fails with [`ParseSidError`](crate::ParseSidError).
        #of_typed

        #(#shared)*
        #import

        #(#kinds)*
    }
}

/// Returns `true` if the API in the root of the crate has the same kind of SID, by name and prefix, so that the SIDs of its
/// responses can be passed to the methods of a module and vice versa.
fn is_of_root(context: Context<'_>, id: SidId) -> bool {
    let (sid, name) = (context.api.sid(id), context.names.sid(id));
    context.root().is_some_and(|NamedApi { api, names, .. }| {
        let mut others = api.sids.entries();
        others.any(|(other, it)| it.prefix == sid.prefix && names.sid(other) == name)
    })
}

fn newtype(context: Context<'_>, id: SidId) -> TokenStream {
    let sid = context.api.sid(id);
    let name = context.names.sid(id);
    let documentation = outer(describe(context, sid));
    let declaration = match (&sid.prefix, sid.form) {
        (Some(prefix), SidForm::TypedId) => quote! { sid!(#name, typed #prefix); },
        (Some(prefix), SidForm::Sid) => quote! { sid!(#name, #prefix); },
        (None, _) => quote! { sid!(#name); },
    };
    quote! {
        #documentation
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(crate::runtime::SidText);

        #declaration
    }
}

fn describe(context: Context<'_>, sid: &Sid) -> Inline {
    let form = match (&sid.prefix, sid.form) {
        (Some(prefix), SidForm::TypedId) => {
            let prefix = Inline::code(&format!("{prefix}_"));
            joined![prefix, " followed by 26 digits and lowercase letters"]
        }
        (Some(prefix), SidForm::Sid) => {
            joined![Inline::code(prefix), " followed by 32 hexadecimal digits"]
        }
        (None, _) => Inline::from("two letters followed by 32 hexadecimal digits"),
    };
    let kind = match sid.form {
        SidForm::Sid => "SID of ",
        SidForm::TypedId => "ID of ",
    };
    if let Some((owner, model)) =
        sid.owner.and_then(|owner| Some((owner, context.api.resource(owner).model?)))
    {
        let name = &context.names.model(model).name;
        // Another resource may declare the model.
        let declaring = context.api.model(model).owner.resource().unwrap_or(owner);
        let path = format!("{}::{name}", context.path_of(declaring));
        let link = Inline::item(&Inline::code(name.as_str()), &path);
        joined![kind, context.indefinite(owner, link), ": ", form, "."]
    } else {
        let what = called(sid);
        let noun = Inline::plain(&noun::spelled(&what));
        joined![kind, indefinite(&what, noun), ": ", form, "."]
    }
}

/// Returns what an identifier without an owner is of, by the shortest of its names in the document.
fn called(sid: &Sid) -> String {
    let word = sid.form.word();
    let names = sid.wire_names.iter().map(|name| name.to_snake_case());
    let shortest = names.filter(|name| name != word).min_by_key(String::len);
    let name = shortest.unwrap_or_else(|| word.to_owned());
    let what = name.strip_suffix("_sid").or_else(|| name.strip_suffix("_id"));
    what.unwrap_or(&name).to_owned()
}

/// Returns an example of an identifier.
pub(super) fn example(sid: &Sid) -> String {
    match sid.form {
        SidForm::Sid => with_prefix(sid.prefix.as_deref().unwrap_or("SM")),
        SidForm::TypedId => {
            let prefix = sid.prefix.as_deref().unwrap_or_default();
            format!("{prefix}_0123456789abcdefghjkmnpqrs")
        }
    }
}

/// Returns an example of a SID with this prefix.
pub(super) fn with_prefix(prefix: &str) -> String {
    format!("{prefix}0123456789abcdef0123456789abcdef")
}

/// The documentation of typed IDs in the documentation of the module.
fn typed_ids() -> TokenStream {
    quote! {
        //!
        //! A typed ID is a prefix of words, an underscore, and 26 digits and lowercase letters. The
        //! same holds for it.
    }
}
