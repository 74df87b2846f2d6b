//! Emits SIDs as newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::documentation::{indefinite, outer};
use crate::ir::{Sid, SidId};
use crate::text::noun;
use crate::text::rustdoc::{Inline, joined};

/// Emits the file with a newtype for each kind of SID.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let mut kinds: Vec<SidId> = context.api.sids.ids().collect();
    kinds.sort_by_key(|id| context.names.sid(*id));
    let import = (!kinds.is_empty()).then(|| quote! { use crate::runtime::sid; });
    let kinds = kinds.into_iter().map(|id| newtype(context, id));
    quote! {
        //! SIDs: one type for each kind of resource.
        //!
        //! A SID is a prefix of two letters that names the kind of resource, followed by 32
        //! hexadecimal digits. `From<&str>` and `From<String>` accept any text, so that methods
        //! can take `&str` and so that responses are read even if Twilio changes the format; the
        //! API rejects a SID that does not exist. To validate input from elsewhere, use
        //! [`str::parse`], which fails with [`ParseSidError`](crate::ParseSidError).

        #import

        #(#kinds)*
    }
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
        pub struct #name(String);

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
        let path = format!("crate::{}::{name}", context.module_of(owner));
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

