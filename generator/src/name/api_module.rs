//! The module of the client crate that contains an API.

use heck::ToUpperCamelCase as _;

/// The module of the client crate that contains the API of a document: the root of the crate, or a public module behind a
/// feature of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiModule(Option<String>);

impl ApiModule {
    /// Returns the root of the crate.
    pub fn root() -> Self {
        Self(None)
    }

    /// Returns a module of the root by its name, such as `v2`.
    pub fn named(name: impl Into<String>) -> Self {
        Self(Some(name.into()))
    }

    /// Returns the name of the module and of its feature; `None` for the root.
    pub fn name(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Returns the path of an item of the module, relative to the root of the crate: `v2::sid`.
    pub fn within(&self, item: &str) -> String {
        match &self.0 {
            Some(name) => format!("{name}::{item}"),
            None => item.to_owned(),
        }
    }

    /// Returns the path of a source file of the module in the crate, without its extension: `src/v2/sid`.
    pub fn file(&self, name: &str) -> String {
        match &self.0 {
            Some(module) => format!("src/{module}/{name}"),
            None => format!("src/{name}"),
        }
    }

    /// Returns the type whose methods lead to the resources: that of the client, or the handle that the client's method of
    /// the module's name returns.
    pub fn entry_type(&self) -> String {
        self.0.as_deref().map_or_else(|| "Client".to_owned(), str::to_upper_camel_case)
    }

    /// Returns the calls that lead from a variable `client` to the resources: `client` and `v2()`.
    pub fn calls(&self) -> impl Iterator<Item = String> {
        let call = self.0.as_ref().map(|name| format!("{name}()"));
        std::iter::once("client".to_owned()).chain(call)
    }
}

#[cfg(test)]
mod tests {
    use super::ApiModule;

    #[test]
    fn items_of_a_module_have_its_name_in_their_paths() {
        let (root, module) = (ApiModule::root(), ApiModule::named("v2"));
        assert_eq!(root.within("sid"), "sid");
        assert_eq!(module.within("sid"), "v2::sid");
        assert_eq!(module.file("sid"), "src/v2/sid");
        assert_eq!(module.entry_type(), "V2");
        assert_eq!(module.calls().collect::<Vec<_>>(), ["client", "v2()"]);
    }
}
