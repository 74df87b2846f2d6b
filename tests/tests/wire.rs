//! The requests of emitted crates: what the calls of fixtures send.

use std::fs;
use std::path::Path;

use tests::emitted::Crates;
use tests::fixtures::completed;
use tests::pipeline::Pipeline;
use tests::workspace;

/// A fixture, and the code that calls its operations with `client` and `mock`.
struct Case {
    fixture: &'static str,
    calls: &'static str,
}

const CASES: &[Case] = &[
    Case {
        fixture: "resources/arguments_of_accessors",
        calls: r#"
            client.projects("AC1").list().await.unwrap();
            client.projects("AC1").handle("a b").delete().await.unwrap();
            client.project("AC1", "p").step("s", "t").fetch().await.unwrap();
            client.certificate("d").key("l", "t").fetch().await.unwrap();
            mock.assert_requests([
                "GET /v1/Accounts/AC1/Projects",
                "DELETE /v1/Accounts/AC1/Projects/a%20b",
                "GET /v1/Accounts/AC1/Projects/p/Stages/s/Steps/t",
                "GET /v1/Domains/d/Certificate/Keys/l/t",
            ]);
        "#,
    },
    Case {
        fixture: "scopes/equal_with_arguments",
        calls: r#"
            client.room("r", "s").delete().await.unwrap();
            client.service("v").room("r", "s").delete().await.unwrap();
            mock.assert_requests([
                "DELETE /v1/Regions/r/Rooms/s",
                "DELETE /v1/Services/v/Regions/r/Rooms/s",
            ]);
        "#,
    },
    Case {
        fixture: "resources/parts_of_segments",
        calls: r#"
            client.rooms().create().await.unwrap();
            client.room("a/b").fetch().await.unwrap();
            client.room("a").export_room().await.unwrap();
            client.room("a").archive_room().await.unwrap();
            client.room("a").door("b").delete().await.unwrap();
            client.room("a").route("b", "c-d").fetch().await.unwrap();
            client.room("a").routes().handle("b", "c").fetch().await.unwrap();
            mock.assert_requests([
                "POST /v1/Rooms.json",
                "GET /v1/Rooms/a%2Fb.json",
                "GET /v1/Rooms/a.csv",
                "POST /v1/Rooms/a:archive",
                "DELETE /v1/Rooms/a/Doors/b.json",
                "GET /v1/Rooms/a/Routes/b-c-d",
                "GET /v1/Rooms/a/Routes/b-c",
            ]);
            let mock = MockTransport::new();
            mock.on("GET", "/v1/Rooms/{Sid}.csv", MockResponse::text(204, ""));
            mock.on("GET", "/v1/Rooms/{RoomSid}/Routes/{From}-{To}", MockResponse::text(204, ""));
            mock.client().room("a").route("b", "c").fetch().await.unwrap();
            mock.client().room("a").export_room().await.unwrap();
            mock.client().room("a").fetch().await.unwrap_err();
        "#,
    },
    Case {
        fixture: "resources/trailing_slash",
        calls: r#"
            client.rooms().create().await.unwrap();
            client.room("a").fetch().await.unwrap();
            client.room("a").door("b").fetch().await.unwrap();
            client.root().fetch().await.unwrap();
            mock.assert_requests([
                "POST /v1/Rooms/",
                "GET /v1/Rooms/a/",
                "GET /v1/Rooms/a/Doors/b",
                "GET /",
            ]);
        "#,
    },
    Case {
        fixture: "resources/parent_collection",
        calls: r#"
            client.rooms().statistics().fetch().await.unwrap();
            client.rooms().price("de").fetch().await.unwrap();
            client.room("a").door("b").fetch().await.unwrap();
            mock.assert_requests([
                "GET /v1/Rooms/Statistics",
                "GET /v1/Rooms/Prices/de",
                "GET /v1/Rooms/a/Doors/b",
            ]);
        "#,
    },
    Case {
        fixture: "resources/no_operations",
        calls: r#"
            client.buildings().room("a").fetch().await.unwrap();
            client.floor("a").door("b").fetch().await.unwrap();
            mock.assert_requests(["GET /v1/Buildings/Rooms/a", "GET /v1/Floors/a/Doors/b"]);
        "#,
    },
    Case {
        fixture: "operations/servers_of_paths",
        calls: r#"
            client.rooms().create().await.unwrap();
            client.door("a").fetch().await.unwrap();
            client.door("a").delete().await.unwrap();
            let sent: Vec<String> = mock.requests().iter().map(|sent| sent.url().to_string()).collect();
            assert_eq!(sent, [
                "https://api.example.com/v1/Rooms",
                "https://doors.example.com/base/v1/Doors/a",
                "https://eu.example.com/v1/Doors/a",
            ]);
        "#,
    },
    Case {
        fixture: "operations/server_of_a_list",
        calls: r#"
            let page = |next| MockResponse::page("rooms", [json!({"name": "hall"})]).next(next);
            let mock = MockTransport::new();
            mock.push(page("https://rooms.example.com/v1/Rooms?Page=1"));
            mock.push(page("https://api.example.com/v1/Rooms?Page=2"));
            let mut pages = mock.client().rooms().list().pages();
            assert!(pages.try_next().await.unwrap().is_some());
            assert!(pages.try_next().await.unwrap().is_some());
            // That is no host of the list.
            pages.try_next().await.unwrap_err();
            let sent: Vec<String> = mock.requests().iter().map(|sent| sent.url().to_string()).collect();
            assert_eq!(sent, [
                "https://rooms.example.com/v1/Rooms",
                "https://rooms.example.com/v1/Rooms?Page=1",
            ]);
        "#,
    },
];

#[test]
fn calls_send_what_the_document_declares() {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire"));
    for Case { fixture, calls } in CASES {
        let path = workspace().join(format!("tests/fixtures/pipeline/{fixture}.yaml"));
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = fixture.replace('/', "-");
        let document = completed(&text);
        let generated = Pipeline::in_memory((fixture, document.as_bytes()), &[]).run();
        crates.add(&name, &generated.expect_generated().files);
        crates.put(&name, "tests/calls.rs", &program(calls));
    }
    crates.run_test("calls");
}

/// Returns the test of a crate.
fn program(calls: &str) -> String {
    format!(
        "#![allow(unused_imports)]
        use serde_json::json;
        use twilio_conversations::mock::{{MockResponse, MockTransport}};

        #[tokio::test]
        async fn calls() {{
            let mock = MockTransport::new();
            mock.push(MockResponse::text(204, String::new()).always());
            let client = mock.client();
            {calls}
        }}
        "
    )
}
