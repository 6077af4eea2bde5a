//! Books and web pages of other programs are read as their texts say.
//!
//! In: the files of `tests/formats/`, made by `make_web.py`, each with the blocks that must be read from it in
//! `NAME.expected`. Out: a failure that names the file and shows its blocks.

use std::fs;
use std::path::Path;

use taiyaku::format::Format;
use taiyaku::text::{Block, Content};

/// A block a line: its kind, its key or its place, and its text with code in ‹› and / for line breaks.
fn shown(content: &Content) -> String {
    let line = |block: &Block| {
        let mut text = String::new();
        let mut at = block.span.start;
        for inline in content.inlines_in(block.span) {
            let code = inline.span.of(content.text());
            text += &format!("{}‹{code}›", &content.text()[at..inline.span.start]);
            at = inline.span.end;
        }
        text += &content.text()[at..block.span.end];
        let name = |name: &Option<std::sync::Arc<str>>| name.as_deref().map(String::from);
        let names = [name(&block.key), name(&block.place)];
        let names = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!(
            "{} | {names} | {}\n",
            block.kind.name(),
            text.replace('\n', "/")
        )
    };
    content.blocks().iter().map(line).collect()
}

#[test]
fn files_of_other_programs_are_read_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    for name in ["novel.epub", "manual.epub", "manual.html"] {
        let path = folder.join(name);
        let format = Format::of_path(&path).expect(name);
        let content = match format.is_text() {
            true => format.read(fs::read_to_string(&path).expect(name)),
            false => format.read_container(&fs::read(&path).expect(name)),
        };
        let shown = shown(&content.expect(name));
        let expected = fs::read_to_string(folder.join(format!("{name}.expected")));
        assert_eq!(
            shown,
            expected.unwrap_or_default(),
            "{name} is read as\n{shown}"
        );
    }
}
