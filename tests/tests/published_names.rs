//! Published names stay, whatever a document adds, and in whatever order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use generator::diagnostics::Pointer;
use generator::input::lock::Lock;
use generator::ir::{Api, Operation};
use generator::name::NamedApi;
use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde_json::{Map, Value, json};
use tests::documents;
use tests::published::{api, named, names, parsed};

/// Our document, and the names of its items without published ones.
struct Whole {
    document: OpenAPI,
    api: Api,
    named: NamedApi,
    names: BTreeMap<String, String>,
}

static WHOLE: LazyLock<Whole> = LazyLock::new(|| {
    let document = parsed(&documents::refined());
    let api = api(&document);
    let named = named(&api, &Lock::empty());
    Whole {
        names: names(&named),
        document,
        api,
        named,
    }
});

/// Asserts that all names are the same after an item was taken out and put back.
///
/// Returns the lock file without and with it.
fn assert_comes_back(item: &str, without: &Api) -> [Lock; 2] {
    let after_removal = named(without, &WHOLE.named.lock);
    assert_ne!(names(&after_removal), WHOLE.names, "{item} was not taken out");
    let restored = named(&WHOLE.api, &after_removal.lock);
    assert_eq!(names(&restored), WHOLE.names, "{item} was put back");
    [after_removal.lock, restored.lock]
}

/// Asserts that a lock file only has the names of our document.
fn assert_whole(locks: [Lock; 2]) {
    for lock in locks {
        assert!(lock == WHOLE.named.lock, "{}", lock.text());
    }
}

/// Asserts that names which were published without an item are the same with it.
fn assert_disturbs_nothing(item: &str, without: &Api) {
    let before = named(without, &Lock::empty());
    let after = names(&named(&WHOLE.api, &before.lock));
    for (known, name) in names(&before) {
        assert_eq!(after.get(&known), Some(&name), "{item} was added: {known}");
    }
}

/// Returns our document without the operations that have one of these IDs.
fn without_operations(ids: &BTreeSet<String>) -> Api {
    let mut document = WHOLE.document.clone();
    document.paths.paths.retain(|_, item| {
        let ReferenceOr::Item(item) = item else {
            return true;
        };
        for operation in [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.delete,
            &mut item.patch,
        ] {
            let id = operation.as_ref().and_then(|known| known.operation_id.as_ref());
            if id.is_some_and(|id| ids.contains(id)) {
                *operation = None;
            }
        }
        item.iter().next().is_some()
    });
    api(&document)
}

/// Returns our document without schemas; their uses are of type string.
fn without_schemas(pointers: &[Pointer]) -> Api {
    let mut document = WHOLE.document.clone();
    let Components { schemas, .. } =
        document.components.as_mut().expect("the document has components");
    for name in pointers.iter().filter_map(Pointer::last) {
        let schema = schemas.get_mut(&name).expect("the schema was just found");
        let string = json!({"type": "string"});
        *schema = serde_json::from_value(string).expect("it is a schema");
    }
    api(&document)
}

#[test]
fn operations_that_are_taken_out_come_back_with_their_names() {
    for (_, operation) in WHOLE.api.operations() {
        let ids = ids(operation);
        let without = without_operations(&ids);
        let item = format!("{ids:?}");
        assert_whole(assert_comes_back(&item, &without));
        assert_disturbs_nothing(&item, &without);
    }
}

#[test]
fn twins_that_become_equal_again_have_their_names() {
    for resource in &WHOLE.api.resources {
        let first = resource.operations.first().expect("a resource has operations");
        for id in ids(first).into_iter().filter(|_| first.routes.len() > 1) {
            assert_comes_back(&id, &without_operations(&BTreeSet::from([id.clone()])));
        }
    }
}

fn ids(operation: &Operation) -> BTreeSet<String> {
    operation.routes.iter().map(|route| route.id.clone()).collect()
}

#[test]
fn resources_that_are_taken_out_come_back_with_their_names() {
    let mut moved = 0;
    for resource in &WHOLE.api.resources {
        let stems = resource.scopes.iter().map(|scope| {
            let path = scope.collection.as_ref().unwrap_or(scope.path());
            format!("/{}", path.stem().join("/"))
        });
        let stems: Vec<String> = stems.collect();
        // Without what is below it, too.
        let is_within = |path: &str| stems.iter().any(|stem| path.starts_with(stem));
        let operations = WHOLE.api.operations();
        let routes = operations.flat_map(|(_, operation)| operation.routes.iter());
        let below = routes
            .filter(|route| is_within(&format!("/{}", route.path.shape().join("/"))));
        let without = without_operations(&below.map(|route| route.id.clone()).collect());
        let locks = assert_comes_back(&stems[0], &without);
        assert_eq!(locks[1], WHOLE.named.lock, "{}", stems[0]);
        assert_disturbs_nothing(&stems[0], &without);
        let without = names(&named(&without, &Lock::empty()));
        let is_moved =
            |(known, name): &(&String, &String)| WHOLE.names[*known] != **name;
        moved += without.iter().filter(is_moved).count();
    }
    assert_ne!(moved, 0, "some names move unless they are published");
}

#[test]
fn types_that_are_taken_out_come_back_with_their_names() {
    let models = WHOLE.api.models.iter().map(|model| &model.pointers);
    let enumerations =
        WHOLE.api.enumerations.iter().map(|enumeration| &enumeration.pointers);
    let is_component = |pointers: &&Vec<Pointer>| {
        pointers
            .iter()
            .all(|pointer| pointer.as_str().starts_with("/components/schemas/"))
    };
    for pointers in models.chain(enumerations).filter(is_component) {
        let without = without_schemas(pointers);
        assert_comes_back(pointers[0].as_str(), &without);
    }
}

/// Numbers that look random, from a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            let other = self.below(index + 1);
            items.swap(index, other);
        }
    }

    /// Shuffles the members of all objects, and the arrays whose order has no meaning.
    fn reorder(&mut self, value: &mut Value, name: &str) {
        match value {
            Value::Object(members) => {
                let mut shuffled: Vec<(String, Value)> =
                    std::mem::take(members).into_iter().collect();
                self.shuffle(&mut shuffled);
                for (name, member) in &mut shuffled {
                    self.reorder(member, name);
                }
                *members = Map::from_iter(shuffled);
            }
            Value::Array(elements) => {
                if ["parameters", "enum", "required"].contains(&name) {
                    self.shuffle(elements);
                }
                for element in elements {
                    self.reorder(element, "");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_order_of_the_document_decides_no_name() {
    for seed in 1..=3 {
        let mut shuffled = documents::refined();
        Random(seed).reorder(&mut shuffled, "");
        let api = api(&parsed(&shuffled));
        for (known, name) in names(&named(&api, &Lock::empty())) {
            assert_eq!(WHOLE.names.get(&known), Some(&name), "seed {seed}: {known}");
        }
        let published = named(&api, &WHOLE.named.lock);
        assert_eq!(names(&published), WHOLE.names, "seed {seed}");
        assert_eq!(published.lock, WHOLE.named.lock, "seed {seed}");
    }
}
