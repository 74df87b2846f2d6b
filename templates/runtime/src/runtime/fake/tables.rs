//! Tables of an API: what the fake knows about it. The generator writes them from the document and the extension `x-fake`.

/// An API.
#[derive(Debug)]
pub(crate) struct Tables {
    /// The URL of the server, without a slash at the end.
    pub(crate) base_url: &'static str,
    /// The resources, in the order of [`ResourceIndex`].
    pub(crate) resources: &'static [Resource],
    /// The operations.
    pub(crate) operations: &'static [Operation],
    /// The events that webhooks send.
    pub(crate) events: Option<&'static Events>,
}

/// The position of a resource in [`Tables::resources`].
pub(crate) type ResourceIndex = usize;

/// A property, by the keys that lead to it: `["messaging_binding", "address"]`.
pub(crate) type PropertyPath = &'static [&'static str];

/// A resource: a collection of instances, or a single instance for each instance of its parent.
#[derive(Debug)]
pub(crate) struct Resource {
    /// The name of an instance in snake case, for messages.
    pub(crate) name: &'static str,
    /// The kind.
    pub(crate) kind: ResourceKind,
    /// The resource whose instances it belongs to, in the scope with the most ancestors.
    pub(crate) parent: Option<ResourceIndex>,
    /// The paths of an instance by scope, for `url` and `links`. Empty if instances have no path.
    pub(crate) paths: &'static [&'static [Segment]],
    /// The prefix of its SIDs. `None` if instances have no SID of their own.
    pub(crate) sid_prefix: Option<&'static str>,
    /// The properties of an instance, in the order of the document.
    pub(crate) properties: &'static [Property],
    /// Properties that paths accept in place of the SID.
    pub(crate) lookup: &'static [PropertyPath],
    /// Combinations of properties that are unique.
    pub(crate) unique: &'static [Unique],
    /// The maximum numbers of instances of one parent.
    pub(crate) limits: &'static [Limit],
    /// Where its instances are.
    pub(crate) storage: Storage,
    /// The instance that paths without this resource belong to: `/v1/Conversations` belongs to the default service.
    pub(crate) default_instance: Option<Reference>,
    /// Instances of other resources that are created together with an instance.
    pub(crate) companions: &'static [Companion],
    /// Changes that deadlines make.
    pub(crate) transitions: &'static [Transition],
    /// Changes that the creation of a child makes.
    pub(crate) reactions: &'static [Reaction],
}

/// The kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResourceKind {
    /// A collection of instances.
    Collection,
    /// A single instance, which exists as long as its parent does.
    Singleton,
}

/// Where the instances of a resource are.
#[derive(Debug)]
pub(crate) enum Storage {
    /// In the store, by themselves.
    Own,
    /// They are instances of another resource, seen from another place. Properties that both have are those of the
    /// viewed instance; deleting one deletes the other.
    View {
        /// The resource whose instances are seen.
        of: ResourceIndex,
        /// Conditions on the viewed instance: a property of it has the value of the reference, which starts at the parent.
        /// Viewed instances belong to the same default or named instance of the outermost ancestor that both have.
        conditions: &'static [(PropertyPath, Reference)],
    },
    /// A request that creates an instance of one resource, and instances of one of its children.
    Composite {
        /// The resource that is created; the response is an instance of it.
        of: ResourceIndex,
        /// The parameter that contains the children, each as JSON text.
        parameter: &'static str,
        /// The resource of the children.
        children: ResourceIndex,
        /// The status of the response if there are children. `None`: that of the operation.
        status: Option<u16>,
    },
}

/// A segment of a path.
#[derive(Debug)]
pub(crate) struct Segment {
    /// The text before the argument, or the whole segment.
    pub(crate) prefix: &'static str,
    /// The argument.
    pub(crate) argument: Option<Argument>,
    /// The text after the argument.
    pub(crate) suffix: &'static str,
}

impl Segment {
    /// Creates a segment without an argument.
    pub(crate) const fn literal(text: &'static str) -> Self {
        Self {
            prefix: text,
            argument: None,
            suffix: "",
        }
    }

    /// Creates a segment that is an argument.
    pub(crate) const fn argument(argument: Argument) -> Self {
        Self {
            prefix: "",
            argument: Some(argument),
            suffix: "",
        }
    }
}

/// An argument of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// It identifies an instance of this resource.
    Instance(ResourceIndex),
    /// Text.
    Text,
}

/// A property of a resource.
#[derive(Debug)]
pub(crate) struct Property {
    /// The name.
    pub(crate) name: &'static str,
    /// The value.
    pub(crate) value: Value,
}

/// The value of a property.
#[derive(Debug)]
pub(crate) enum Value {
    /// Set by parameters; initially this JSON text.
    Json(&'static str),
    /// An object whose properties have these values once one of them is set; until then, null.
    Object(&'static [Property]),
    /// The SID of the instance.
    Sid,
    /// The SID of the account.
    Account,
    /// The time at which the instance was created, unless a parameter sets it.
    Created,
    /// The time at which the instance was last changed, unless a parameter sets it.
    Updated,
    /// The URL of the instance.
    Url,
    /// URLs of related resources.
    Links(&'static [Link]),
    /// The number of instances that the parent had before, including deleted ones.
    Index,
    /// Set by parameters; initially the first value at that time that is not null.
    Copy(&'static [Reference]),
    /// The value that another property has whenever the instance is read.
    Read(Reference),
    /// A number of instances, whenever the instance is read.
    Count(&'static Count),
}

/// The number of instances of a resource below the parent of an instance, or of the viewed instance: those whose property is
/// greater than a property of this one, or all if that one is null.
#[derive(Debug)]
pub(crate) struct Count {
    /// The resource.
    pub(crate) resource: ResourceIndex,
    /// The property of these instances, a number.
    pub(crate) property: PropertyPath,
    /// The property of this instance.
    pub(crate) above: PropertyPath,
    /// The maximum number that is returned.
    pub(crate) maximum: usize,
}

/// A URL in `links`.
#[derive(Debug)]
pub(crate) struct Link {
    /// The key.
    pub(crate) key: &'static str,
    /// The segments after the path of the instance, or those of an absolute path.
    pub(crate) path: LinkPath,
}

/// The path of a link.
#[derive(Debug)]
pub(crate) enum LinkPath {
    /// Below the instance: `Participants`.
    Below(&'static str),
    /// From the root: the path of the instance that a reference leads to.
    Instance(Reference),
}

/// The place of a value: a property of an instance that is found from another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    /// The instance.
    pub(crate) instance: InstanceReference,
    /// The property.
    pub(crate) property: PropertyPath,
}

/// How an instance is found from another one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InstanceReference {
    /// It is the instance itself, or, in a view, the viewed instance.
    This,
    /// Its ancestor of this resource, or of the viewed instance; itself if it is of this resource.
    Ancestor(ResourceIndex),
    /// The singleton of this resource that belongs to an ancestor, to none or to a default instance.
    Singleton(ResourceIndex),
    /// The instance of this resource, below the nearest ancestor that both have, whose property has the value of a property
    /// of this instance.
    Where {
        /// The resource.
        resource: ResourceIndex,
        /// The property of that instance.
        theirs: PropertyPath,
        /// The property of this instance.
        ours: PropertyPath,
    },
}

/// Properties that are unique together.
#[derive(Debug)]
pub(crate) struct Unique {
    /// The properties. Instances in which one of them is null are not compared.
    pub(crate) properties: &'static [PropertyPath],
    /// The ancestor below which they are unique. `None`: the parent.
    pub(crate) within: Option<ResourceIndex>,
    /// Existing instances for which this is true are not compared.
    pub(crate) unless: Option<&'static Condition>,
    /// The refusal of a second instance. `{property}` in the message stands for a property of the first one.
    pub(crate) refusal: Refusal,
    /// The refusal of a second instance that is created together with its parent. `None`: the same.
    pub(crate) composite_refusal: Option<Refusal>,
}

/// The maximum number of instances.
#[derive(Debug)]
pub(crate) struct Limit {
    /// The maximum number.
    pub(crate) maximum: usize,
    /// Only instances are counted in which this property is not null. `None`: all.
    pub(crate) property: Option<PropertyPath>,
    /// The refusal of one more.
    pub(crate) refusal: Refusal,
}

/// The refusal of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The error code.
    pub(crate) code: u32,
    /// The message.
    pub(crate) message: &'static str,
}

/// An instance that is created together with another one.
#[derive(Debug)]
pub(crate) struct Companion {
    /// The resource. Its parent is the created instance, or an ancestor of it. Companions of a singleton are created together
    /// with the instance that it belongs to.
    pub(crate) resource: ResourceIndex,
    /// The values of its properties. References start at the created instance. There is no companion if a copied value is
    /// null.
    pub(crate) properties: &'static [(PropertyPath, Value)],
    /// The property of the created instance that is set to the SID of the companion.
    pub(crate) names_it: Option<PropertyPath>,
    /// `true` if an existing instance with these properties is used.
    pub(crate) unless_exists: bool,
}

/// A change that happens at a deadline.
#[derive(Debug)]
pub(crate) struct Transition {
    /// The property that contains the deadline, a timestamp.
    pub(crate) deadline: PropertyPath,
    /// The property that changes.
    pub(crate) property: PropertyPath,
    /// The values from which it changes.
    pub(crate) from: &'static [&'static str],
    /// The value that it changes to.
    pub(crate) to: &'static str,
    /// Children whose creation starts the time anew.
    pub(crate) restarted_by: &'static [ResourceIndex],
}

/// A change that the creation of a child makes.
#[derive(Debug)]
pub(crate) struct Reaction {
    /// The resources of the children.
    pub(crate) to: &'static [ResourceIndex],
    /// The property that changes.
    pub(crate) property: PropertyPath,
    /// The values from which it changes.
    pub(crate) from: &'static [&'static str],
    /// The value that it changes to.
    pub(crate) becomes: &'static str,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The HTTP method in upper case.
    pub(crate) method: &'static str,
    /// The routes by scope.
    pub(crate) routes: &'static [Route],
    /// The resource.
    pub(crate) resource: ResourceIndex,
    /// What it does.
    pub(crate) action: Action,
    /// The credentials that it requires, as `security` declares them.
    pub(crate) authentication: Authentication,
    /// The parameters outside the path.
    pub(crate) parameters: &'static [Parameter],
    /// The status of a successful response.
    pub(crate) status: u16,
    /// The pagination, for lists.
    pub(crate) paging: Option<&'static Paging>,
    /// Conditions under which it is refused, in order.
    pub(crate) refusals: &'static [ConditionalRefusal],
}

/// The route of an operation in one scope.
#[derive(Debug)]
pub(crate) struct Route {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// The path, after that of the server's URL if the operation has a server of its own.
    pub(crate) path: &'static [Segment],
}

/// The credentials that an operation requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// Any that the fake accepts.
    Credentials,
    /// An access token.
    AccessToken,
    /// None.
    None,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Creates an instance.
    Create,
    /// Lists the instances of a parent.
    List,
    /// Returns an instance.
    Fetch,
    /// Changes an instance.
    Update,
    /// Deletes an instance.
    Delete,
    /// Something that the fake cannot do.
    Unsupported,
}

/// The pagination of a list.
#[derive(Debug)]
pub(crate) struct Paging {
    /// The property that contains the items.
    pub(crate) items: &'static str,
    /// The parameter that sets the page size.
    pub(crate) page_size: Option<&'static str>,
    /// The maximum page size.
    pub(crate) max_page_size: Option<usize>,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// The name.
    pub(crate) name: &'static str,
    /// The location.
    pub(crate) location: ParameterLocation,
    /// The type.
    pub(crate) ty: Type,
    /// `true` if it is required.
    pub(crate) required: bool,
    /// `true` if the empty text stands for null.
    pub(crate) nullable: bool,
    /// The minimum; of a duration, in seconds.
    pub(crate) minimum: Option<i64>,
    /// The maximum; of a duration, in seconds.
    pub(crate) maximum: Option<i64>,
    /// The maximum number of characters.
    pub(crate) max_length: Option<usize>,
    /// The refusal of a value of another type. `None`: the general one.
    ///
    /// The refusal of a required parameter that is missing is that of [`Condition::NoneSet`] with its name alone.
    pub(crate) refusal: Option<&'static Refusal>,
    /// The refusal of a value beyond the minimum, the maximum or the maximum length, which often has another code: `limit`
    /// in the extension of the parameter. `None`: as for another type.
    pub(crate) limit_refusal: Option<&'static Refusal>,
    /// The maximum number of elements of a list.
    pub(crate) max_items: Option<usize>,
    /// Another parameter: if it is set, this one is ignored.
    pub(crate) ignored_with: Option<&'static str>,
    /// The values that a property is set to in place of those of the parameter.
    pub(crate) values: &'static [(&'static str, &'static str)],
    /// What the text before the first colon sets.
    pub(crate) prefix: Option<&'static Prefix>,
    /// What it does.
    pub(crate) effect: Effect,
}

impl Parameter {
    /// A parameter of the form that may have any text and has no effect. The others are described by what differs from it.
    pub(crate) const OPTIONAL_TEXT: Self = Self {
        name: "",
        location: ParameterLocation::Form,
        ty: Type::Text,
        required: false,
        nullable: false,
        minimum: None,
        maximum: None,
        max_length: None,
        refusal: None,
        limit_refusal: None,
        max_items: None,
        ignored_with: None,
        values: &[],
        prefix: None,
        effect: Effect::Nothing,
    };
}

/// The effect of the text before the first colon of a value: `whatsapp` of `whatsapp:+15558675310`.
#[derive(Debug)]
pub(crate) struct Prefix {
    /// The property that is set to it.
    pub(crate) property: PropertyPath,
    /// The value of the property if there is no colon.
    pub(crate) otherwise: &'static str,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    /// The query.
    Query,
    /// A header.
    Header,
    /// The form.
    Form,
}

/// The type of a parameter.
#[derive(Debug)]
pub(crate) enum Type {
    /// Any text.
    Text,
    /// An absolute URL.
    Url,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// A timestamp in RFC 3339 format.
    Timestamp,
    /// A date.
    Date,
    /// A duration in ISO 8601 format.
    Duration,
    /// Text that contains JSON.
    JsonText,
    /// A SID with this prefix, or with any.
    Sid(Option<&'static str>),
    /// One of these values, in any case.
    Enum(&'static [&'static str]),
    /// A list: repeated parameters, or one with separators.
    List {
        /// The type of the elements.
        of: &'static Type,
        /// The separator. `None`: repeated parameters.
        separator: Option<&'static str>,
    },
}

/// What a parameter does.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Sets a property.
    Set(PropertyPath),
    /// Sets a property to the time of the request and this duration later; zero sets it to null.
    Deadline {
        /// The property.
        property: PropertyPath,
        /// The duration of an instance that is created without the parameter.
        default: Option<Reference>,
    },
    /// Leaves out the instances of a list whose property does not have the value, or one of the values.
    Filter {
        /// The property.
        property: PropertyPath,
        /// The comparison.
        comparison: Comparison,
        /// `true` if the list begins with the newest instance then.
        newest_first: bool,
    },
    /// Sets the order of a list: `asc` or `desc`.
    Order,
    /// Sets whether webhooks are sent.
    Webhooks,
    /// Nothing that the fake represents.
    Nothing,
}

/// The comparison of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The property has the value.
    Equal,
    /// The property, a timestamp, is at the value or later. A date stands for its first moment.
    AtLeast,
    /// The property, a timestamp, is at the value or earlier. A date stands for its last moment.
    AtMost,
}

/// A refusal and its condition.
#[derive(Debug)]
pub(crate) struct ConditionalRefusal {
    /// The condition.
    pub(crate) condition: Condition,
    /// The refusal.
    pub(crate) refusal: Refusal,
}

/// The condition of a refusal.
#[derive(Debug)]
pub(crate) enum Condition {
    /// A property, found from the instance or from that which is created, has one of these values.
    Has(Reference, &'static [&'static str]),
    /// None of these parameters is set.
    NoneSet(&'static [&'static str]),
    /// All of these parameters are set.
    AllSet(&'static [&'static str]),
    /// Any of these parameters is set.
    AnySet(&'static [&'static str]),
    /// This parameter is a SID, and there is no such instance of the resource.
    Missing(&'static str, ResourceIndex),
    /// This parameter has one of these values.
    Is(&'static str, &'static [&'static str]),
    /// This parameter looks like a SID with the prefix.
    IsSid(&'static str, &'static str),
    /// Both parameters have the same value.
    Same(&'static str, &'static str),
    /// A property, found as in [`Has`](Self::Has), is null.
    IsNull(Reference),
    /// All of these conditions hold.
    All(&'static [Condition]),
}

/// The events that webhooks send.
#[derive(Debug)]
pub(crate) struct Events {
    /// The parameter that contains the kind of the event.
    pub(crate) discriminator: &'static str,
    /// The events.
    pub(crate) events: &'static [Event],
}

/// An event.
#[derive(Debug)]
pub(crate) struct Event {
    /// The kind.
    pub(crate) kind: &'static str,
    /// The resource whose change it reports.
    pub(crate) resource: ResourceIndex,
    /// The change.
    pub(crate) action: Action,
    /// The property whose change it reports; for updates. `None`: any.
    pub(crate) property: Option<PropertyPath>,
    /// The effects of the response, if the event is sent before the action.
    pub(crate) reply: Option<&'static EventReply>,
    /// The parameters, without the discriminator.
    pub(crate) parameters: &'static [EventParameter],
    /// Where it is sent.
    pub(crate) destinations: &'static [Destination],
}

/// The effects of the response to an event.
#[derive(Debug)]
pub(crate) struct EventReply {
    /// The members of the response, and the properties that they set.
    pub(crate) properties: &'static [(&'static str, PropertyPath)],
    /// `true` if it may reject the action.
    pub(crate) can_reject: bool,
    /// The refusal of the request then. `None`: the general one.
    pub(crate) rejection: Option<&'static Refusal>,
}

/// A parameter of an event.
#[derive(Debug)]
pub(crate) struct EventParameter {
    /// The name.
    pub(crate) name: &'static str,
    /// The value.
    pub(crate) value: EventValue,
}

/// The value of a parameter of an event. Parameters without a value are not sent.
#[derive(Debug)]
pub(crate) enum EventValue {
    /// The value of a property, found from the instance, after the change unless the event is sent before it and deletes.
    Property(Reference),
    /// The value that a property of the instance had before the change.
    Before(PropertyPath),
    /// The list of objects that a property contains, each with these keys in place of its own.
    Objects(Reference, &'static [(&'static str, &'static str)]),
    /// The time of the change.
    Now,
    /// This text.
    Text(&'static str),
    /// The cause of the change.
    Cause {
        /// The text for a request.
        request: &'static str,
        /// The text for a deadline.
        deadline: &'static str,
        /// The text for the creation of a child.
        child: &'static str,
    },
}

/// Where an event is sent: instances of a resource that contain a URL.
#[derive(Debug)]
pub(crate) struct Destination {
    /// The resource. Its instances that are the changed instance or an ancestor of it, or belong to one of them, are asked.
    pub(crate) resource: ResourceIndex,
    /// The property that contains the URL.
    pub(crate) url: PropertyPath,
    /// The property that lists the kinds of event to send. `None`: all.
    pub(crate) kinds: Option<PropertyPath>,
    /// Instances that list keywords in place of kinds.
    pub(crate) keywords: Option<&'static Keywords>,
    /// The property that contains the HTTP method. `None`, or null: POST.
    pub(crate) method: Option<PropertyPath>,
    /// A resource whose destinations are not used if this one has a URL: a service's webhooks replace the account's.
    pub(crate) replaces: Option<ResourceIndex>,
}

/// Destinations to which an event is sent if the text of the changed instance contains a keyword.
#[derive(Debug)]
pub(crate) struct Keywords {
    /// The property of the destination, and its value, that tell such destinations from others.
    pub(crate) target: (PropertyPath, &'static str),
    /// The property of the destination that lists the keywords, in place of the kinds of event.
    pub(crate) list: PropertyPath,
    /// The property of the changed instance that contains the text. `None`: the event is not sent to them.
    pub(crate) text: Option<PropertyPath>,
}
