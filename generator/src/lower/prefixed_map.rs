//! Maps whose entries are parameters with a common prefix.

use openapiv3::SchemaKind;

use super::Lowering;
use super::schema::SchemaUse;
use crate::ir::Location;

/// The start of the format of such a map, before the prefix.
const FORMAT: &str = "prefixed-collapsible-map-";

impl<'a> Lowering<'a> {
    /// Returns the prefix of the parameters that the entries of a map in a query or a form are sent as.
    pub(super) fn prefix_of_map(
        &mut self,
        schema: SchemaUse<'a>,
        location: Location,
    ) -> Option<String> {
        if !matches!(location, Location::Query | Location::Form) {
            return None;
        }
        let format = match &self.schema_of(schema)?.schema_kind {
            SchemaKind::Any(any) if any.typ.as_deref() == Some("object") => {
                any.format.as_deref()
            }
            _ => None,
        };
        format?.strip_prefix(FORMAT).map(str::to_owned)
    }
}
