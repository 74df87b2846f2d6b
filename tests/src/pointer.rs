//! JSON pointers.

/// Returns the pointer to a member of the object at `pointer`.
#[must_use]
pub fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn slashes_and_tildes_are_escaped() {
        assert_eq!(super::join("/paths", "/a~b"), "/paths/~1a~0b");
    }
}
