//! Whether an English word in a Japanese sentence is the name of a thing of a programme: of a function, an argument, a command.
//!
//! In: a run of Latin words and its sentence, and the words of the original. Out: whether it is called so on either side, or stands
//! in a row of such names. O(bytes of both).

use crate::review::checks::residue::SourceWords;
use crate::text::Span;
use crate::text::word::{fold, is_function_word, words};

/// What stands behind a name, or before one, in Japanese; behind a name katakana is no residue in any text.
const JAPANESE_THINGS: [&str; 33] = [
    "関数",
    "引数",
    "引き数",
    "属性",
    "文",
    "演算子",
    "構文",
    "型",
    "変数",
    "命令",
    "要素",
    "構造体",
    "配列",
    "列挙",
    "条件",
    "節",
    "式",
    "値",
    "句",
    "標準",
    "を参照",
    "を見て",
    "という",
    "と名",
    "と呼",
    "と入力",
    "と表示",
    "を入力",
    "を実行",
    "表現",
    "名前",
    "予約語",
    "機能",
];
const BEFORE: [&str; 22] = [
    "関数",
    "引数",
    "引き数",
    "属性",
    "変数",
    "メソッド",
    "コマンド",
    "オプション",
    "パラメータ",
    "パラメーター",
    "キーワード",
    "モジュール",
    "フィールド",
    "プロパティ",
    "プロパティー",
    "名前は",
    "名前の",
    "レジスタ",
    "クラス",
    "ファイル",
    "フラグ",
    "メンバ",
];
/// The same in English.
const ENGLISH_THINGS: [&str; 25] = [
    "argument",
    "arguments",
    "attribute",
    "attributes",
    "command",
    "commands",
    "constructor",
    "field",
    "fields",
    "flag",
    "flags",
    "function",
    "functions",
    "keyword",
    "macro",
    "method",
    "methods",
    "operator",
    "option",
    "options",
    "parameter",
    "parameters",
    "property",
    "statement",
    "variable",
];
const NAMING: [&str; 4] = ["named", "called", "word", "where"];
/// The same in katakana, behind a name.
const KATAKANA_THINGS: [&str; 26] = [
    "メソッド",
    "コマンド",
    "オプション",
    "パラメ",
    "プロパティ",
    "モジュール",
    "クラス",
    "フィールド",
    "キーワード",
    "ブランチ",
    "フラグ",
    "ブロック",
    "タグ",
    "ディレクティブ",
    "イベント",
    "クレート",
    "トレイト",
    "マクロ",
    "エラー",
    "ハンドラ",
    "ボタン",
    "キー",
    "メニュー",
    "タブ",
    "モード",
    "サービス",
];
/// Values and commands that any handbook of programming writes so.
const VALUES: [&str; 18] = [
    "true", "false", "null", "none", "float", "int", "boolean", "ascii", "stdin", "stdout",
    "stderr", "cd", "ls", "grep", "less", "root", "pub", "auto",
];
/// What joins the members of a row.
const JOINING: [&str; 9] = [
    "および",
    "及び",
    "または",
    "又は",
    "もしくは",
    "や",
    "と",
    "か",
    "and",
];

/// Whether a run of Latin words names a thing.
pub(super) fn is_name_of_a_thing(text: &str, run: Span, source: &SourceWords<'_>) -> bool {
    let (before, after) = (text[..run.start].trim_end(), text[run.end..].trim_start());
    let starts = |words: &[&str], text: &str| words.iter().any(|word| text.starts_with(word));
    let inside: Vec<String> = words(run.of(text)).map(|(_, word)| fold(word)).collect();
    let is_command = 1 < inside.len() && !inside.iter().any(|word| is_function_word(word));
    is_command
        || VALUES.contains(&run.of(text))
        || after.starts_with(':')
        || starts(&JAPANESE_THINGS, after)
        || BEFORE.iter().any(|word| before.ends_with(word))
        || is_in_a_row(before, after)
        || inside.iter().any(|word| is_named(source, word))
}

/// Whether a run is the first part of a term whose second part, a thing of a programme, is in katakana.
pub(super) fn goes_on_in_katakana(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start_matches(' ');
    KATAKANA_THINGS.iter().any(|word| after.starts_with(word))
}

/// Whether another Latin word stands beside a run, with a mark or a word for "and" between.
fn is_in_a_row(before: &str, after: &str) -> bool {
    const MARKS: [char; 9] = [',', '、', '・', '/', '|', '，', '(', '.', '='];
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '`'));
    let left = JOINING.iter().find_map(|word| before.strip_suffix(word));
    let left = left.unwrap_or(before).trim_end();
    let right = JOINING.iter().find_map(|word| after.strip_prefix(word));
    let right = right.unwrap_or(after).trim_start();
    let (bare_left, bare_right) = (
        left.trim_end_matches(MARKS),
        right.trim_start_matches(MARKS),
    );
    let is_joined_left = bare_left.len() < before.len();
    let is_joined_right = bare_right.len() < after.len();
    is_joined_left && is_latin(bare_left.trim_end().chars().next_back())
        || is_joined_right && is_latin(bare_right.trim_start().chars().next())
}

/// Whether the original calls a word the name of a thing, begins a sentence with it in lower case, or writes it as code.
fn is_named(source: &SourceWords<'_>, word: &str) -> bool {
    let Some(span) = source.find(word) else {
        return false;
    };
    let (before, after) = (&source.text[..span.start], &source.text[span.end..]);
    let last = words(beginning_of_clause(before))
        .last()
        .map(|(_, word)| fold(word));
    let next = words(after).next().map(|(_, word)| fold(word));
    let is_thing = |word: &Option<String>| {
        word.as_ref()
            .is_some_and(|word| ENGLISH_THINGS.contains(&&**word))
    };
    let is = |word: &Option<String>, other: &str| word.as_deref() == Some(other);
    let is_lower = span
        .of(source.text)
        .starts_with(|c: char| c.is_ascii_lowercase());
    let begins = before.trim_end().is_empty() || before.trim_end().ends_with(['.', ':', ';']);
    let is_itself_one = ENGLISH_THINGS.contains(&word);
    !is_itself_one && (is_thing(&next) || is_thing(&last))
        || last.is_some_and(|ref last| NAMING.contains(&&**last))
        || is(&words(before).last().map(|(_, word)| fold(word)), "if") && is(&next, "is")
        || is_lower && begins
        || after.starts_with(['(', '[', '=', '_', '/'])
        || before.ends_with(['(', '[', '.', '_', '/', '-', '\'', '"', '“'])
}

/// The last characters of a text, in which the word before another stands.
fn beginning_of_clause(text: &str) -> &str {
    let start = text.rfind(['.', ',', ';', ':']).map_or(0, |at| at + 1);
    &text[start..]
}
