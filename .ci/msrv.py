"""Checks that no dependency of a package needs a newer Rust release than the package declares.

Clippy's `incompatible_msrv` covers the standard library; this covers the crates that a user of ours compiles.
"""

import json
import subprocess
import sys


def release(text):
    numbers = [int(part) for part in text.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def normal_dependencies(nodes, root):
    """Ids of everything that `root` compiles on this platform, development dependencies aside."""
    seen, rest = set(), [root]
    while rest:
        current = rest.pop()
        if current in seen:
            continue
        seen.add(current)
        for dependency in nodes[current]["deps"]:
            if any(kind["kind"] in (None, "build") for kind in dependency["dep_kinds"]):
                rest.append(dependency["pkg"])
    return seen


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    too_new = []
    for member in metadata["workspace_members"]:
        ours = packages[member]
        checked = normal_dependencies(nodes, member) - {member}
        for dependency in (packages[identity] for identity in checked):
            needs = dependency["rust_version"]
            if needs and release(needs) > release(ours["rust_version"]):
                too_new.append(f"{ours['name']} declares {ours['rust_version']}, "
                               f"but {dependency['name']} {dependency['version']} needs {needs}")
        print(f"{ours['name']}: looked at {len(checked)} dependencies for Rust {ours['rust_version']}")
    if too_new:
        sys.exit("\n".join(too_new))


if __name__ == "__main__":
    main()
