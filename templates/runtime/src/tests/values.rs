//! SIDs, enums and JSON text.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Value, json};

use crate::runtime::{ErrorKind, JsonText, ParseSidError, Sid, SidOrName};
use crate::widgets::{PartSid, WidgetSid, WidgetState, WorkshopSid};

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
    assert!(name < WidgetOrName::from("bob"));
    assert_eq!(format!("{name:?}"), "SidOrName([redacted])");
}

#[test]
fn a_sid_is_checked_when_it_is_parsed() {
    let sid: WidgetSid = SID.parse().unwrap();
    assert_eq!(sid, SID);
    assert_eq!(sid.to_string(), SID);
    assert!("XX0123456789abcdefABCDEF0123456789".parse::<PartSid>().is_ok());
    for (text, found) in [
        ("", "0 characters"),
        ("WI01", "4 characters"),
        ("WS0123456789abcdefABCDEF0123456789", "\"WS\""),
        ("wi0123456789abcdefABCDEF0123456789", "\"wi\""),
        ("WI0123456789abcdefABCDEF012345678g", "other characters"),
        ("WIé123456789abcdefABCDEF0123456789", "other characters"),
    ] {
        let error: ParseSidError = text.parse::<WidgetSid>().unwrap_err();
        let message = error.to_string();
        assert!(message.contains(found), "{message}");
        assert!(message.contains("WI followed by 32"), "{message}");
        assert!(!message.contains("56789"), "{message}");
    }
    assert!("120123456789abcdefABCDEF0123456789".parse::<PartSid>().is_err());
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
    assert_eq!((WidgetSid::PREFIX, PartSid::PREFIX), (Some("WI"), None));
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
    assert_eq!(unknown, WidgetState::Unknown("Lent".to_owned()));
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
    assert_eq!(text, JsonText::from(&value));
    for same in [
        JsonText::from(&text),
        JsonText::from(text.as_str()),
        JsonText::from(&text.as_str().to_owned()),
        JsonText::from(Cow::from(text.as_str()).as_ref()),
        JsonText::from(Value::from(text.as_str())),
        JsonText::from(&Value::from(text.as_str())),
        JsonText::from(&json!({"topic": "order 7"})),
    ] {
        assert_eq!(same, text);
    }
    // Text is never checked, and an own quotation mark in it makes no difference.
    for odd in ["", "\"", "\"text\"", "not JSON", "é\n\u{0}"] {
        assert_eq!(JsonText::from(odd), odd);
        assert_eq!(JsonText::from(&odd), odd);
    }
    assert_eq!(JsonText::encode("text").unwrap(), "\"text\"");
    assert_eq!(JsonText::from(&[1, 2][..]), "[1,2]");
    assert_eq!(JsonText::from(&None::<u8>), "null");
}

#[test]
fn json_in_place_of_json_text_is_read() {
    for (json, text) in [
        (r#"{"a": "x", "b": [1, null]}"#, r#"{"a":"x","b":[1,null]}"#),
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
fn json_text_that_does_not_fit_is_an_error() {
    let invalid = HashMap::from([(vec![1], 1)]);
    assert_eq!(
        JsonText::encode(&invalid).unwrap_err().kind(),
        ErrorKind::InvalidRequest
    );
    let failed = JsonText::from(&invalid);
    assert_eq!((failed.as_str(), String::from(failed.clone())), ("", String::new()));
    let error = failed.decode::<u8>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(serde_json::to_string(&failed).is_err());
    assert_ne!(failed, JsonText::from(""));
    let error = JsonText::from(r#"{"topic": "secret order"}"#)
        .decode::<HashMap<String, u32>>()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.json_path(), Some("[redacted]"));
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    let cut_off = JsonText::from("[").decode::<Vec<u32>>().unwrap_err();
    assert_eq!(cut_off.json_path(), None);
}
