//! The operations.

use super::{
    BUYER, BUYER_ORDER, ITEM, ORDER, ORDER_WITH_BUYERS, ROLE, SETTINGS, SHOP,
    SHOP_SETTINGS, USER, USER_ORDER, ancestor, instance, refusal, text, this,
};
use crate::runtime::fake::tables::{
    Action, Authentication, Comparison, Condition, ConditionalRefusal, Effect,
    InstanceReference, Operation, Parameter, ParameterLocation, Prefix, PropertyPath,
    Reference, ResourceIndex, Route, Type,
};
use crate::runtime::{Paging, PagingKind};

pub(super) static OPERATIONS: &[Operation] = &[
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
        "GET",
        Action::Fetch,
        ITEM,
        &[Route {
            id: "FetchItem",
            path: &[
                text("v1"),
                text("Orders"),
                instance(ORDER),
                text("Items"),
                instance(ITEM),
            ],
        }],
    ),
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
        parameters: &[query("Identity", filter(&["buyer_identity"], Comparison::Equal))],
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
];

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
    kind: PagingKind::NextPageUrl,
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
