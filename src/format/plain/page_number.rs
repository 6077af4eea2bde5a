//! Numbers in the heads and feet of pages.
//!
//! In: a line. Out: the page number that it is, its numbers, or the line without them. O(bytes).

/// The largest page number.
const LARGEST_NUMBER: u32 = 9_999;

/// Whether a line ends with a number and a full stop, as the head of a chapter does.
pub(super) fn ends_with_number(line: &str) -> bool {
    let number = line.strip_suffix('.');
    number.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// A line without its numbers, in small letters.
pub(super) fn without_numbers(line: &str) -> String {
    let mut key = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match c.is_numeric() {
            true if key.ends_with('#') => {}
            true => key.push('#'),
            false => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// The numbers of a line in ASCII digits, of any length, without zeros before them.
pub(super) fn numbers_of(line: &str) -> impl Iterator<Item = &str> + '_ {
    let runs = line.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| !run.is_empty())
        .map(|run| run.trim_start_matches('0'))
}

/// Whether a number is that of a page so many pages later. A number too large for a page is none.
pub(super) fn is_later(before: &str, after: &str, n_pages: usize) -> bool {
    let [before, after] = [before, after].map(|number| format!("0{number}").parse::<usize>());
    matches!((before, after), (Ok(before), Ok(after)) if before.checked_add(n_pages) == Some(after))
}

/// The page number that a line is: `12`, `- 12 -`, `Page 12`, `Page 12 of 40`, `12 / 40`, `12ページ`, `p. 12`, or `xii` in the pages
/// before the text.
pub(super) fn page_number(line: &str) -> Option<u32> {
    roman(line).or_else(|| decimal(line))
}

/// Whether a word, the number of all pages or dashes show that a line is a page number: `Page 12`, `12 / 40`, `- 12 -`, not `12`,
/// `xii`, `12.` or `(12)`, which headings, items and formulas have too.
pub(super) fn is_framed(line: &str) -> bool {
    let is_dash = |c: char| "-–—‐−―".contains(c);
    let is_shown = line.contains(|c: char| c.is_alphabetic() || matches!(c, '/' | '／'))
        || line.starts_with(is_dash) && line.ends_with(is_dash);
    is_shown && decimal(line).is_some()
}

/// The largest page number in Roman numerals is below this one.
const ROMAN_END: u32 = 40;

/// A Roman numeral in small letters, as it stands on the pages before the text.
fn roman(line: &str) -> Option<u32> {
    const LONGEST: usize = "xxxviii".len();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let tens = line.len() - line.trim_start_matches('x').len();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let one = ones.iter().position(|&one| one == &line[tens..])?;
    let number = u32::try_from(10 * tens + one).ok()?;
    (number < ROMAN_END).then_some(number)
}

/// A page number in digits.
pub(super) fn decimal(line: &str) -> Option<u32> {
    let is_frame = |c: char| c.is_whitespace() || "-–—‐−―|[]()（）〔〕<>〈〉・.".contains(c);
    let mut text = line.trim_matches(is_frame);
    for name in ["Page", "page", "PAGE", "pp", "p", "P", "ページ", "頁"] {
        text = text
            .strip_prefix(name)
            .unwrap_or(text)
            .trim_start_matches(is_frame);
        text = text
            .strip_suffix(name)
            .unwrap_or(text)
            .trim_end_matches(is_frame);
    }
    let of_all = |text: &'_ str| -> Option<usize> {
        ["/", " of ", "／"].iter().find_map(|mark| text.find(mark))
    };
    let number = of_all(text)
        .map_or(text, |at| &text[..at])
        .trim_matches(is_frame);
    let is_number = !number.is_empty() && number.len() <= 12;
    let digits: Option<String> = number
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
            _ => None,
        })
        .collect();
    let number = digits.filter(|_| is_number)?.parse().ok()?;
    (number <= LARGEST_NUMBER).then_some(number)
}
