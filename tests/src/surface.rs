//! Lists the public API of a Rust file, one line per item, without documentation and bodies.

mod tokens;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Attribute, Field, File, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Meta,
    Signature, UseTree, Visibility,
};

use self::tokens::on_one_line;

/// Returns the public API of a file.
///
/// The methods of a type directly follow it. Macro calls are listed verbatim: the items that `request!` and similar macros
/// define are the same for each type.
///
/// # Panics
///
/// If the text is not Rust.
#[must_use]
pub fn of(text: &str) -> String {
    let file: File =
        syn::parse_str(text).unwrap_or_else(|error| panic!("not Rust: {error}"));
    let mut surface = Surface::default();
    for item in &file.items {
        surface.item(item);
    }
    surface.text
}

#[derive(Default)]
struct Surface {
    text: String,
    /// The type whose methods are listed without its name.
    current: String,
}

impl Surface {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.line(0, &item.mac.to_token_stream()),
            Item::Mod(item) if is_public(&item.vis) => {
                let name = &item.ident;
                self.line(0, &quote! { mod #name });
            }
            Item::Use(item) if is_public(&item.vis) => {
                self.reexports(&TokenStream::new(), &item.tree);
            }
            Item::Fn(item) if is_public(&item.vis) => {
                self.line(0, &signature(&item.sig));
            }
            Item::Const(item) if is_public(&item.vis) => {
                let (name, ty) = (&item.ident, &item.ty);
                self.line(0, &quote! { const #name: #ty });
            }
            Item::Type(item) if is_public(&item.vis) => {
                let (name, generics, ty) = (&item.ident, &item.generics, &item.ty);
                self.line(0, &quote! { type #name #generics = #ty });
            }
            Item::Trait(item) if is_public(&item.vis) => {
                let (name, supertraits) = (&item.ident, &item.supertraits);
                self.line(0, &quote! { trait #name: #supertraits });
            }
            _ => {}
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let (name, generics) = (&item.ident, &item.generics);
        self.declaration(&quote! { struct #name #generics }, &item.attrs);
        self.current = name.to_string();
        for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
            let Field { ident, ty, .. } = field;
            let colon = &field.colon_token;
            let mark = deprecated(&field.attrs);
            self.line(1, &quote! { #mark #ident #colon #ty });
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let (name, generics) = (&item.ident, &item.generics);
        self.declaration(&quote! { enum #name #generics }, &item.attrs);
        self.current = name.to_string();
        for variant in &item.variants {
            let (name, fields) = (&variant.ident, &variant.fields);
            self.line(1, &quote! { #name #fields });
        }
    }

    /// Adds a type with its attributes, after an empty line.
    fn declaration(&mut self, declaration: &TokenStream, attributes: &[Attribute]) {
        let derived =
            attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
        let derived = derived.filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => Some(on_one_line(&list.tokens)),
            _ => None,
        });
        let marks = ["non_exhaustive", "must_use", "deprecated"].into_iter();
        let marks = marks.filter(|mark| {
            attributes.iter().any(|attribute| attribute.path().is_ident(mark))
        });
        let traits: Vec<String> = derived.chain(marks.map(str::to_owned)).collect();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, declaration);
        if !traits.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(": ");
            self.text.push_str(&traits.join(", "));
            self.text.push('\n');
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let (generics, ty, bounds) =
            (&item.generics, &item.self_ty, &item.generics.where_clause);
        if let Some((path, _)) = &item.trait_ {
            self.line(0, &quote! { impl #generics #path for #ty #bounds });
            return;
        }
        let items = item.items.iter().filter_map(|item| match item {
            ImplItem::Const(item) if is_public(&item.vis) => {
                let (name, ty) = (&item.ident, &item.ty);
                Some(quote! { const #name: #ty })
            }
            ImplItem::Fn(function) if is_public(&function.vis) => {
                let (mark, signature) =
                    (deprecated(&function.attrs), signature(&function.sig));
                Some(quote! { #mark #signature })
            }
            _ => None,
        });
        let items: Vec<TokenStream> = items.collect();
        if !items.is_empty() && on_one_line(&ty.to_token_stream()) != self.current {
            self.line(0, &quote! { impl #generics #ty #bounds });
        }
        for item in items {
            self.line(1, &item);
        }
    }

    fn reexports(&mut self, path: &TokenStream, tree: &UseTree) {
        match tree {
            UseTree::Path(tree) => {
                let name = &tree.ident;
                self.reexports(&quote! { #path #name:: }, &tree.tree);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexports(path, tree);
                }
            }
            leaf => self.line(0, &quote! { use #path #leaf }),
        }
    }

    fn line(&mut self, indent: usize, tokens: &TokenStream) {
        self.text += &"    ".repeat(indent);
        self.text += &on_one_line(tokens);
        self.text.push('\n');
    }
}

/// Returns a signature without `pub`, which is always present, and `fn`.
fn signature(signature: &Signature) -> TokenStream {
    let Signature {
        constness,
        asyncness,
        ident,
        generics,
        inputs,
        output,
        ..
    } = signature;
    let bounds = &generics.where_clause;
    quote! { #constness #asyncness #ident #generics (#inputs) #output #bounds }
}

/// Returns the attribute of a deprecated item.
fn deprecated(attributes: &[Attribute]) -> Option<&Attribute> {
    attributes.iter().find(|attribute| attribute.path().is_ident("deprecated"))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_public_items_are_listed() {
        let text = r#"
            //! A file.
            use std::fmt;
            /// A model.
            #[derive(Clone, PartialEq)]
            #[non_exhaustive]
            pub struct Role { #[serde(rename = "x")] pub r#type: Option<Vec<RoleType>>, #[deprecated] pub old: bool, secret: u8 }
            impl fmt::Debug for Role { fn fmt(&self) {} }
            pub struct Roles(Location);
            impl Roles {
                /// Creates one.
                #[deprecated]
                pub fn create(&self, names: impl IntoIterator<Item = impl Into<String>>) -> CreateRole { todo!() }
                fn private(&self) {}
            }
            impl Client { pub async fn role<'a>(&'a mut self) -> &'a Role { todo!() } }
            request!(CreateRole -> Role);
            pub enum Kind { A, Unknown(String) }
            pub use runtime::{Client, error::Error as E};
            struct Hidden;
            const FETCH: u8 = 1;
        "#;
        let expected = "\
struct Role: Clone, PartialEq, non_exhaustive
    r#type: Option<Vec<RoleType>>
    #[deprecated] old: bool
impl fmt::Debug for Role

struct Roles
    #[deprecated] create(&self, names: impl IntoIterator<Item = impl Into<String>>) -> CreateRole
impl Client
    async role<'a>(&'a mut self) -> &'a Role
request!(CreateRole -> Role)

enum Kind
    A
    Unknown(String)
use runtime::Client
use runtime::error::Error as E
";
        assert_eq!(of(text), expected);
    }
}
