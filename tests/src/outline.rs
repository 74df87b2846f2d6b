//! A concise outline of the described IR for snapshots, one line per item.

use std::fmt::Write as _;

use serde_json::Value;

/// The sections of an outline, in order.
pub const SECTIONS: [&str; 7] =
    ["api", "resources", "operations", "models", "enumerations", "sids", "events"];

/// Note in the IR about a resource that has no twin.
const ALONE: &str = "the document has it in no other scope";

/// Returns the outline of a section of the IR printed by the command `ir`.
///
/// # Panics
///
/// If there is no such section.
#[must_use]
pub fn section(ir: &Value, name: &str) -> String {
    let line = match name {
        "api" => return format!("server: {}\n", text(&ir["base_url"])),
        "resources" => resource,
        "operations" => operation,
        "models" => model,
        "enumerations" => enumeration,
        "sids" => sid,
        "events" => event,
        other => panic!("`{other}` is none of {SECTIONS:?}"),
    };
    let mut outline = format!("{name}:\n");
    for thing in list(&ir[name]) {
        outline += &line(thing);
    }
    outline
}

fn resource(resource: &Value) -> String {
    let types = ["collection", "instance", "model"].map(|key| short(&resource[key]));
    let types: Vec<String> = types.into_iter().filter(|name| !name.is_empty()).collect();
    let mut outline = format!("  {}: {}\n", text(&resource["module"]), types.join(", "));
    for scope in list(&resource["scopes"]) {
        line(&mut outline, &format!("at {}", text(scope)));
    }
    let reason = text(&resource["apart_because"]);
    if !reason.is_empty() && reason != ALONE {
        line(&mut outline, &format!("apart: {reason}"));
    }
    outline
}

fn operation(operation: &Value) -> String {
    let [id, call, method] = ["id", "call", "method"].map(|key| text(&operation[key]));
    let answers = list(&operation["responses"]).map(|response| {
        let status = &response["status"];
        let status = status.as_str().map_or_else(|| status.to_string(), str::to_owned);
        format!("{status} {}", short(&response["type"]))
    });
    let answers: Vec<String> = answers.collect();
    let mark = deprecated(operation);
    let mut outline =
        format!("  {id}: {method} {call} -> {}{mark}\n", answers.join(", "));
    if let Some(server) = operation.get("server") {
        line(&mut outline, &format!("at {}", text(server)));
    }
    if let Some(authentication) = operation.get("authentication") {
        line(&mut outline, &format!("authentication: {}", text(authentication)));
    }
    if let Some(media_type) = operation.get("media_type") {
        line(&mut outline, &format!("sends {}", text(media_type)));
    }
    for parameter in list(&operation["parameters"]) {
        line(&mut outline, &self::parameter(parameter));
    }
    if let Some(paging) = operation.get("paging") {
        let items = text(&paging["items"]);
        let most = paging["max_page_size"].as_i64();
        let most = most.map_or(String::new(), |size| format!(", at most {size}"));
        let token = &paging["kind"]["token"];
        let kind = match paging["kind"].as_str() {
            Some(kind) => kind.replace('_', " "),
            None => format!(
                "token {} in {}",
                text(&token["properties"]["next"]),
                text(&token["parameter"])
            ),
        };
        let size = match paging.get("page_size") {
            Some(size) => format!(", size in {}", text(size)),
            None => String::new(),
        };
        line(&mut outline, &format!("pages of `{items}`{most}{size}, by {kind}"));
    }
    outline
}

fn parameter(parameter: &Value) -> String {
    let [wire, place, role] = ["wire", "in", "role"].map(|key| text(&parameter[key]));
    let style = text(&parameter["list_style"]).replace('_', " ");
    let style = if style.is_empty() {
        style
    } else {
        format!(", {style}")
    };
    let ty = short(&parameter["type"]);
    let role = match (role, parameter.get("setter")) {
        ("setter", Some(setter)) => format!(".{}({ty})", text(setter)),
        (role, _) => format!("{role}: {ty}"),
    };
    format!("{place} {wire}, {role}{style}{}", deprecated(parameter))
}

fn model(model: &Value) -> String {
    let direction = model.get("direction").map(text);
    let direction = direction.map(|direction| format!(", {direction}"));
    let mut outline = format!(
        "  {}{}{}:\n",
        short(&model["path"]),
        direction.unwrap_or_default(),
        deprecated(model)
    );
    if let Some(taken) = model.get("constructor") {
        let taken: Vec<&str> = list(taken).map(text).collect();
        line(&mut outline, &format!("new({})", taken.join(", ")));
    }
    fields(&mut outline, model);
    outline
}

fn event(event: &Value) -> String {
    let [kind, sent] = ["kind", "sent"].map(|key| text(&event[key]));
    let mut outline =
        format!("  {kind}: {}, {sent} the action\n", short(&event["path"]));
    for destination in list(&event["destinations"]) {
        let [operation, parameter] =
            ["operation", "parameter"].map(|key| text(&destination[key]));
        line(&mut outline, &format!("to {parameter} of {operation}"));
    }
    fields(&mut outline, event);
    if let Some(reply) = event.get("reply") {
        let rejects = if reply["can_reject"] == true {
            ", can reject"
        } else {
            ""
        };
        line(&mut outline, &format!("reply {}{rejects}", short(&reply["path"])));
        for field in list(&reply["fields"]) {
            let [wire, name] = ["wire", "name"].map(|key| text(&field[key]));
            line(
                &mut outline,
                &format!("  .{name}({}) = `{wire}`", short(&field["type"])),
            );
        }
    }
    outline
}

fn fields(outline: &mut String, model: &Value) {
    for field in list(&model["fields"]) {
        let [wire, name] = ["wire", "name"].map(|key| text(&field[key]));
        let renamed = if wire == name {
            String::new()
        } else {
            format!(" = `{wire}`")
        };
        let personal = if field["sensitivity"] == "personal" {
            ", personal"
        } else {
            ""
        };
        let setter = field.get("setter").map(text);
        let setter = setter.filter(|setter| *setter != name);
        let setter = setter.map_or(String::new(), |setter| format!(", .{setter}()"));
        line(
            outline,
            &format!(
                "{name}: {}{renamed}{setter}{personal}{}",
                short(&field["type"]),
                deprecated(field)
            ),
        );
    }
}

fn enumeration(enumeration: &Value) -> String {
    let values: Vec<&str> = list(&enumeration["values"]).map(text).collect();
    let places = list(&enumeration["pointers"]).count();
    let places = if places == 1 {
        String::new()
    } else {
        format!(", from {places} places")
    };
    let mark = deprecated(enumeration);
    format!("  {}{mark}: {}{places}\n", short(&enumeration["path"]), values.join(" | "))
}

fn sid(sid: &Value) -> String {
    let prefix = sid["prefix"].as_str().unwrap_or("any two letters");
    format!("  {}: {prefix}\n", short(&sid["path"]))
}

fn deprecated(item: &Value) -> &'static str {
    if item["deprecated"] == true {
        ", deprecated"
    } else {
        ""
    }
}

fn line(outline: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(outline, "    {text}");
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Returns a Rust type without crate names, and without modules except for those of `std` and of the crate.
fn short(ty: &Value) -> String {
    text(ty).replace("twilio_conversations::", "").replace("std::collections::", "")
}
