"""Check the packages that are published: that they hold what users need and nothing else, and are small.

In: target/package/*.crate, as `cargo package` writes them. Out: the size of each, and exit code 1 with what is wrong.
Run: cargo package --workspace --no-verify --allow-dirty && python3 scripts/packages.py
"""

import os
import re
import sys
import tarfile
from pathlib import Path, PurePosixPath

PUBLISHED = {
    "taiyaku": [
        "CHANGELOG.md",
        "SECURITY.md",
        "ARCHITECTURE.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "examples/segment.rs",
        "data/samples/article.page.txt",
    ],
    "taiyaku-data": ["LICENSE", "lexicon.tsv", "readings.tsv", "siblings.tsv"],
    "taiyaku-cli": ["LICENSE-MIT", "LICENSE-APACHE", "src/main.rs"],
}
# Bytes of a packed package. crates.io allows 10 MB; a user waits for each.
MOST_BYTES = 2_000_000
# What nobody needs who does not work on the repository.
UNWANTED = re.compile(
    r"^(\.ci|scripts|benches|crates|target|tests/(browser|interchange|toolmaker|public_api))/"
    r"|^(docs/public_api\.txt|deny\.toml)$|\.snap$|/node_modules/"
)
INCLUDED = re.compile(r'include_(?:str|bytes)!\(\s*"([^"]+)"')

def faults_of(name, files):
    for wanted in ["Cargo.toml", "Cargo.lock", "README.md", *PUBLISHED[name]]:
        if wanted not in files:
            yield f"{wanted} is missing"
    for path in files:
        if UNWANTED.search(path):
            yield f"{path} is of no use to a user"
        if path.endswith(".rs"):
            for included in INCLUDED.findall(files[path]().decode()):
                if os.path.normpath(PurePosixPath(path).parent / included) not in files:
                    yield f"{path} includes {included}, which is not in the package"


def main():
    folder = Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "package"
    wrong = []
    for name in PUBLISHED:
        found = sorted(folder.glob(f"{name}-[0-9]*.crate"))
        if len(found) != 1:
            wrong.append(f"{name}: expected one package in {folder}, found {len(found)}")
            continue
        with tarfile.open(found[0]) as archive:
            members = [member for member in archive.getmembers() if member.isfile()]
            files = {
                member.name.split("/", 1)[1]: (lambda member=member: archive.extractfile(member).read())
                for member in members
            }
            wrong += [f"{name}: {fault}" for fault in faults_of(name, files)]
        size = found[0].stat().st_size
        unpacked = sum(member.size for member in members)
        print(f"{name}: {len(files)} files, {size:,} bytes, {unpacked:,} unpacked")
        if size > MOST_BYTES:
            wrong.append(f"{name}: {size:,} bytes, more than {MOST_BYTES:,}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
