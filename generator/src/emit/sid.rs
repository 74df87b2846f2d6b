//! Emits SIDs as newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::documentation::{indefinite, outer};
use crate::ir::{Sid, SidId};
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
    let kinds = own.into_iter().map(|id| newtype(context, id));
    quote! {
        //! SIDs: one type for each kind of resource.
        //!
        //! A SID is a prefix of two letters that names the kind of resource, followed by 32
        //! hexadecimal digits. `From<&str>` and `From<String>` accept any text, so that methods
        //! can take `&str` and so that responses are read even if Twilio changes the format; the
        //! API rejects a SID that does not exist. To validate input from elsewhere, use
        //! [`str::parse`], which fails with [`ParseSidError`](crate::ParseSidError).

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
    let declaration = if let Some(prefix) = &sid.prefix {
        quote! { sid!(#name, #prefix); }
    } else {
        quote! { sid!(#name); }
    };
    quote! {
        #documentation
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(crate::runtime::SidText);

        #declaration
    }
}

fn describe(context: Context<'_>, sid: &Sid) -> Inline {
    let form = match &sid.prefix {
        Some(prefix) => {
            joined![Inline::code(prefix), " followed by 32 hexadecimal digits"]
        }
        None => Inline::from("two letters followed by 32 hexadecimal digits"),
    };
    if let Some((owner, model)) =
        sid.owner.and_then(|owner| Some((owner, context.api.resource(owner).model?)))
    {
        let name = &context.names.model(model).name;
        let path = format!("{}::{name}", context.path_of(owner));
        let link = Inline::item(&Inline::code(name.as_str()), &path);
        joined!["SID of ", context.indefinite(owner, link), ": ", form, "."]
    } else {
        let what = sid
            .wire_names
            .iter()
            .filter(|name| *name != "sid")
            .min_by_key(|name| name.len());
        let what = what.map_or("sid", String::as_str).trim_end_matches("_sid");
        let noun = Inline::plain(&noun::spelled(what));
        joined!["SID of ", indefinite(what, noun), ": ", form, "."]
    }
}

