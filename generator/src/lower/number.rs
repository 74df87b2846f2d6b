//! Numbers.

use openapiv3::{
    AnySchema, IntegerFormat, IntegerType, NumberType, VariantOrUnknownOrEmpty as Format,
};

use super::Lowering;
use super::schema::{Lowered, SCHEMA};
use super::unsupported::Untyped;
use crate::diagnostics::Pointer;
use crate::ir::Type;

/// An integer schema.
#[derive(Default)]
pub(super) struct Integer<'a> {
    format: &'a str,
    /// The limits, both inclusive. They may be beyond those of 64 bits.
    minimum: Option<i128>,
    maximum: Option<i128>,
}

impl<'a> From<&'a IntegerType> for Integer<'a> {
    fn from(integer: &'a IntegerType) -> Self {
        let format = match &integer.format {
            Format::Item(IntegerFormat::Int32) => "int32",
            Format::Item(IntegerFormat::Int64) => "int64",
            Format::Unknown(format) => format,
            Format::Empty => "",
        };
        let above = i128::from(integer.exclusive_minimum);
        let below = i128::from(integer.exclusive_maximum);
        Self {
            format,
            minimum: integer.minimum.map(|minimum| i128::from(minimum) + above),
            maximum: integer.maximum.map(|maximum| i128::from(maximum) - below),
        }
    }
}

impl<'a> From<&'a AnySchema> for Integer<'a> {
    fn from(any: &'a AnySchema) -> Self {
        let step = |is_exclusive: Option<bool>, is_integer: bool| {
            i128::from(is_exclusive == Some(true) && is_integer)
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the conversion saturates, far beyond 64 bits"
        )]
        let integer = |limit: f64| limit as i128;
        let minimum = any.minimum.map(|minimum| {
            let is_integer = minimum.fract() == 0.0;
            integer(minimum.ceil())
                .saturating_add(step(any.exclusive_minimum, is_integer))
        });
        let maximum = any.maximum.map(|maximum| {
            let is_integer = maximum.fract() == 0.0;
            integer(maximum.floor())
                .saturating_sub(step(any.exclusive_maximum, is_integer))
        });
        Self {
            format: any.format.as_deref().unwrap_or_default(),
            minimum,
            maximum,
        }
    }
}

impl Lowering<'_> {
    /// Lowers an integer: to a signed one, unless the format or the maximum require an unsigned one.
    pub(super) fn integer(
        &mut self,
        integer: &Integer<'_>,
        pointer: &Pointer,
    ) -> Lowered {
        let is_signed = matches!(integer.format, "int32" | "int64" | "uint32");
        if !is_signed && !matches!(integer.format, "" | "uint64") {
            self.ignore_format(integer.format, "the type is an integer", pointer);
        }
        let (least, greatest) = (i128::from(i64::MIN), i128::from(i64::MAX));
        let is_above = integer.maximum.is_some_and(|maximum| maximum > greatest);
        let is_below = integer.minimum.is_some_and(|minimum| minimum < least);
        let is_negative = integer.minimum.is_some_and(|minimum| minimum < 0);
        let is_unsigned = !is_signed && (integer.format == "uint64" || is_above);
        // Limits that are not exact in the document, such as 18446744073709551615, may be rounded up.
        let is_beyond = integer.maximum.is_some_and(|maximum| maximum > 1 << 64);
        if !is_signed && (is_below || is_unsigned && (is_negative || is_beyond)) {
            return Lowered::plain(self.beyond_64_bits(pointer));
        }
        let limit =
            |limit: Option<i128>| limit.and_then(|limit| i64::try_from(limit).ok());
        let mut lowered = Lowered::plain(if is_unsigned {
            Type::UnsignedInteger
        } else {
            Type::Integer
        });
        lowered.minimum =
            limit(integer.minimum).filter(|minimum| !is_unsigned || *minimum > 0);
        lowered.maximum = limit(integer.maximum);
        let lost = [
            ("minimum", is_below && is_signed),
            (
                "maximum",
                is_above && (is_signed || integer.maximum < Some((1 << 64) - 1)),
            ),
        ];
        for (member, _) in lost.into_iter().filter(|(_, is_lost)| *is_lost) {
            let consequence =
                "the crate only checks limits that a signed 64-bit integer can hold";
            self.ignored.add((member, SCHEMA), consequence, || pointer.join(member));
        }
        lowered
    }

    fn beyond_64_bits(&mut self, pointer: &Pointer) -> Type {
        self.untyped.push(Untyped {
            pointer: pointer.clone(),
            found: "neither a signed nor an unsigned 64-bit integer can hold all values within the limits".to_owned(),
            expected: "limits from -9223372036854775808 to 9223372036854775807, or from 0 to 18446744073709551615",
            help: "correct the limits or the format in an overlay; callers get a JSON value otherwise",
            is_free: false,
        });
        Type::Json
    }

    /// Lowers a number, whose limits are not checked.
    pub(super) fn number(&mut self, number: &NumberType, pointer: &Pointer) -> Type {
        if let Format::Unknown(format) = &number.format {
            self.ignore_format(format, "the type is a floating-point number", pointer);
        }
        let limits = [
            ("minimum", number.minimum.is_some()),
            ("maximum", number.maximum.is_some()),
            ("exclusiveMinimum", number.exclusive_minimum),
            ("exclusiveMaximum", number.exclusive_maximum),
        ];
        for (member, _) in limits.into_iter().filter(|(_, is_set)| *is_set) {
            let consequence = "the crate only checks the limits of integers";
            self.ignored.add((member, SCHEMA), consequence, || pointer.join(member));
        }
        Type::Number
    }

    /// Notes a format without a type of its own.
    pub(super) fn ignore_format(
        &mut self,
        format: &str,
        consequence: &'static str,
        pointer: &Pointer,
    ) {
        let member = format!("format: {format}");
        self.ignored.add((member, SCHEMA), consequence, || pointer.join("format"));
    }
}
