//! Tables of a small API with every rule that tables can state: shops, their orders, and what belongs to them.

use crate::runtime::fake::tables::{
    Action, Argument, Authentication, Companion, Comparison, Condition,
    ConditionalRefusal, Count, Effect, InstanceReference, Limit, Link, LinkPath,
    Operation, Paging, Parameter, ParameterLocation, Prefix, Property, PropertyPath,
    Reaction, Reference, Refusal, Resource, ResourceIndex, ResourceKind, Route, Segment,
    Storage, Tables, Transition, Type, Unique, Value,
};

const SETTINGS: ResourceIndex = 0;
const SHOP: ResourceIndex = 1;
const SHOP_SETTINGS: ResourceIndex = 2;
const ROLE: ResourceIndex = 3;
const ORDER: ResourceIndex = 4;
const ITEM: ResourceIndex = 5;
const BUYER: ResourceIndex = 6;
const USER: ResourceIndex = 7;
const USER_ORDER: ResourceIndex = 8;
const BUYER_ORDER: ResourceIndex = 9;
const ORDER_WITH_BUYERS: ResourceIndex = 10;

/// The API.
pub(super) static SHOPS: Tables = Tables {
    base_url: "https://shops.example.com",
    resources: &[
        Resource {
            kind: ResourceKind::Singleton,
            paths: &[&[text("v1"), text("Settings")]],
            properties: &[property("default_shop_sid", Value::Json("null"))],
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
                },
                Unique {
                    properties: &[&["binding", "address"]],
                    within: Some(SHOP),
                    unless: Some(&Condition::Has(
                        ancestor(ORDER, &["state"]),
                        &["closed"],
                    )),
                    refusal: refusal(409, 9, "address used in {order_sid}"),
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
                &[
                    text("v1"),
                    text("Shops"),
                    instance(SHOP),
                    text("Users"),
                    instance(USER),
                ],
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
                conditions: &[(&["identity"], this(&["identity"]))],
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
            },
            ..resource("order_with_buyers", Some(SHOP))
        },
    ],
    operations: &[
        operation(
            "GET",
            Action::Fetch,
            SETTINGS,
            &[Route {
                id: "FetchSettings",
                path: &[text("v1"), text("Settings")],
            }],
        ),
        Operation {
            parameters: &[form("Name", Effect::Set(&["name"]))],
            ..operation(
                "POST",
                Action::Create,
                SHOP,
                &[Route {
                    id: "CreateShop",
                    path: &[text("v1"), text("Shops")],
                }],
            )
        },
        operation("GET", Action::Fetch, SHOP, SHOP_ROUTE),
        operation("DELETE", Action::Delete, SHOP, SHOP_ROUTE),
        operation(
            "GET",
            Action::Fetch,
            SHOP_SETTINGS,
            &[Route {
                id: "FetchShopSettings",
                path: &[text("v1"), text("Shops"), instance(SHOP), text("Settings")],
            }],
        ),
        Operation {
            paging: PAGED,
            ..operation(
                "GET",
                Action::List,
                ROLE,
                &[Route {
                    id: "ListRole",
                    path: &[text("v1"), text("Roles")],
                }],
            )
        },
        Operation {
            parameters: ORDER_PARAMETERS,
            refusals: &[ConditionalRefusal {
                condition: Condition::Missing("RoleSid", ROLE),
                refusal: refusal(400, 4, "role not found"),
            }],
            status: 201,
            ..operation("POST", Action::Create, ORDER, ORDERS_ROUTES)
        },
        Operation {
            parameters: &[
                query("State", filter(&["state"], Comparison::Equal)),
                query("Start", filter(&["date_created"], Comparison::AtLeast)),
                query("End", filter(&["date_created"], Comparison::AtMost)),
                PAGE_SIZE,
            ],
            paging: PAGED,
            ..operation("GET", Action::List, ORDER, ORDERS_ROUTES)
        },
        operation("GET", Action::Fetch, ORDER, ORDER_ROUTES),
        Operation {
            parameters: ORDER_PARAMETERS,
            refusals: &[ConditionalRefusal {
                condition: Condition::Has(this(&["state"]), &["closed"]),
                refusal: refusal(400, 5, "order closed"),
            }],
            ..operation("POST", Action::Update, ORDER, ORDER_ROUTES)
        },
        operation("DELETE", Action::Delete, ORDER, ORDER_ROUTES),
        Operation {
            parameters: &[
                Parameter {
                    ignored_with: Some("Anonymous"),
                    values: &[("me", "ann")],
                    ..form("Author", Effect::Set(&["author"]))
                },
                form("Anonymous", Effect::Nothing),
            ],
            refusals: &[ConditionalRefusal {
                condition: Condition::Has(ancestor(ORDER, &["state"]), &["closed"]),
                refusal: refusal(400, 5, "order closed"),
            }],
            status: 201,
            ..operation("POST", Action::Create, ITEM, ITEMS_ROUTES)
        },
        Operation {
            parameters: &[query("Order", Effect::Order), PAGE_SIZE],
            paging: PAGED,
            ..operation("GET", Action::List, ITEM, ITEMS_ROUTES)
        },
        operation(
            "DELETE",
            Action::Delete,
            ITEM,
            &[Route {
                id: "DeleteItem",
                path: &[
                    text("v1"),
                    text("Orders"),
                    instance(ORDER),
                    text("Items"),
                    instance(ITEM),
                ],
            }],
        ),
        Operation {
            parameters: &[
                form("Identity", Effect::Set(&["identity"])),
                Parameter {
                    prefix: Some(&Prefix {
                        property: &["binding", "type"],
                        otherwise: "sms",
                    }),
                    ..form("Binding.Address", Effect::Set(&["binding", "address"]))
                },
            ],
            refusals: &[
                ConditionalRefusal {
                    condition: Condition::NoneSet(&["Identity", "Binding.Address"]),
                    refusal: refusal(400, 6, "who?"),
                },
                ConditionalRefusal {
                    condition: Condition::AllSet(&["Identity", "Binding.Address"]),
                    refusal: refusal(400, 7, "both?"),
                },
            ],
            status: 201,
            ..operation(
                "POST",
                Action::Create,
                BUYER,
                &[Route {
                    id: "CreateBuyer",
                    path: &[text("v1"), text("Orders"), instance(ORDER), text("Buyers")],
                }],
            )
        },
        Operation {
            paging: PAGED,
            ..operation(
                "GET",
                Action::List,
                BUYER,
                &[Route {
                    id: "ListBuyer",
                    path: &[text("v1"), text("Orders"), instance(ORDER), text("Buyers")],
                }],
            )
        },
        operation(
            "GET",
            Action::Fetch,
            BUYER,
            &[Route {
                id: "FetchBuyer",
                path: &[
                    text("v1"),
                    text("Orders"),
                    instance(ORDER),
                    text("Buyers"),
                    instance(BUYER),
                ],
            }],
        ),
        Operation {
            paging: PAGED,
            ..operation(
                "GET",
                Action::List,
                USER,
                &[Route {
                    id: "ListUser",
                    path: &[text("v1"), text("Users")],
                }],
            )
        },
        Operation {
            parameters: &[PAGE_SIZE],
            paging: PAGED,
            ..operation(
                "GET",
                Action::List,
                USER_ORDER,
                &[Route {
                    id: "ListUserOrder",
                    path: &[text("v1"), text("Users"), instance(USER), text("Orders")],
                }],
            )
        },
        operation("GET", Action::Fetch, USER_ORDER, USER_ORDER_ROUTE),
        Operation {
            parameters: &[
                form("Level", Effect::Set(&["level"])),
                Parameter {
                    ty: Type::Integer,
                    ..form("LastRead", Effect::Set(&["last_read"]))
                },
            ],
            ..operation("POST", Action::Update, USER_ORDER, USER_ORDER_ROUTE)
        },
        operation("DELETE", Action::Delete, USER_ORDER, USER_ORDER_ROUTE),
        Operation {
            parameters: &[query(
                "Identity",
                filter(&["buyer_identity"], Comparison::Equal),
            )],
            paging: PAGED,
            ..operation(
                "GET",
                Action::List,
                BUYER_ORDER,
                &[Route {
                    id: "ListBuyerOrder",
                    path: &[text("v1"), text("BuyerOrders")],
                }],
            )
        },
        Operation {
            parameters: &[
                form("UniqueName", Effect::Set(&["unique_name"])),
                Parameter {
                    ty: Type::List {
                        of: &Type::JsonText,
                        separator: None,
                    },
                    ..form("Buyer", Effect::Nothing)
                },
            ],
            status: 201,
            ..operation(
                "POST",
                Action::Create,
                ORDER_WITH_BUYERS,
                &[Route {
                    id: "CreateOrderWithBuyers",
                    path: &[text("v1"), text("OrderWithBuyers")],
                }],
            )
        },
    ],
    events: None,
};

const PAGE_SIZE: Parameter = Parameter {
    ty: Type::Integer,
    minimum: Some(1),
    maximum: Some(100),
    ..query("PageSize", Effect::Nothing)
};

const PAGED: Option<&Paging> = Some(&Paging {
    items: "items",
    page_size: Some("PageSize"),
    max_page_size: Some(100),
});

const ORDER_PARAMETERS: &[Parameter] = &[
    form("UniqueName", Effect::Set(&["unique_name"])),
    form("State", Effect::Set(&["state"])),
    form("RoleSid", Effect::Set(&["role_sid"])),
    Parameter {
        ty: Type::Timestamp,
        ..form("DateCreated", Effect::Set(&["date_created"]))
    },
    Parameter {
        ty: Type::Duration,
        ..form("Timers.Idle", deadline(&["timers", "date_idle"], DEFAULT_TIMER))
    },
    Parameter {
        ty: Type::Duration,
        ..form("Timers.Closed", deadline(&["timers", "date_closed"], None))
    },
];

const DEFAULT_TIMER: Option<Reference> = Some(Reference {
    instance: InstanceReference::Singleton(SHOP_SETTINGS),
    property: &["idle_timer"],
});

const SHOP_ROUTE: &[Route] = &[Route {
    id: "Shop",
    path: &[text("v1"), text("Shops"), instance(SHOP)],
}];
const ORDERS_ROUTES: &[Route] = &[
    Route {
        id: "Orders",
        path: &[text("v1"), text("Orders")],
    },
    Route {
        id: "ShopOrders",
        path: &[text("v1"), text("Shops"), instance(SHOP), text("Orders")],
    },
];
const ORDER_ROUTES: &[Route] = &[
    Route {
        id: "Order",
        path: &[text("v1"), text("Orders"), instance(ORDER)],
    },
    Route {
        id: "ShopOrder",
        path: &[
            text("v1"),
            text("Shops"),
            instance(SHOP),
            text("Orders"),
            instance(ORDER),
        ],
    },
];
const ITEMS_ROUTES: &[Route] = &[
    Route {
        id: "Items",
        path: &[text("v1"), text("Orders"), instance(ORDER), text("Items")],
    },
    Route {
        id: "ShopItems",
        path: &[
            text("v1"),
            text("Shops"),
            instance(SHOP),
            text("Orders"),
            instance(ORDER),
            text("Items"),
        ],
    },
];
const USER_ORDER_ROUTE: &[Route] = &[Route {
    id: "UserOrder",
    path: &[
        text("v1"),
        text("Users"),
        instance(USER),
        text("Orders"),
        instance(USER_ORDER),
    ],
}];

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

/// An operation without parameters.
const fn operation(
    method: &'static str,
    action: Action,
    resource: ResourceIndex,
    routes: &'static [Route],
) -> Operation {
    Operation {
        method,
        routes,
        resource,
        action,
        authentication: Authentication::Credentials,
        parameters: &[],
        status: if matches!(action, Action::Delete) {
            204
        } else {
            200
        },
        paging: None,
        refusals: &[],
    }
}

const fn form(name: &'static str, effect: Effect) -> Parameter {
    Parameter {
        name,
        nullable: true,
        effect,
        ..Parameter::OPTIONAL_TEXT
    }
}

const fn query(name: &'static str, effect: Effect) -> Parameter {
    Parameter {
        location: ParameterLocation::Query,
        ..form(name, effect)
    }
}

const fn filter(property: PropertyPath, comparison: Comparison) -> Effect {
    Effect::Filter {
        property,
        comparison,
        newest_first: matches!(comparison, Comparison::AtLeast),
    }
}

const fn deadline(property: PropertyPath, default: Option<Reference>) -> Effect {
    Effect::Deadline { property, default }
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

const fn text(text: &'static str) -> Segment {
    Segment::literal(text)
}

const fn instance(resource: ResourceIndex) -> Segment {
    Segment::argument(Argument::Instance(resource))
}

const fn this(property: PropertyPath) -> Reference {
    Reference {
        instance: InstanceReference::This,
        property,
    }
}

const fn ancestor(resource: ResourceIndex, property: PropertyPath) -> Reference {
    Reference {
        instance: InstanceReference::Ancestor(resource),
        property,
    }
}

const fn refusal(status: u16, code: u32, message: &'static str) -> Refusal {
    Refusal {
        status,
        code,
        message,
    }
}
