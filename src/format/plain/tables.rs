//! Tables that are drawn with bars, `| a | b |`, between lines such as `+---+---+`.
//!
//! In: the lines of a text. Out: edits that put a block for each cell in place of a table. What a cell has in the lines below is
//! its text too, and the lines between rows are left out. O(bytes).

use std::ops::Range;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::format::plain::lines::Line;

const BARS: [char; 4] = ['|', '│', '┃', '║'];
/// What lines between rows are drawn with, beside bars and blanks.
const RULES: [char; 6] = ['-', '=', '─', '━', '═', '╌'];
const CORNERS: &str = "+:┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫╭╮╰╯";
/// The fewest characters of a rule, and the fewest lines with cells: less is no table.
const LEAST_RULE: usize = 3;
const LEAST_ROWS: usize = 2;

pub(super) fn edits(text: &str, lines: &[Line]) -> Vec<Edit> {
    let drawn = |line: &Line| Drawn::of(text, line.bytes.clone());
    let mut edits = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let table: Vec<Drawn> = lines[at..].iter().map_while(drawn).collect();
        let last = at + table.len();
        if let Some(cells) = cells(&table) {
            edits.push(Edit {
                bytes: lines[at].bytes.start..lines[last - 1].bytes.end,
                stands_for: StandsFor::Cells(cells),
            });
        }
        at = last.max(at + 1);
    }
    edits
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq)]
enum Drawn {
    /// A line between rows.
    Rule,
    /// What it has of each cell, in bytes of the text, without the blanks around; empty if that is nothing.
    Row(Vec<Range<usize>>),
}

impl Drawn {
    fn of(text: &str, bytes: Range<usize>) -> Option<Drawn> {
        let line = &text[bytes.clone()];
        let (first, last) = (line.chars().next()?, line.chars().next_back()?);
        let is_drawn = |c: char| BARS.contains(&c) || RULES.contains(&c) || CORNERS.contains(c);
        let n_rules = line.chars().filter(|c| RULES.contains(c)).count();
        let is_framed = |c: char| BARS.contains(&c) || CORNERS.contains(c);
        if LEAST_RULE <= n_rules
            && is_framed(first)
            && line.chars().all(|c| is_drawn(c) || c == ' ')
        {
            return Some(Drawn::Rule);
        }
        if !BARS.contains(&first) || !BARS.contains(&last) || line.len() == first.len_utf8() {
            return None;
        }
        let inner = bytes.start + first.len_utf8()..bytes.end - last.len_utf8();
        let mut start = inner.start;
        let cells = text[inner].split(BARS).map(|cell| {
            let from = start + cell.len() - cell.trim_start().len();
            let bytes = from..from + cell.trim().len();
            start += cell.len();
            start += text[start..].chars().next().map_or(0, char::len_utf8);
            bytes
        });
        Some(Drawn::Row(cells.collect()))
    }
}

type Row = Vec<Range<usize>>;

/// The cells of a table, row by row; none if the lines are no table. A table has a line between its rows.
fn cells(table: &[Drawn]) -> Option<Vec<Vec<Range<usize>>>> {
    let is_rule = |line: &Drawn| *line == Drawn::Rule;
    let groups = table.split(is_rule).map(|group| {
        let rows = group.iter().filter_map(|line| match line {
            Drawn::Row(row) => Some(row),
            Drawn::Rule => None,
        });
        rows.collect::<Vec<&Row>>()
    });
    let groups: Vec<Vec<&Row>> = groups.filter(|group| !group.is_empty()).collect();
    let n_rules = table.iter().filter(|line| is_rule(line)).count();
    let n_rows: usize = groups.iter().map(Vec::len).sum();
    let n_columns = groups.first()?.first()?.len();
    // A box has a line above and below it.
    if n_rules < 1 + usize::from(n_columns == 1) || n_rows < LEAST_ROWS {
        return None;
    }
    // Rows that go on in the lines below, and a line between all rows. Sums have a line above them too.
    let largest = groups.iter().map(Vec::len).max().unwrap_or(0);
    let goes_on = groups.iter().any(|group| group[1..].iter().any(has_gap));
    let is_grid = 2 < groups.len() && goes_on && 2 * largest < n_rows;
    let cells = groups.iter().enumerate().flat_map(|(k, group)| {
        let is_head = k == 0 && 1 < groups.len();
        let lines = match is_head || is_grid {
            true => Lines::OfOneRow,
            false => Lines::OfRows,
        };
        rows(group, lines)
    });
    let cells = cells.filter(|cell: &Vec<Range<usize>>| !cell.is_empty());
    Some(cells.collect())
}

/// What the lines between two lines are.
#[derive(Clone, Copy, PartialEq)]
enum Lines {
    OfOneRow,
    OfRows,
}

fn has_gap(row: &&Row) -> bool {
    row.iter().any(Range::is_empty)
}

/// The cells of the lines between two lines: of one row, or of several, of which those without the first cell go on with the row
/// above.
fn rows(group: &[&Row], lines: Lines) -> Vec<Vec<Range<usize>>> {
    let n_columns = group[0].len();
    let is_even = group.iter().all(|row| row.len() == n_columns);
    let is_one = n_columns == 1 || lines == Lines::OfOneRow;
    let mut cells: Vec<Vec<Range<usize>>> = Vec::new();
    for (k, row) in group.iter().enumerate() {
        let goes_on = is_even && 0 < k && (is_one || row[0].is_empty());
        if !goes_on {
            cells.extend(row.iter().map(|_| Vec::new()));
        }
        let first = cells.len() - row.len();
        for (cell, bytes) in cells[first..].iter_mut().zip(*row) {
            cell.extend((!bytes.is_empty()).then(|| bytes.clone()));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::format::plain::read;

    /// The blocks of a text, and what the file has of each.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let content = read(Arc::from(text));
        let blocks = content.blocks().iter();
        let found: Vec<&str> = blocks
            .map(|block| block.span.of(content.text()).trim())
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(found, expected);
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        for block in content.blocks() {
            let spans = content.in_file(block.span);
            let in_file: String = spans.iter().map(|span| span.of(text)).collect();
            assert_eq!(letters(&in_file), letters(block.span.of(content.text())));
        }
    }

    #[test]
    fn a_cell_is_a_block() {
        let table = "Rain:\n\n+------+-------+\n| town | water |\n+======+=======+\n| Ryde | 12 mm |\n+------+-------+\n| Deal | none  |\n|      | at all|\n+------+-------+\nIt rained.\n";
        let cells = [
            "Rain:",
            "town",
            "water",
            "Ryde",
            "12 mm",
            "Deal",
            "none at all",
            "It rained.",
        ];
        check(table, &cells);
    }

    #[test]
    fn the_text_of_a_cell_goes_on_in_the_line_below() {
        let grid = "|雨の|丘の|\n|----+----|\n|多い|町で|\n|    |ある|\n|----+----|\n|少な|谷  |\n|い  |    |\n+----+----+\n";
        check(grid, &["雨の", "丘の", "多い", "町である", "少ない", "谷"]);
        let list = "| town | water    |\n|------|----------|\n| Ryde | a little |\n|      | in May   |\n| Deal | none     |\n";
        check(
            list,
            &["town", "water", "Ryde", "a little in May", "Deal", "none"],
        );
        let sums = "+---+---+\n| a | b |\n+---+---+\n| Ryde | 1 |\n| Deal | 2 |\n+---+---+\n| all | 3 |\n+---+---+\n";
        check(sums, &["a", "b", "Ryde", "1", "Deal", "2", "all", "3"]);
    }

    #[test]
    fn letters_are_composed_in_cells_too() {
        let content = read(Arc::from(
            "| か\u{3099}く | ve\u{ad}ssel |\n|---|---|\n| a | b |\n",
        ));
        assert!(content.text().contains("がく") && content.text().contains("vessel"));
    }

    #[test]
    fn a_box_is_one_text() {
        check(
            "┌──────────┐\n│ It rained│\n│ all day. │\n└──────────┘\n",
            &["It rained all day."],
        );
    }

    #[test]
    fn what_is_no_table_stays() {
        for text in [
            "|x| is the length of x|\nand so is |y|",
            "a | b\nc | d\n",
            "| one |\n\n| two |\n",
            "|||\n",
            "|\n|\n",
            "+---+\n\ntext",
        ] {
            check(text, &[text.trim()]);
        }
    }
}
