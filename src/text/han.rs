//! Kanji of simplified Chinese that no Japanese text uses.
//!
//! In: a character. Out: whether it is one of them. O(1).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Those that are not built on a simplified radical.
static OTHERS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let lines = include_str!("../../data/simplified.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.flat_map(str::chars).collect()
});

/// Whether a character is of simplified Chinese, and of no Japanese text.
pub(crate) fn is_simplified(kanji: char) -> bool {
    is_on_simplified_radical(kanji) || OTHERS.contains(&kanji)
}

/// Whether a character is built on a simplified radical such as 讠: Unicode has them behind the other characters of each
/// radical, and Shift_JIS has none of them.
pub(crate) fn is_on_simplified_radical(kanji: char) -> bool {
    matches!(
        kanji,
        '纠'..='缵'
            | '见'..='觑'
            | '讠'..='谶'
            | '贝'..='赜'
            | '车'..='辚'
            | '钅'..='镶'
            | '门'..='阛'
            | '韦'..='韬'
            | '页'..='颧'
            | '风'..='飚'
            | '饣'..='馕'
            | '马'..='骧'
            | '鱼'..='鳤'
            | '鸟'..='鹳'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kanji_of_japanese_is_simplified() {
        assert!(500 < OTHERS.len());
        for c in "国会学来点数写万与争体余虫礼処号仏区医参双声売変実対応点発表気".chars()
        {
            assert!(!is_simplified(c), "{c}");
        }
        for c in "发业东请讯铁马".chars() {
            assert!(is_simplified(c), "{c}");
        }
    }
}
