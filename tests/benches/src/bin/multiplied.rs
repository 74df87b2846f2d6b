//! Prints the document of this repository the given number of times over, as one document.

use std::env;
use std::io::{self, Write as _};

use benchmarks::documents::multiplied;

fn main() -> io::Result<()> {
    let times = env::args().nth(1).and_then(|times| times.parse().ok()).unwrap_or(1);
    io::stdout().write_all(&multiplied(times))
}
