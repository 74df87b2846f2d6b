//! SIDs, enums and JSON text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error as _;

use serde_json::{Value, json};

use crate::runtime::{
    ErrorKind, IntoJsonText as _, JsonText, ParseSidError, Sid, SidOrName, SidText, sid,
};
use crate::sid::{AnySid, WidgetSid, WorkshopSid};
use crate::widgets::{Widget, WidgetState};

const SID: &str = "WI0123456789abcdefABCDEF0123456789";

#[test]
fn a_sid_or_a_name_is_text_that_debug_redacts() {
    type WidgetOrName = SidOrName<WidgetSid>;
    let name = WidgetOrName::from("alice");
    assert_eq!(name.to_string(), "alice");
    assert_eq!(AsRef::<str>::as_ref(&name), "alice");
    assert_eq!(name, "alice");
    assert_eq!(serde_json::to_string(&name).unwrap(), r#""alice""#);
    assert_eq!(serde_json::from_str::<WidgetOrName>(r#""alice""#).unwrap(), name);
    let other = WidgetOrName::from("bob");
    assert!(name < other);
    assert_eq!(format!("{name:?}"), "SidOrName([redacted])");
}

#[test]
fn a_sid_is_checked_when_it_is_parsed() {
    let sid: WidgetSid = SID.parse().unwrap();
    assert_eq!(sid, SID);
    assert_eq!(sid.to_string(), SID);
    assert!("XX0123456789abcdefABCDEF0123456789".parse::<AnySid>().is_ok());
    for (text, found) in [
        ("", "0 characters"),
        ("WI01", "4 characters"),
        ("WS0123456789abcdefABCDEF0123456789", "\"WS\""),
        ("wi0123456789abcdefABCDEF0123456789", "\"wi\""),
        ("WI0123456789abcdefABCDEF012345678g", "non-hexadecimal characters"),
        ("WIé123456789abcdefABCDEF0123456789", "non-hexadecimal characters"),
    ] {
        let error: ParseSidError = text.parse::<WidgetSid>().unwrap_err();
        let message = error.to_string();
        assert!(message.contains(found), "{message}");
        assert!(message.contains("WI followed by 32"), "{message}");
        assert!(!message.contains("56789"), "{message}");
    }
    assert!("120123456789abcdefABCDEF0123456789".parse::<AnySid>().is_err());
}

/// An ID of a part.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct PartId(SidText);

sid!(PartId, typed "shop_part");

#[test]
fn a_typed_id_is_checked_when_it_is_parsed() {
    let id = "shop_part_01h9krwprkeee8fzqspvwy6nq8";
    assert_eq!(id.parse::<PartId>().unwrap().as_str(), id);
    assert_eq!(PartId::PREFIX, Some("shop_part"));
    for (text, found) in [
        ("", "another prefix"),
        ("shop_parts_01h9krwprkeee8fzqspvwy6nq", "another prefix"),
        ("shop_part_01h9", "4 characters after it"),
        ("shop_part_01H9KRWPRKEEE8FZQSPVWY6NQ8", "digits and lowercase letters"),
    ] {
        let error = text.parse::<PartId>().unwrap_err().to_string();
        assert!(
            error.starts_with("expected an ID: shop_part_ followed by 26"),
            "{error}"
        );
        assert!(error.ends_with(found), "{error}");
    }
    let error = "shop_part_é1h9krwprkeee8fzqspvwy6nq8".parse::<PartId>().unwrap_err();
    assert!(!error.to_string().contains("h9krw"), "{error}");
}

#[test]
fn a_sid_is_taken_from_any_text() {
    let text = SID.to_owned();
    let sid = WidgetSid::from(SID);
    assert_eq!(sid, WidgetSid::from(&text));
    assert_eq!(sid, WidgetSid::from(text.clone()));
    assert_eq!(sid, WidgetSid::from(&sid));
    assert_eq!(String::from(sid.clone()), text);
    assert_eq!(format!("{sid:?}"), format!("WidgetSid({SID:?})"));
    let json = serde_json::to_string(&sid).unwrap();
    assert_eq!(serde_json::from_str::<WidgetSid>(&json).unwrap(), sid);
    assert_eq!(serde_json::from_str::<WidgetSid>("\"any\"").unwrap(), "any");
    assert_eq!((WidgetSid::PREFIX, AnySid::PREFIX), (Some("WI"), None));
}

#[test]
fn a_sid_or_a_name_is_taken_from_either() {
    let sid = WidgetSid::from(SID);
    let texts: [SidOrName<WidgetSid>; 5] = [
        SID.into(),
        SID.to_owned().into(),
        (&SID.to_owned()).into(),
        (&sid).into(),
        sid.into(),
    ];
    assert!(texts.iter().all(|text| text.as_str() == SID));
    assert_eq!(format!("{:?}", texts[0]), format!("SidOrName({SID})"));
    let name = SidOrName::<WorkshopSid>::from("alice");
    assert_eq!(format!("{name:?}"), "SidOrName([redacted])");
    assert_eq!(String::from(name.clone()), name.as_str());
}

#[test]
fn an_enum_knows_its_values_in_any_case_and_keeps_others() {
    for text in ["out-of-order", "OUT-OF-ORDER", "Out-Of-Order"] {
        assert_eq!(WidgetState::from(text), WidgetState::OutOfOrder);
    }
    let unknown: WidgetState = serde_json::from_str("\"Lent\"").unwrap();
    let WidgetState::Unknown(value) = &unknown else {
        panic!("{unknown:?}")
    };
    assert_eq!((value.as_str(), value.to_string().as_str()), ("Lent", "Lent"));
    assert_eq!(format!("{unknown:?}"), r#"Unknown("Lent")"#);
    assert_eq!((unknown.clone(), value), (WidgetState::from("Lent"), &value.clone()));
    assert_ne!(unknown, WidgetState::from("lost"));
    assert_eq!(serde_json::to_string(&unknown).unwrap(), "\"Lent\"");
    assert_eq!(
        serde_json::to_string(&WidgetState::OutOfOrder).unwrap(),
        "\"out-of-order\""
    );
    assert_eq!("ACTIVE".parse(), Ok(WidgetState::Active));
    assert_eq!(WidgetState::from("active".to_owned()), "active");
    assert_eq!(WidgetState::Active.to_string(), "active");
}

#[test]
fn json_text_is_never_encoded_twice() {
    let value = HashMap::from([("topic", "order 7")]);
    let text = JsonText::encode(&value).unwrap();
    assert_eq!(text, r#"{"topic":"order 7"}"#);
    assert_eq!(text, JsonText::from(r#"{"topic":"order 7"}"#));
    assert_eq!(text, JsonText::from(serde_json::json!({"topic": "order 7"})));
    let read: HashMap<String, String> = text.decode().unwrap();
    assert_eq!(read["topic"], "order 7");
    let field = serde_json::to_string(&text).unwrap();
    assert_eq!(field, r#""{\"topic\":\"order 7\"}""#);
    assert_eq!(serde_json::from_str::<JsonText>(&field).unwrap(), text);
    for same in [
        (&value).into_json_text(),
        (&text).into_json_text(),
        text.clone().into_json_text(),
        text.as_str().into_json_text(),
        text.as_str().to_owned().into_json_text(),
        (&text.as_str().to_owned()).into_json_text(),
        Cow::from(text.as_str()).as_ref().into_json_text(),
        Value::from(text.as_str()).into_json_text(),
        (&Value::from(text.as_str())).into_json_text(),
        (&json!({"topic": "order 7"})).into_json_text(),
    ] {
        assert_eq!(same.unwrap(), text);
    }
    // Text is never validated, and a quotation mark in it makes no difference.
    for odd in ["", "\"", "\"text\"", "not JSON", "é\n\u{0}"] {
        assert_eq!(JsonText::from(odd), odd);
        assert_eq!((&odd).into_json_text().unwrap(), odd);
    }
    assert_eq!(JsonText::encode("text").unwrap(), "\"text\"");
    assert_eq!((&[1, 2][..]).into_json_text().unwrap(), "[1,2]");
    assert_eq!((&None::<u8>).into_json_text().unwrap(), "null");
}

#[test]
fn json_in_place_of_json_text_is_read() {
    for (json, text) in [
        (r#" {"a": "x", "b": [1, null]} "#, r#"{"a": "x", "b": [1, null]}"#),
        ("[]", "[]"),
        ("7", "7"),
        (r#""{}""#, "{}"),
        (r#""""#, ""),
    ] {
        assert_eq!(serde_json::from_str::<JsonText>(json).unwrap(), text);
    }
    assert_eq!(serde_json::from_str::<Option<JsonText>>("null").unwrap(), None);
}

#[test]
fn numbers_in_json_text_keep_their_digits() {
    let json = r#"{"a": 1.10, "b": [12345678901234567890123, 1e400, -0.0, 1E-7], "c": {"b": 2, "a": 1}}"#;
    let in_place = format!(r#"{{"sid": "WI1", "attributes": {json}}}"#);
    let as_text = json!({"sid": "WI1", "attributes": json}).to_string();
    for response in [in_place, as_text] {
        let widget: Widget = serde_json::from_str(&response).unwrap();
        let text = widget.attributes.unwrap();
        assert_eq!(text, json);
        assert_eq!((&text).into_json_text().unwrap(), json);
        assert_eq!(serde_json::to_value(&text).unwrap(), json);
        let raw: &serde_json::value::RawValue = serde_json::from_str(json).unwrap();
        assert_eq!(JsonText::encode(raw).unwrap(), json);
        let decoded: Box<serde_json::value::RawValue> = text.decode().unwrap();
        assert_eq!(decoded.get(), json);
        let again = serde_json::to_string(&text).unwrap();
        assert_eq!(serde_json::from_str::<JsonText>(&again).unwrap(), json);
    }
    let value: JsonText = serde_json::from_value(json!({"a": [1, null]})).unwrap();
    assert_eq!(value, r#"{"a":[1,null]}"#);
}

/// A struct that is deserialized through a buffer loses the exact text of a value in place of JSON text, but not the
/// value.
#[test]
fn json_text_is_read_behind_a_buffer_too() {
    #[derive(serde::Deserialize)]
    struct Outer {
        #[serde(flatten)]
        widget: Widget,
    }
    for (attributes, text) in [
        (r#""{\"a\": 1.10}""#, r#"{"a": 1.10}"#),
        (
            r#"{"a": [1, -2, 0.5, true, null, "x"], "b": {}}"#,
            r#"{"a":[1,-2,0.5,true,null,"x"],"b":{}}"#,
        ),
        ("[]", "[]"),
        ("7", "7"),
        ("true", "true"),
    ] {
        let json = format!(r#"{{"sid": "WI1", "attributes": {attributes}}}"#);
        let outer: Outer = serde_json::from_str(&json).unwrap();
        assert_eq!(outer.widget.attributes.unwrap(), text);
    }
}

#[test]
fn json_text_that_does_not_fit_is_an_error() {
    let invalid = HashMap::from([(vec![1], 1)]);
    assert_eq!(
        JsonText::encode(&invalid).unwrap_err().kind(),
        ErrorKind::InvalidRequest
    );
    let error = (&invalid).into_json_text().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let error = JsonText::from(r#"{"topic": "secret order"}"#)
        .decode::<HashMap<String, u32>>()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.json_path(), Some("[redacted]"));
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    let cut_off = JsonText::from("[").decode::<Vec<u32>>().unwrap_err();
    assert_eq!(cut_off.json_path(), None);
}

#[test]
fn a_setter_of_json_takes_values_and_references_alike() {
    #[derive(serde::Serialize)]
    struct Order {
        number: u32,
    }
    let mock = crate::runtime::mock::MockTransport::new();
    let create = mock.client().widgets().create();
    let (order, value) = (Order { number: 7 }, json!({"number": 7}));
    let (text, encoded) =
        (r#"{"number":7}"#.to_owned(), JsonText::encode(&value).unwrap());
    let requests = [
        create.clone().attributes(&order),
        create.clone().attributes(order),
        create.clone().attributes(&value),
        create.clone().attributes(value),
        create.clone().attributes(&encoded),
        create.clone().attributes(encoded),
        create.clone().attributes(text.as_str()),
        create.clone().attributes(&text),
        create.clone().attributes(text.clone()),
        create.attributes(Value::String(text.clone())),
    ];
    mock.push(
        crate::runtime::mock::MockResponse::json(201, json!({"sid": "WI1"}))
            .times(requests.len()),
    );
    for request in requests {
        pollster::block_on(request.send()).unwrap();
    }
    let sent = mock.requests();
    assert!(sent.iter().all(|sent| sent.form_value("Attributes") == Some(text.clone())));
    let request = mock.client().widgets().create();
    let request = request.attributes(HashMap::from([((1, 2), 3)]));
    let error = pollster::block_on(request.send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.source().unwrap().to_string(), "key must be a string");
}
