"""Check that no dependency of a published package needs a newer Rust than ours.

In: `cargo metadata`. Out: the dependencies that do, and exit code 1 if there are any.
Run: python3 scripts/rust_versions.py
"""

import json
import subprocess
import sys

PUBLISHED = ["taiyaku", "taiyaku-cli"]


def as_numbers(version):
    return tuple(int(part) for part in version.split("."))


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    open_ids = [id for id, package in packages.items() if package["name"] in PUBLISHED]
    ours = min(as_numbers(packages[id]["rust_version"]) for id in open_ids)
    seen = set(open_ids)
    while open_ids:
        for dependency in nodes[open_ids.pop()]["deps"]:
            is_normal = any(kind["kind"] != "dev" for kind in dependency["dep_kinds"])
            if is_normal and dependency["pkg"] not in seen:
                seen.add(dependency["pkg"])
                open_ids.append(dependency["pkg"])
    newer = [
        f"{packages[id]['name']} {packages[id]['version']} needs Rust {packages[id]['rust_version']}"
        for id in sorted(seen)
        if packages[id]["rust_version"] and as_numbers(packages[id]["rust_version"])[:2] > ours[:2]
    ]
    print(f"{len(seen)} packages, Rust {'.'.join(map(str, ours))}")
    if newer:
        sys.exit("\n".join(newer))


if __name__ == "__main__":
    main()
