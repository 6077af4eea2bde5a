"""Check that no dependency of a published package needs a newer Rust than ours.

In: `cargo metadata`, with all features and for all systems. Out: the dependencies that do, and exit code 1 if there are any. A
dependency that names no version is counted: clippy's `incompatible_msrv` sees our own code alone.
Run: python3 scripts/rust_versions.py
"""

import json
import subprocess
import sys

PUBLISHED = ["taiyaku", "taiyaku-cli"]


def as_numbers(version):
    """The three numbers of a version; those that are not written are 0."""
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    run = subprocess.run(command, stdout=subprocess.PIPE)
    if run.returncode != 0:
        sys.exit("cargo metadata failed")
    metadata = json.loads(run.stdout)
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
        if packages[id]["rust_version"] and as_numbers(packages[id]["rust_version"]) > ours
    ]
    n_silent = sum(1 for id in seen if not packages[id]["rust_version"])
    print(f"{len(seen)} packages, Rust {'.'.join(map(str, ours))}; {n_silent} name no version")
    if newer:
        sys.exit("\n".join(newer))


if __name__ == "__main__":
    main()
