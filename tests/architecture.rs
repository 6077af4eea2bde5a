//! The modules of the library use each other without a circle.
//!
//! In: the source files. Out: a failure that names the files of each circle. A file uses another if it names one of its
//! items, by a `use` line or by a path; an item that a file only exports again is an item of the file it comes from. A file
//! may name its children and a child may name its parent, but not both.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path from the root of the crate, such as `align::bead::Bead`.
type Name = Vec<String>;

/// Rooms whose own files still use each other. Between rooms there is no circle.
const ROOMS_WITH_CIRCLES: [&str; 0] = [];

/// What a source file declares and uses, tests and comments left out.
#[derive(Debug, Default)]
struct Source {
    uses: Vec<Name>,
    /// Names that it exports again, and what they stand for.
    exports: BTreeMap<String, Name>,
}

#[test]
fn no_module_uses_one_that_uses_it() {
    let sources = sources();
    assert!(sources.len() > 50, "only {} source files", sources.len());
    let inside_a_room = |circle: &String| {
        let mut rooms = circle.split(" ↔ ").map(|module| name_of(module)[0].clone());
        let first = rooms.next().expect("a circle has members");
        ROOMS_WITH_CIRCLES.contains(&first.as_str()) && rooms.all(|room| room == first)
    };
    let mut circles = circles(&edges(&sources));
    circles.retain(|circle| !inside_a_room(circle));
    assert!(circles.is_empty(), "circles of modules: {circles:#?}");
}

type Library = (&'static str, &'static [(&'static str, &'static str)], usize);

/// Small libraries: a name, their modules with their text, and the number of circles.
const LIBRARIES: [Library; 11] = [
    ("none", &[("a", "use crate::b::B;"), ("b", "struct B;")], 0),
    (
        "two",
        &[("a", "use crate::b::B;"), ("b", "use crate::a::{A, C};")],
        1,
    ),
    (
        "by a path",
        &[("a", "fn a() { crate::b::b() }"), ("b", "use crate::a::A;")],
        1,
    ),
    (
        "three",
        &[
            ("a", "use crate::b::B;"),
            ("b", "use crate::c::C;"),
            ("c", "use crate::a::A;"),
        ],
        1,
    ),
    (
        "in a comment",
        &[("a", "// use crate::b::B;"), ("b", "use crate::a::A;")],
        0,
    ),
    (
        "in a test",
        &[
            ("a", "#[cfg(test)]\nmod tests {\n use crate::b::B;\n}"),
            ("b", "use crate::a::A;"),
        ],
        0,
    ),
    (
        "exported again",
        &[
            ("a", "pub use crate::a::b::B;"),
            ("a::b", "use crate::a::A;"),
        ],
        0,
    ),
    (
        "used through an export",
        &[
            ("a", "pub use crate::b::B;"),
            ("b", "use crate::c::C;"),
            ("c", "use crate::a::B;"),
        ],
        1,
    ),
    (
        "a parent by its child",
        &[
            ("a", "mod b;\nfn a() { b::b() }"),
            ("a::b", "use crate::a::A;"),
        ],
        1,
    ),
    (
        "a visibility",
        &[
            ("a", "mod b;\nuse crate::a::b::B;"),
            ("a::b", "pub(in crate::a) struct B;"),
        ],
        0,
    ),
    (
        "a child alone",
        &[("a", "mod b;\nfn a() { b::b() }"), ("a::b", "struct B;")],
        0,
    ),
];

#[test]
fn circles_are_found() {
    for (name, files, expected) in LIBRARIES {
        let sources = files
            .iter()
            .map(|&(path, text)| (name_of(path), Source::read(&name_of(path), text)))
            .collect();
        assert_eq!(circles(&edges(&sources)).len(), expected, "{name}");
    }
}

fn name_of(path: &str) -> Name {
    path.split("::").map(String::from).collect()
}

/// All source files by their module.
fn sources() -> BTreeMap<Name, Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("a file of sources").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path
                .strip_prefix(&root)
                .expect("a path inside")
                .with_extension("");
            let mut module: Name = inside
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            if module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            let is_code = path.extension().is_some_and(|extension| extension == "rs");
            if !is_code || module.iter().any(|part| part == "tests") || module == ["lib"] {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source file");
            sources.insert(module.clone(), Source::read(&module, &text));
        }
    }
    sources
}

impl Source {
    fn read(module: &[String], text: &str) -> Source {
        let text = code(text);
        let mut source = Source::default();
        for statement in text
            .split_inclusive([';', '{', '}'])
            .scan(String::new(), whole_uses)
        {
            let Some(statement) = statement else { continue };
            let words = statement.trim();
            if let Some((before, tree)) = words.split_once("use ")
                && (before.is_empty() || before.starts_with("pub"))
            {
                let mut names = Vec::new();
                expand(tree.trim_end_matches(';'), &[], &mut names);
                for (name, shown_as) in names {
                    let name = absolute(name, module);
                    match before.is_empty() {
                        true => source.uses.extend(name),
                        false => source.exports.extend(name.map(|name| (shown_as, name))),
                    }
                }
                continue;
            }
            source.uses.extend(paths(&statement, module));
        }
        for child in children(&text) {
            for found in text.match_indices(&format!("{child}::")).map(|(at, _)| at) {
                let before = text[..found].chars().next_back();
                if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
                    source
                        .uses
                        .push(module.iter().chain([&child]).cloned().collect());
                }
            }
        }
        source
    }
}

/// The text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) => &line[..at],
        None => line,
    });
    let text: String = lines.flat_map(|line| [line.trim(), "\n"]).collect();
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}

/// Joins the pieces of a `use` with braces into one statement.
fn whole_uses(open: &mut String, piece: &str) -> Option<Option<String>> {
    open.push_str(piece);
    let is_use = {
        let words = open.trim_start();
        words.starts_with("use ") || words.starts_with("pub") && words.contains(" use ")
    };
    match is_use && !piece.ends_with(';') {
        true => Some(None),
        false => Some(Some(std::mem::take(open))),
    }
}

/// The names of a `use` tree, each with the name by which it is known afterwards.
fn expand(tree: &str, before: &[String], names: &mut Vec<(Name, String)>) {
    let tree = tree.trim();
    if let Some((head, inside)) = tree.split_once('{') {
        let mut before = before.to_vec();
        before.extend(
            head.trim_end_matches("::")
                .split("::")
                .filter(|part| !part.is_empty())
                .map(String::from),
        );
        let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
        let mut depth = 0;
        let members = inside.split(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            c == ',' && depth == 0
        });
        for member in members.filter(|member| !member.trim().is_empty()) {
            expand(member, &before, names);
        }
        return;
    }
    let (path, renamed) = match tree.split_once(" as ") {
        Some((path, renamed)) => (path, Some(renamed.trim().to_string())),
        None => (tree, None),
    };
    let parts = path
        .trim()
        .split("::")
        .filter(|&part| part != "self")
        .map(String::from);
    let name: Name = before.iter().cloned().chain(parts).collect();
    let shown_as = renamed.or_else(|| name.last().cloned()).unwrap_or_default();
    names.push((name, shown_as));
}

/// A path from the root of the crate, if it begins there or at a parent.
fn absolute(name: Name, module: &[String]) -> Option<Name> {
    match name.first()?.as_str() {
        "crate" => Some(name[1..].to_vec()),
        "super" => Some([&module[..module.len().saturating_sub(1)], &name[1..]].concat()),
        _ => None,
    }
}

/// The paths inside other code; the path of a visibility, as in `pub(in crate::a)`, uses nothing.
fn paths(text: &str, module: &[String]) -> Vec<Name> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let text = text.replace("pub(in crate::", "pub(in ");
    text.split(|c| !is_path(c))
        .filter(|word| word.starts_with("crate::") || word.starts_with("super::"))
        .filter_map(|word| absolute(name_of(word.trim_end_matches(':')), module))
        .collect()
}

/// The modules that a file declares in files of their own.
fn children(text: &str) -> Vec<String> {
    let declared = text.lines().filter_map(|line| {
        let (before, rest) = line.split_once("mod ")?;
        (before.is_empty() || before.starts_with("pub"))
            .then_some(rest.strip_suffix(';')?.to_string())
    });
    declared.filter(|child| child != "tests").collect()
}

/// For each file the others that it uses.
fn edges(sources: &BTreeMap<Name, Source>) -> BTreeMap<&Name, BTreeSet<&Name>> {
    let edges = sources.iter().map(|(module, source)| {
        let used = source.uses.iter().filter_map(|name| home(name, sources, 0));
        (module, used.filter(|&other| other != module).collect())
    });
    edges.collect()
}

/// The file in which the item of a path is declared.
fn home<'a>(
    name: &[String],
    sources: &'a BTreeMap<Name, Source>,
    depth: usize,
) -> Option<&'a Name> {
    let length = (1..=name.len())
        .rev()
        .find(|&length| sources.contains_key(&name[..length]))?;
    let (module, source) = sources.get_key_value(&name[..length])?;
    match name.get(length).and_then(|item| source.exports.get(item)) {
        Some(original) if depth < 8 => home(original, sources, depth + 1),
        _ => Some(module),
    }
}

/// The files that reach each other, one line a circle.
fn circles(edges: &BTreeMap<&Name, BTreeSet<&Name>>) -> BTreeSet<String> {
    let reached: BTreeMap<&Name, BTreeSet<&Name>> = edges
        .keys()
        .map(|&start| {
            let (mut reached, mut open) = (BTreeSet::new(), vec![start]);
            while let Some(module) = open.pop() {
                for &next in &edges[module] {
                    if reached.insert(next) {
                        open.push(next);
                    }
                }
            }
            (start, reached)
        })
        .collect();
    let circle = |start: &Name| {
        let members = reached[start]
            .iter()
            .filter(|&&other| reached[other].contains(start));
        let members: Vec<String> = members.map(|member| member.join("::")).collect();
        members.join(" ↔ ")
    };
    reached
        .iter()
        .filter(|(start, reached)| reached.contains(*start))
        .map(|(start, _)| circle(start))
        .collect()
}
