//! Tables of a small API with every rule that tables can state: shops, their orders, and what belongs to them.

mod operations;
mod resources;

use crate::runtime::fake::tables::{
    ApiTables, Argument, InstanceReference, PropertyPath, Reference, Refusal,
    ResourceIndex, Segment, Tables,
};

/// The API.
pub(super) static SHOPS: Tables = Tables(&[&API]);

static API: ApiTables = ApiTables {
    base_url: "https://shops.example.com",
    resources: resources::RESOURCES,
    operations: operations::OPERATIONS,
    events: None,
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
