//! Lists that are sent as one parameter.

/// The character between the elements of a list in one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// A comma, sent as it is. Commas in elements are percent-encoded; in headers, which have no encoding, they are
    /// rejected.
    Comma,
    /// A space. It is percent-encoded like the spaces in elements, which are rejected therefore.
    Space,
    /// A vertical bar. It is percent-encoded like those in elements, which are rejected therefore.
    Pipe,
}

impl Separator {
    /// Joins the elements of a list to the value of a header, or of a parameter that is encoded as a whole.
    ///
    /// Fails if an element contains the separator, since the API would read two elements.
    pub(crate) fn join(self, elements: &[String]) -> Result<String, String> {
        let (separator, name) = match self {
            Self::Comma => (",", "comma"),
            Self::Space => (" ", "space"),
            Self::Pipe => ("|", "vertical bar"),
        };
        if elements.iter().any(|element| element.contains(separator)) {
            return Err(format!(
                "an element contains a {name}, which separates elements"
            ));
        }
        Ok(elements.join(separator))
    }
}
