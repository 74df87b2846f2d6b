//! The nouns of resources: what several instances and one of them are called.

use heck::ToSnakeCase;

use super::draft::Draft;
use crate::text::noun;

/// Verbs that name an operation rather than a resource.
const VERBS: [&str; 5] = ["create", "delete", "fetch", "get", "update"];

/// The nouns of a resource, in snake case.
pub(super) struct Nouns {
    pub(super) plural: String,
    pub(super) singular: String,
}

impl Nouns {
    /// Returns the nouns of a resource: those that the document names or else those of its path, in the number that the
    /// resource has.
    pub(super) fn of(draft: &Draft<'_>, mount: Option<&str>, class: Option<&str>) -> Self {
        let path = draft.primary().template.last_static();
        let plural = mount.or(path).map_or_else(|| "root".to_owned(), without_verbs);
        let singular = class.map_or_else(|| plural.clone(), without_verbs);
        if draft.has_instances() {
            // Whatever the document calls them, there are several.
            let is_singular = noun::singular(&plural) == plural;
            return Self {
                plural: if is_singular {
                    noun::plural(&plural)
                } else {
                    plural
                },
                singular: noun::singular(&singular),
            };
        }
        // The operations tell whether it is one thing with a plural name, such as settings.
        let is_one = draft.operation_ids().any(|id| {
            let id = id.to_snake_case();
            let is_list = id.starts_with("list_");
            !is_list && id.rsplit('_').next() == singular.rsplit('_').next()
        });
        Self {
            plural,
            singular: if is_one {
                singular
            } else {
                noun::singular(&singular)
            },
        }
    }
}

/// Converts a name of any style to snake case, without a verb at its start or its end: `get_api_keys` becomes `api_keys`.
fn without_verbs(name: &str) -> String {
    let name = name.to_snake_case();
    let at_start = name.split_once('_').filter(|(verb, _)| VERBS.contains(verb));
    let rest = at_start.map_or(name.as_str(), |(_, rest)| rest);
    let at_end = rest.rsplit_once('_').filter(|(_, verb)| VERBS.contains(verb));
    at_end.map_or(rest, |(rest, _)| rest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_verbs;

    #[test]
    fn verbs_are_no_part_of_nouns() {
        for (name, noun) in [
            ("DeliveryReceipts", "delivery_receipts"),
            ("get_api_keys", "api_keys"),
            ("webhook_configurations_delete", "webhook_configurations"),
            ("create", "create"),
            ("updates", "updates"),
        ] {
            assert_eq!(without_verbs(name), noun);
        }
    }
}
