//! Operations, and their parameters.

use super::key::{PropertyPath, ResourceIndex};
use super::path::Segment;
use super::reference::Reference;
use super::refusal::{ConditionalRefusal, Refusal};
use crate::runtime::Paging;

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The HTTP method in upper case.
    pub(crate) method: &'static str,
    /// The routes by scope.
    pub(crate) routes: &'static [Route],
    /// The resource.
    pub(crate) resource: ResourceIndex,
    /// The action.
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

/// The action of an operation.
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
    /// The effect of the text before the first colon.
    pub(crate) prefix: Option<&'static Prefix>,
    /// The effect.
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
    /// A typed ID with this prefix.
    TypedId(&'static str),
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

/// The effect of a parameter.
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
