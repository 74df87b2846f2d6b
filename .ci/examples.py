"""Runs every example of the client's manifest, except those that are named, which are servers."""

import subprocess
import sys
import tomllib
from pathlib import Path

directory, *servers = sys.argv[1:]
manifest = tomllib.loads(Path("generated/Cargo.toml").read_text())
for name in (example["name"] for example in manifest["example"]):
    if name not in servers:
        print(f"-- {name}", flush=True)
        subprocess.run([Path(directory, "debug/examples", name)], check=True, timeout=60)
