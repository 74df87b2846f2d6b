//! Which paths a file of the crate can have.

/// What is wrong with a path relative to the directory of the crate; nothing if it leads to a place within it.
///
/// Lists of paths are read from disk, so that they may say anything: on every system, a path without a flaw stays within
/// the directory, away from what others keep there by hidden names (`.git`), and on a line of its own.
pub(super) fn flaw(path: &str) -> Option<&'static str> {
    if path.contains(char::is_control) {
        return Some("contains a control character");
    }
    if path.contains('\\') {
        return Some("contains a backslash");
    }
    // A drive, or on Windows another stream of a file.
    if path.contains(':') {
        return Some("contains a colon");
    }
    path.split('/').find_map(|name| match name {
        "" => Some("is empty or has an empty name in it"),
        "." => Some("has the name `.` in it"),
        ".." => Some("has the name `..` in it"),
        // Windows takes both away: `.. ` becomes `..`.
        name if name.ends_with(['.', ' ']) => {
            Some("has a name that ends in a dot or a space")
        }
        name if name.starts_with('.') => Some("has a hidden name in it"),
        _ => None,
    })
}
