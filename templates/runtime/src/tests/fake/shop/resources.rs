//! The resources.

use super::{
    BUYER, ITEM, ORDER, ROLE, SETTINGS, SHOP, SHOP_SETTINGS, USER, USER_ORDER, ancestor,
    instance, refusal, text, this,
};
use crate::runtime::fake::tables::{
    Companion, Condition, Count, InstanceReference, Limit, Link, LinkPath, Property,
    Reaction, Reference, Resource, ResourceIndex, ResourceKind, Storage, Transition,
    Unique, Value,
};

pub(super) static RESOURCES: &[Resource] = &[
    Resource {
        kind: ResourceKind::Singleton,
        paths: &[&[text("v1"), text("Settings")]],
        properties: &[
            property("default_shop_sid", Value::Json("null")),
            property(
                "default_role_sid",
                Value::Read(Reference {
                    instance: InstanceReference::Singleton(SHOP_SETTINGS),
                    property: &["default_role_sid"],
                }),
            ),
        ],
        ..resource("settings", None)
    },
    Resource {
        paths: &[&[text("v1"), text("Shops"), instance(SHOP)]],
        sid_prefix: Some("SH"),
        properties: &[
            property("sid", Value::Sid),
            property("account_sid", Value::Account),
            property("name", Value::Json("null")),
            property("links", Value::Links(&[below("orders", "Orders")])),
        ],
        default_instance: Some(Reference {
            instance: InstanceReference::Singleton(SETTINGS),
            property: &["default_shop_sid"],
        }),
        ..resource("shop", None)
    },
    Resource {
        kind: ResourceKind::Singleton,
        paths: &[&[text("v1"), text("Shops"), instance(SHOP), text("Settings")]],
        properties: &[
            property("default_role_sid", Value::Json("null")),
            property("idle_timer", Value::Json("null")),
        ],
        companions: &[Companion {
            resource: ROLE,
            properties: &[(&["name"], Value::Json(r#""buyer""#))],
            names_it: Some(&["default_role_sid"]),
            unless_exists: false,
        }],
        ..resource("shop_settings", Some(SHOP))
    },
    Resource {
        sid_prefix: Some("RL"),
        properties: &[
            property("sid", Value::Sid),
            property("name", Value::Json("null")),
        ],
        ..resource("role", Some(SHOP))
    },
    Resource {
        paths: &[
            &[text("v1"), text("Orders"), instance(ORDER)],
            &[
                text("v1"),
                text("Shops"),
                instance(SHOP),
                text("Orders"),
                instance(ORDER),
            ],
        ],
        sid_prefix: Some("OR"),
        properties: &[
            property("sid", Value::Sid),
            property("shop_sid", Value::Read(ancestor(SHOP, &["sid"]))),
            property("unique_name", Value::Json("null")),
            property("state", Value::Json(r#""open""#)),
            property(
                "role_sid",
                Value::Copy(&[Reference {
                    instance: InstanceReference::Singleton(SHOP_SETTINGS),
                    property: &["default_role_sid"],
                }]),
            ),
            property("timers", Value::Json("{}")),
            property("date_created", Value::Created),
            property("date_updated", Value::Updated),
            property("url", Value::Url),
            property(
                "links",
                Value::Links(&[
                    below("items", "Items"),
                    Link {
                        key: "settings",
                        path: LinkPath::Instance(Reference {
                            instance: InstanceReference::Singleton(SHOP_SETTINGS),
                            property: &[],
                        }),
                    },
                ]),
            ),
        ],
        lookup: &[&["unique_name"]],
        unique: &[Unique {
            properties: &[&["unique_name"]],
            within: None,
            unless: None,
            refusal: refusal(409, 1, "unique name taken"),
            composite_refusal: None,
        }],
        transitions: &[
            Transition {
                deadline: &["timers", "date_idle"],
                property: &["state"],
                from: &["open"],
                to: "idle",
                restarted_by: &[ITEM],
            },
            Transition {
                deadline: &["timers", "date_closed"],
                property: &["state"],
                from: &["open", "idle"],
                to: "closed",
                restarted_by: &[],
            },
        ],
        reactions: &[Reaction {
            to: &[ITEM],
            property: &["state"],
            from: &["idle"],
            becomes: "open",
        }],
        ..resource("order", Some(SHOP))
    },
    Resource {
        paths: &[
            &[
                text("v1"),
                text("Orders"),
                instance(ORDER),
                text("Items"),
                instance(ITEM),
            ],
            &[
                text("v1"),
                text("Shops"),
                instance(SHOP),
                text("Orders"),
                instance(ORDER),
                text("Items"),
                instance(ITEM),
            ],
        ],
        sid_prefix: Some("IT"),
        properties: &[
            property("sid", Value::Sid),
            property("order_sid", Value::Read(ancestor(ORDER, &["sid"]))),
            property("index", Value::Index),
            property("author", Value::Json(r#""system""#)),
            property(
                "buyer_sid",
                Value::Copy(&[Reference {
                    instance: InstanceReference::Where {
                        resource: BUYER,
                        theirs: &["identity"],
                        ours: &["author"],
                    },
                    property: &["sid"],
                }]),
            ),
            property("url", Value::Url),
        ],
        ..resource("item", Some(ORDER))
    },
    Resource {
        paths: &[&[
            text("v1"),
            text("Orders"),
            instance(ORDER),
            text("Buyers"),
            instance(BUYER),
        ]],
        sid_prefix: Some("BU"),
        properties: &[
            property("sid", Value::Sid),
            property("order_sid", Value::Read(ancestor(ORDER, &["sid"]))),
            property("identity", Value::Json("null")),
            property("last_read", Value::Json("null")),
            property(
                "binding",
                Value::Object(&[
                    property("type", Value::Json(r#""sms""#)),
                    property("address", Value::Json("null")),
                ]),
            ),
        ],
        lookup: &[&["identity"]],
        unique: &[
            Unique {
                properties: &[&["identity"]],
                within: None,
                unless: None,
                refusal: refusal(409, 2, "buyer exists"),
                composite_refusal: None,
            },
            Unique {
                properties: &[&["binding", "address"]],
                within: Some(SHOP),
                unless: Some(&Condition::Has(ancestor(ORDER, &["state"]), &["closed"])),
                refusal: refusal(409, 9, "address used in {order_sid}"),
                composite_refusal: None,
            },
        ],
        limits: &[
            Limit {
                maximum: 3,
                property: None,
                refusal: refusal(400, 3, "too many buyers"),
            },
            Limit {
                maximum: 1,
                property: Some(&["binding", "address"]),
                refusal: refusal(400, 8, "too many addresses"),
            },
        ],
        companions: &[Companion {
            resource: USER,
            properties: &[(&["identity"], Value::Copy(&[this(&["identity"])]))],
            names_it: None,
            unless_exists: true,
        }],
        ..resource("buyer", Some(ORDER))
    },
    Resource {
        paths: &[
            &[text("v1"), text("Users"), instance(USER)],
            &[text("v1"), text("Shops"), instance(SHOP), text("Users"), instance(USER)],
        ],
        sid_prefix: Some("US"),
        properties: &[
            property("sid", Value::Sid),
            property("identity", Value::Json("null")),
        ],
        lookup: &[&["identity"]],
        ..resource("user", Some(SHOP))
    },
    Resource {
        paths: &[
            &[
                text("v1"),
                text("Users"),
                instance(USER),
                text("Orders"),
                instance(USER_ORDER),
            ],
            &[
                text("v1"),
                text("Shops"),
                instance(SHOP),
                text("Users"),
                instance(USER),
                text("Orders"),
                instance(USER_ORDER),
            ],
        ],
        properties: &[
            property("order_sid", Value::Read(ancestor(ORDER, &["sid"]))),
            property("unique_name", Value::Read(ancestor(ORDER, &["unique_name"]))),
            property("buyer_sid", Value::Read(this(&["sid"]))),
            property(
                "unread",
                Value::Count(&Count {
                    resource: ITEM,
                    property: &["index"],
                    above: &["last_read"],
                    maximum: 3,
                }),
            ),
            property("level", Value::Json(r#""default""#)),
            property("url", Value::Url),
        ],
        lookup: &[&["order_sid"], &["unique_name"]],
        storage: Storage::View {
            of: BUYER,
            conditions: &[(&["identity"], ancestor(USER, &["identity"]))],
        },
        ..resource("user_order", Some(USER))
    },
    Resource {
        properties: &[
            property("buyer_identity", Value::Read(this(&["identity"]))),
            property("order_state", Value::Read(ancestor(ORDER, &["state"]))),
        ],
        storage: Storage::View {
            of: BUYER,
            conditions: &[],
        },
        ..resource("buyer_order", Some(SHOP))
    },
    Resource {
        storage: Storage::Composite {
            of: ORDER,
            parameter: "Buyer",
            children: BUYER,
            status: None,
        },
        ..resource("order_with_buyers", Some(SHOP))
    },
];

/// A collection in which nothing is declared.
const fn resource(name: &'static str, parent: Option<ResourceIndex>) -> Resource {
    Resource {
        name,
        kind: ResourceKind::Collection,
        parent,
        paths: &[],
        sid_prefix: None,
        properties: &[],
        lookup: &[],
        unique: &[],
        limits: &[],
        storage: Storage::Own,
        default_instance: None,
        companions: &[],
        transitions: &[],
        reactions: &[],
    }
}

const fn property(name: &'static str, value: Value) -> Property {
    Property { name, value }
}

const fn below(key: &'static str, path: &'static str) -> Link {
    Link {
        key,
        path: LinkPath::Below(path),
    }
}
