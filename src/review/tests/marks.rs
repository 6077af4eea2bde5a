//! Tables of marks: those that both sides share, and those at the ends of sentences.

use crate::review::Check;
use crate::review::tests::{shown, table};

#[test]
fn marks() {
    table(
        Check::Verbatim,
        &[
            (
                "the same",
                "See https://example.org/a.",
                "https://example.org/a を参照。",
                "",
            ),
            (
                "placeholders with numbers in another order",
                "%d of %s files were copied.",
                "%2$sファイル中%1$d個をコピーしました。",
                "",
            ),
            (
                "another number of a placeholder",
                "%1$s was copied.",
                "%2$sをコピーしました。",
                "error %1$s | %2$s",
            ),
            (
                "another host",
                "See https://example.org/a.",
                "https://example.net/a を参照。",
                "warning https://example.org/a | https://example.net/a",
            ),
            (
                "the translated page",
                "See https://example.org/en.",
                "https://example.org/ja を参照。",
                "hint https://example.org/en | https://example.org/ja",
            ),
            (
                "an address",
                "Ask desk@example.org.",
                "desk@example.com に聞く。",
                "error desk@example.org | desk@example.com",
            ),
            (
                "a placeholder",
                "Hello, {name}!",
                "こんにちは、{nmae}さん。",
                "error {name} | {nmae}",
            ),
            ("printf", "%d files, %s", "%d個のファイル", "error %s | "),
            ("percent is none", "50% of it", "その50%", ""),
            (
                "a tag",
                "Press <b>Start</b>.",
                "<b>開始を押す。",
                "error </b> | ",
            ),
            (
                "code",
                "Run `make all` now.",
                "`make` を実行する。",
                "warning `make all` | `make`",
            ),
            (
                "code without ticks",
                "Run `make all` now.",
                "make all を実行する。",
                "",
            ),
            ("less than", "if a < b then", "a < b ならば", ""),
            (
                "a word for people between angle brackets",
                "Run install <package> as <user>.",
                "<ユーザー名> として install <パッケージ> を実行する。",
                "",
            ),
            (
                "one of two such words",
                "Run install <package> as <user>.",
                "install <パッケージ> を実行する。",
                "error <user> | ",
            ),
            (
                "an address with a translated name",
                "Write to package-request@lists.example.org.",
                "パッケージ名-request@lists.example.org に書く。",
                "",
            ),
            (
                "the same at another host",
                "Write to package-request@lists.example.org.",
                "パッケージ名-request@lists.example.com に書く。",
                "error package-request@lists.example.org | ",
            ),
            (
                "quotation marks like backticks",
                "The `mill' and (`old') `gate' are shut.",
                "「水車」と（「古い」）「門」は閉まっている。",
                "",
            ),
            (
                "a dash of three hyphens",
                "Take care---keep the lamp away.",
                "気をつけること。ランプを近づけない。",
                "",
            ),
            (
                "the words of a link behind its address",
                "See https://example.org/a[the notes].",
                "https://example.org/a[注記]を参照。",
                "",
            ),
        ],
    );
    table(
        Check::Emphasis,
        &[
            ("kept", "It is **very** cold.", "**とても**寒い。", ""),
            (
                "lost",
                "It is **very** cold.",
                "とても寒い。",
                "warning **very** | ",
            ),
            ("an item", "* Oil the hinge.", "・蝶番に油を差す。", ""),
            ("times", "2 * 3 * 4 is 24.", "2×3×4は24だ。", ""),
            (
                "an identifier",
                "Use left_margin_x here.",
                "ここではleft_margin_xを使う。",
                "",
            ),
        ],
    );
    let gates = "The gate is open.\n".repeat(20);
    let doors = "門は開いている。\n".repeat(20);
    for (name, end, mark, expected) in [
        (
            "without 。",
            "The dog barked.",
            "犬が吠えた",
            "warning | た",
        ),
        (
            "with a comma",
            "The dog barked.",
            "犬が吠えて、",
            "hint | 、",
        ),
        ("a heading", "The dog", "犬", ""),
        (
            "a heading with a full stop",
            "Good ending.",
            "グッドエンド",
            "",
        ),
        ("a noun of kana", "Things to bring.", "持っていくもの", ""),
        ("a date", "May 3rd, 10 p.m.", "5月3日、午後10時", ""),
        ("a particle", "From the north.", "北から", ""),
        (
            "a caption",
            "(Photo) The dog barks.",
            "【写真】犬が吠える",
            "",
        ),
        (
            "polite without 。",
            "The dog barked.",
            "犬が吠えました",
            "warning | た",
        ),
        (
            "asking politely",
            "See the notes.",
            "注を見てください",
            "warning | い",
        ),
        (
            "items",
            "Oil the hinge.\nClean the lamp.",
            "蝶番に油を差す\nランプを磨く",
            "",
        ),
        (
            "two places",
            "The dog barked.\nThe gate is open.\nThe cat slept.",
            "犬が吠えた\n門は開いている。\n猫が眠った",
            "warning | た, た",
        ),
        (
            "two marks",
            "The dog barked.",
            "犬が吠えた。。",
            "warning | 。。",
        ),
        ("dots of silence", "The dog...", "犬が。。。", ""),
        ("a quotation", "“The dog barked.”", "「犬が吠えた」", ""),
        (
            "an address behind a colon",
            "The notes are here: https://example.org/a.",
            "注はここにある: https://example.org/a",
            "",
        ),
    ] {
        let shown = shown(
            Check::EndPunctuation,
            &format!("{gates}{end}"),
            &format!("{doors}{mark}"),
        );
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn ends_inside_a_pair() {
    table(
        Check::EndPunctuation,
        &[
            (
                "a polite end",
                "The bell rang. We left the hall.",
                "鐘が鳴りました私たちは広間を出ました。",
                "warning | た",
            ),
            (
                "a polite end before a connective",
                "The bell rang. But nobody moved.",
                "鐘が鳴りましたしかし誰も動きませんでした。",
                "warning | た",
            ),
            (
                "a polite clause",
                "The bell rang, and we left the hall.",
                "鐘が鳴りましたので私たちは広間を出ました。",
                "",
            ),
            (
                "a polite clause before a quotation's end",
                "He said that the bell had rung.",
                "鐘が鳴りましたと彼は言いました。",
                "",
            ),
            (
                "an adverb like a polite end",
                "It became more and more difficult.",
                "それはますます困難になりました。",
                "",
            ),
            (
                "a plain end",
                "The old bell rang. The guests left the hall.",
                "古い鐘は正午に鳴った客たちは広間を出た。",
                "hint | た",
            ),
            (
                "a plain end before a pronoun",
                "The old bell rang. This frightened the guests.",
                "古い鐘が鳴ったこの音に客はおびえた。",
                "hint | た",
            ),
            (
                "a clause before a noun where a sentence ends",
                "The old bell rang. The guests left the hall.",
                "古い鐘が鳴った広間を客は出た。",
                "",
            ),
            (
                "joined sentences",
                "The old bell rang. The guests left the hall.",
                "古い鐘が鳴って、客は広間を出た。",
                "",
            ),
            (
                "a relative clause",
                "The guests who had heard the bell left the hall.",
                "鐘を聞いた客は広間を出た。",
                "",
            ),
            (
                "an initial",
                "We met J. Harker in the hall.",
                "広間で会った客はハーカーだった。",
                "",
            ),
        ],
    );
}
