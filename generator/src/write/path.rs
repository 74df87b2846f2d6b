//! Validation of the paths of generated files.

/// Returns the reason why a relative path is invalid, or `None` if it is valid.
///
/// Manifests are read from disk and cannot be trusted. On every system, a valid path stays within the directory, does not
/// refer to hidden files of others (`.git`), and fits on one line.
pub(super) fn invalid_reason(path: &str) -> Option<&'static str> {
    if path.contains(char::is_control) {
        return Some("contains a control character");
    }
    if path.contains('\\') {
        return Some("contains a backslash");
    }
    // A drive or an alternate data stream on Windows.
    if path.contains(':') {
        return Some("contains a colon");
    }
    path.split('/').find_map(|name| match name {
        "" => Some("is empty or contains an empty component"),
        "." => Some("contains the component `.`"),
        ".." => Some("contains the component `..`"),
        // Windows strips both: `.. ` becomes `..`.
        name if name.ends_with(['.', ' ']) => {
            Some("contains a component that ends in a dot or a space")
        }
        name if name.starts_with('.') => Some("contains a hidden component"),
        _ => None,
    })
}
