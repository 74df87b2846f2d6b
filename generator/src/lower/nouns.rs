//! The nouns of resources: what several instances and one of them are called.

use super::action::named;
use super::draft::Draft;
use super::naming::words;
use crate::ir::Action;
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
    pub(super) fn of(
        draft: &Draft<'_>,
        mount: Option<&str>,
        class: Option<&str>,
    ) -> Self {
        let path = draft.primary().template.last_static();
        let plural = mount.or(path).map_or_else(|| "root".to_owned(), words);
        if draft.has_instances() {
            return Self::of_instances(without_verbs(&plural), class.map(words));
        }
        // The operations tell whether it is one thing with a plural name, such as settings.
        let is_one = || draft.operation_ids().any(|id| ends_alike(id, &plural));
        let singular = match class {
            Some(class) => words(class),
            None if is_one() => plural.clone(),
            None => noun::singular(&plural),
        };
        Self { plural, singular }
    }

    /// Returns the nouns of a resource with several instances, whatever number the document has for them.
    fn of_instances(plural: &str, class: Option<String>) -> Self {
        let class = class.map(|class| without_verbs(&class).to_owned());
        Self {
            singular: noun::singular(class.as_deref().unwrap_or(plural)),
            plural: if noun::singular(plural) == plural {
                noun::plural(plural)
            } else {
                plural.to_owned()
            },
        }
    }
}

/// Returns `true` if the name of an operation on one object ends with the same word.
fn ends_alike(operation: &str, noun: &str) -> bool {
    let is_on_one = named(operation).is_some_and(|action| action != Action::List);
    is_on_one && words(operation).rsplit('_').next() == noun.rsplit('_').next()
}

/// Returns a name without a verb at its start or its end: `get_api_keys` becomes `api_keys`.
fn without_verbs(name: &str) -> &str {
    let at_start = name.split_once('_').filter(|(verb, _)| VERBS.contains(verb));
    let rest = at_start.map_or(name, |(_, rest)| rest);
    let at_end = rest.rsplit_once('_').filter(|(_, verb)| VERBS.contains(verb));
    at_end.map_or(rest, |(rest, _)| rest)
}

#[cfg(test)]
mod tests {
    use super::without_verbs;

    #[test]
    fn verbs_are_no_part_of_nouns() {
        for (name, noun) in [
            ("delivery_receipts", "delivery_receipts"),
            ("get_api_keys", "api_keys"),
            ("webhook_configurations_delete", "webhook_configurations"),
            ("create", "create"),
            ("updates", "updates"),
        ] {
            assert_eq!(without_verbs(name), noun);
        }
    }
}
