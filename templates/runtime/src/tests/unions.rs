//! Unions of the sample resource, and numbers that arrive as text.

use serde_json::{Value, json};

use crate::recipes::{Finish, PaintedFinish, PolishedFinish, Recipe, Source};
use crate::{UnknownVariant, runtime};

/// Reads a recipe with these members besides the required ones.
fn recipe(members: Value) -> Result<Recipe, serde_json::Error> {
    let mut recipe = json!({"id": "R1", "name": "Wood", "author": null, "steps": [], "oven": {}, "tags": []});
    let Value::Object(members) = members else {
        panic!("it is an object");
    };
    recipe.as_object_mut().unwrap().extend(members);
    serde_json::from_value(recipe)
}

fn finish(json: Value) -> Option<Finish> {
    recipe(Value::from_iter([("finish", json)])).unwrap().finish
}

fn source(json: Value) -> Option<Source> {
    recipe(Value::from_iter([("source", json)])).unwrap().source
}

#[test]
fn a_discriminator_selects_the_variant() {
    let painted = json!({"kind": "PAINTED", "color": "red", "liters": 0.5});
    let Some(Finish::Painted(paint)) = finish(painted.clone()) else {
        panic!("it is painted");
    };
    assert_eq!((paint.color.as_str(), paint.liters), ("red", 0.5));
    assert_eq!(serde_json::to_value(Finish::from(paint)).unwrap(), painted);
}

#[test]
fn variants_may_contain_their_union() {
    let json = json!({"kind": "POLISHED", "before": {"kind": "PAINTED", "color": "red", "liters": 1.0}});
    let finish = finish(json.clone()).unwrap();
    let paint = PaintedFinish::new("red", 1.0);
    assert_eq!(finish, PolishedFinish::new().before(paint).into());
    assert_eq!(serde_json::to_value(finish).unwrap(), json);
}

#[test]
fn an_unknown_variant_keeps_its_json() {
    for json in
        [json!({"kind": "GILDED", "karat": 24}), json!({}), json!("none"), json!([1])]
    {
        let finish = finish(json.clone()).unwrap();
        assert_eq!(finish, Finish::Unknown(UnknownVariant::new(json.clone())));
        assert_eq!(serde_json::to_value(&finish).unwrap(), json);
        assert_eq!(format!("{finish:?}"), "Unknown(UnknownVariant([redacted]))");
    }
    assert_eq!(finish(json!(null)), None);
}

#[test]
fn a_known_variant_that_is_not_complete_is_an_error() {
    let error =
        recipe(json!({"finish": {"kind": "PAINTED", "color": "red"}})).unwrap_err();
    assert_eq!(error.to_string(), "missing field `liters`");
}

#[test]
fn required_members_select_the_variant() {
    let page = source(json!({"title": "Chairs", "url": "https://example.com"}));
    assert!(
        matches!(page, Some(Source::OnPage(page)) if page.title.as_deref() == Some("Chairs"))
    );
    let book = json!({"title": "Chairs", "page": null});
    let read = source(book.clone()).unwrap();
    assert!(matches!(&read, Source::InBook(book) if book.title == "Chairs"));
    assert_eq!(serde_json::to_value(read).unwrap(), book);
    for json in [json!({"title": "Chairs"}), json!({"url": null}), json!(["url"])] {
        assert!(matches!(source(json), Some(Source::Unknown(_))));
    }
}

#[test]
fn a_union_redacts_the_personal_data_of_its_variants() {
    let finish = Finish::from(PaintedFinish::new("red", 1.0));
    let shown = "Painted(PaintedFinish { color: Some([redacted]), liters: 1.0 })";
    assert_eq!(format!("{finish:?}"), shown);
}

#[test]
fn numbers_may_be_text() {
    let price = |json| recipe(json!({"price": json})).map(|recipe| recipe.price);
    for (json, expected) in [
        (json!("0.0085"), Some(0.0085)),
        (json!(" 2 "), Some(2.0)),
        (json!(-3), Some(-3.0)),
        (json!(1.5), Some(1.5)),
        (json!("free"), None),
        (json!("NaN"), None),
        (json!(null), None),
    ] {
        assert_eq!(price(json).unwrap(), expected);
    }
    assert!(price(json!([1])).is_err());
    let liters =
        |json| finish(json!({"kind": "PAINTED", "color": "red", "liters": json}));
    assert_eq!(liters(json!("2")), Some(PaintedFinish::new("red", 2.0).into()));
    let unpriced = recipe(json!({"discount": null})).unwrap().discount;
    assert_eq!(unpriced, Some(runtime::Nullable::Null));
    let priced = recipe(json!({"discount": "0.5"})).unwrap().discount;
    assert_eq!(priced, Some(runtime::Nullable::Value(0.5)));
}
