//! Enums: values of the document are recognized in any case, and unknown values are preserved.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::{documents, overlay};

use crate::calls::ENUMERATIONS;

#[test]
fn every_value_of_the_document_is_known() {
    let document = overlay::applied(documents::ours(), &documents::overlay());
    for enumeration in ENUMERATIONS {
        let path = enumeration.path;
        assert!(!enumeration.pointers.is_empty(), "{path} comes from nowhere");
        for pointer in enumeration.pointers {
            let declared = &document.pointer(pointer).expect("it was read")["enum"];
            let declared = declared.as_array().expect("it has values").iter();
            let declared: BTreeSet<_> = declared.filter_map(Value::as_str).collect();
            // The order may differ among merged schemas.
            assert_eq!(
                declared,
                enumeration.values.iter().copied().collect(),
                "{path} {pointer}"
            );
        }
        for value in enumeration.values {
            let known = ((*value).to_owned(), true);
            for spelling in
                [(*value).to_owned(), value.to_uppercase(), value.to_lowercase()]
            {
                assert_eq!((enumeration.read)(&spelling), known, "{path}");
            }
        }
        let unknown = "Not-A_Value";
        assert_eq!((enumeration.read)(unknown), (unknown.to_owned(), false), "{path}");
    }
}
