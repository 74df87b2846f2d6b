//! Access to the contents of arrays, objects and enums, one level down.

use serde::de::{
    DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Names, Segment, Track, Tracked};

/// The elements of an array.
pub(super) struct Elements<'t, A> {
    inner: A,
    track: &'t Track,
    depth: usize,
    index: usize,
}

impl<'t, A> Elements<'t, A> {
    pub(super) fn new(inner: A, track: &'t Track) -> Self {
        Self {
            inner,
            track,
            depth: track.depth(),
            index: 0,
        }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let (inner, seed) = (&mut self.inner, Tracked::new(seed, self.track));
        let segment = Segment::Index(self.index);
        self.index += 1;
        self.track.step(self.depth, segment, || inner.next_element_seed(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

/// The entries of an object: fields of known names, and others.
pub(super) struct Entries<'t, A> {
    inner: A,
    track: &'t Track,
    names: Names,
    depth: usize,
    /// The segment for the key that was read last.
    segment: Segment,
}

impl<'t, A> Entries<'t, A> {
    pub(super) fn new(inner: A, track: &'t Track, names: Names) -> Self {
        Self {
            inner,
            track,
            names,
            depth: track.depth(),
            segment: Segment::Key,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.track.name.set(None);
        let seed = Tracked::new(seed, self.track).expecting(self.names);
        let key = self.inner.next_key_seed(seed)?;
        self.segment = self.track.segment();
        Ok(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, A::Error> {
        let (inner, seed) = (&mut self.inner, Tracked::new(seed, self.track));
        self.track.step(self.depth, self.segment, || inner.next_value_seed(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

/// The variant of an enum, and its content.
pub(super) struct Variant<'t, A> {
    inner: A,
    track: &'t Track,
    names: Names,
    depth: usize,
    segment: Segment,
}

impl<'t, A> Variant<'t, A> {
    pub(super) fn new(inner: A, track: &'t Track, names: Names) -> Self {
        Self {
            inner,
            track,
            names,
            depth: track.depth(),
            segment: Segment::Key,
        }
    }
}

impl<'de, 't, A: EnumAccess<'de>> EnumAccess<'de> for Variant<'t, A> {
    type Error = A::Error;
    type Variant = Variant<'t, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        self.track.name.set(None);
        let seed = Tracked::new(seed, self.track).expecting(self.names);
        let (name, inner) = self.inner.variant_seed(seed)?;
        let mut variant = Variant::new(inner, self.track, Names::default());
        variant.segment = self.track.segment();
        Ok((name, variant))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Variant<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, A::Error> {
        let (inner, seed) = (self.inner, Tracked::new(seed, self.track));
        self.track.step(self.depth, self.segment, || inner.newtype_variant_seed(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let (inner, visitor) = (self.inner, Tracked::new(visitor, self.track));
        self.track.step(self.depth, self.segment, || inner.tuple_variant(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let visitor = Tracked::new(visitor, self.track).with_names(None, fields);
        let inner = self.inner;
        self.track
            .step(self.depth, self.segment, || inner.struct_variant(fields, visitor))
    }
}
