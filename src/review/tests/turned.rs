//! Tables of what became its opposite or another thing: opposites by two words, numbers, names, files.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn opposites_the_other_way_round() {
    table(
        Check::Opposite,
        &[
            (
                "a direction",
                "The southern slope is bare.",
                "北の斜面には木がない。",
                "",
            ),
            (
                "a direction, affirmed",
                "The southern slope is steep.",
                "北の斜面は急だ。",
                "warning southern | 北",
            ),
            (
                "a season",
                "The harbour freezes in winter.",
                "港は夏に凍る。",
                "warning winter | 夏",
            ),
            (
                "the past of an adjective",
                "The ferry was slow.",
                "フェリーは速かった。",
                "warning slow | 速かっ",
            ),
            (
                "an adjective as an adverb",
                "The hut was painted white.",
                "小屋は黒く塗られた。",
                "warning white | 黒く",
            ),
            (
                "a family",
                "His grandfather kept bees.",
                "彼の祖母はミツバチを飼っていた。",
                "warning grandfather | 祖母",
            ),
            (
                "a court",
                "The plaintiff left the room.",
                "被告は部屋を出た。",
                "warning plaintiff | 被告",
            ),
            (
                "a taste",
                "The cider is sweet.",
                "そのリンゴ酒は辛口だ。",
                "warning sweet | 辛口",
            ),
            (
                "a victory in a final",
                "The rowers won the final.",
                "漕ぎ手たちは決勝で敗れた。",
                "warning won | 敗れ",
            ),
            (
                "a verb in another form",
                "Raise the sluice.",
                "水門を下げてください。",
                "warning Raise | 下げ",
            ),
            (
                "a vote",
                "The motion was rejected.",
                "動議は承認された。",
                "warning rejected | 承認",
            ),
            (
                "another colour",
                "A grey heron stood there.",
                "赤い鷺が立っていた。",
                "warning grey | 赤い",
            ),
        ],
    );
}

#[test]
fn opposites_by_two_words() {
    table(
        Check::Opposite,
        &[
            (
                "turned off",
                "Turn the pump off before noon.",
                "正午までにポンプをオンにする。",
                "warning Turn | オンに",
            ),
            (
                "switched on",
                "Switch on the lantern.",
                "ランタンを消します。",
                "warning Switch | 消し",
            ),
            (
                "signed out",
                "Sign out of the portal.",
                "ポータルにログインします。",
                "warning Sign | ログイン",
            ),
            (
                "a brother",
                "Her older brother mends nets.",
                "彼女の弟は網を繕う。",
                "warning older | 弟",
            ),
            (
                "rates",
                "Fares went up.",
                "運賃が下がった。",
                "warning went | 下が",
            ),
            (
                "both",
                "Turn the pump on, then turn the heater off.",
                "ポンプをオンにしてから、ヒーターをオフにする。",
                "",
            ),
            (
                "the second word in another clause",
                "Turn the wheel, and step off.",
                "ハンドルを回してつけて、降りる。",
                "",
            ),
        ],
    );
}

#[test]
fn what_other_words_explain() {
    silent(
        Check::Opposite,
        &[
            (
                "a compound",
                "The southern road is long.",
                "南北に長い道だ。",
            ),
            (
                "another word of the dictionary",
                "The low tower casts a tall shadow.",
                "塔の背の高い影が落ちる。",
            ),
            (
                "a word that turns it",
                "The wider bridge is less expensive.",
                "広いほうの橋は安い。",
            ),
            (
                "the other side of a deed",
                "He lent me a rope.",
                "私は彼から綱を借りた。",
            ),
            (
                "both ends",
                "The boys and girls sang.",
                "少年と少女が歌った。",
            ),
            (
                "the same in other words",
                "He left the harbour early.",
                "彼は早くに港を出た。",
            ),
        ],
    );
}

#[test]
fn verbs_before_and_after() {
    table(
        Check::Opposite,
        &[
            (
                "before a deed",
                "Rinse the rice before cooking.",
                "米は炊いた後に研ぐ。",
                "warning before | 炊いた後",
            ),
            (
                "the same",
                "Rinse the rice before cooking.",
                "米は炊く前に研ぐ。",
                "",
            ),
            (
                "one kanji for the noun",
                "Rest well after surgery.",
                "術前はよく休むこと。",
                "warning after | 術前",
            ),
        ],
    );
}

#[test]
fn numbers_that_exchanged_their_things() {
    table(
        Check::Number,
        &[
            (
                "things",
                "The stable has 9 horses and 14 sheep.",
                "その小屋には羊9頭と馬14頭がいる。",
                "warning 9, 14 | 9, 14",
            ),
            (
                "people",
                "Thirty farmers and eighty soldiers marched.",
                "農民80人と兵士30人が行進した。",
                "warning Thirty, eighty | 80, 30",
            ),
            (
                "in another order",
                "The stable has 9 horses and 14 sheep.",
                "その小屋には羊14頭と馬9頭がいる。",
                "",
            ),
            (
                "nothing divides them",
                "The stable has 9 horses for 14 riders.",
                "騎手14人に馬9頭だ。",
                "",
            ),
        ],
    );
}

#[test]
fn colder_than_zero() {
    table(
        Check::Number,
        &[
            (
                "it falls",
                "The night temperature fell to -7 degrees.",
                "夜の気温は7度まで下がった。",
                "warning 7 | 7",
            ),
            (
                "it falls below zero",
                "The night temperature fell to -7 degrees.",
                "夜の気温は氷点下7度まで下がった。",
                "",
            ),
            (
                "an amount",
                "The balance changed by -7 points.",
                "残高は7ポイント下がった。",
                "",
            ),
        ],
    );
}

#[test]
fn files_constants_and_paths() {
    table(
        Check::Verbatim,
        &[
            (
                "a file",
                "Copy mill.toml first.",
                "まずmill.iniをコピーする。",
                "error mill.toml | mill.ini",
            ),
            (
                "a constant",
                "Set WHEEL_SPEED to 5.",
                "WATER_SPEEDを5に設定する。",
                "error WHEEL_SPEED | WATER_SPEED",
            ),
            (
                "a path",
                "It reads /var/mill/log at night.",
                "夜に /var/mill/tmp を読む。",
                "error /var/mill/log | /var/mill/tmp",
            ),
            (
                "left out",
                "Copy mill.toml first.",
                "まず設定ファイルをコピーする。",
                "hint mill.toml | ",
            ),
            (
                "without its ending",
                "Copy mill.toml first.",
                "まず設定のmillをコピーする。",
                "",
            ),
            (
                "a name in lower case",
                "Set wheel_speed to 5.",
                "wheel_widthを5に設定する。",
                "error wheel_speed | wheel_width",
            ),
            (
                "a name in camel case",
                "Call openGate first.",
                "まずcloseGateを呼ぶ。",
                "warning openGate | closeGate",
            ),
            (
                "an option in capitals",
                "Use -q to hide the log.",
                "記録を隠すには-Qを使う。",
                "error -q | -Q",
            ),
            (
                "a value",
                "It returns None on an empty day.",
                "空の日にはTrueを返す。",
                "warning None | True",
            ),
            (
                "a value in words",
                "It returns false on an empty day, and not true.",
                "空の日には偽を返し、trueは返さない。",
                "",
            ),
            (
                "the file in the other language",
                "Read guide.en.md first.",
                "まず guide.ja.md を読む。",
                "",
            ),
            (
                "a folder of the other language",
                "It lies in /srv/en-US/mill today.",
                "いまは /srv/ja/mill にある。",
                "",
            ),
        ],
    );
}

#[test]
fn sentences_with_commas_left_in_english() {
    table(
        Check::Untranslated,
        &[(
            "behind a label",
            "Care: wash by hand, and dry in the shade.",
            "お手入れ：Wash by hand, and dry in the shade.",
            "error wash, by, hand, and, dry, in, the, shade | Wash by hand, and dry in the shade",
        )],
    );
}

#[test]
fn names_of_others() {
    table(
        Check::Name,
        &[
            (
                "who acts, by sound",
                "Emma fed Tom.",
                "トムがエマに食べさせた。",
                "warning Emma, Tom | トム, エマ",
            ),
            (
                "who goes where, by the list of places",
                "The barge sails from Vienna to Prague.",
                "はしけはプラハからウィーンへ向かう。",
                "warning Vienna, Prague | プラハ, ウィーン",
            ),
            (
                "one name for another",
                "We met Rebecca at the mill.",
                "水車小屋でマドレーヌに会った。",
                "",
            ),
            (
                "a title with another name",
                "Captain Fletcher rang the bell.",
                "グリーン船長が鐘を鳴らした。",
                "hint Fletcher | グリーン",
            ),
            (
                "a river",
                "The Danube is wide here.",
                "ここではセーヌ川は広い。",
                "warning Danube | セーヌ",
            ),
            (
                "a people before a noun in katakana",
                "The Norwegian team rested.",
                "スペインチームは休んだ。",
                "warning Norwegian | スペイン",
            ),
            (
                "a longer word",
                "The Norwegian guest ordered an americano.",
                "ノルウェーの客はアメリカーノを注文した。",
                "",
            ),
        ],
    );
}

#[test]
fn sentences_rendered_twice() {
    use crate::align::Aligner;
    use crate::bitext::Bitext;
    use crate::review::{ReviewOptions, review};

    let options = ReviewOptions::default().only([Check::PartialAddition]);
    for (name, target, expected) in [
        (
            "twice",
            "粉屋は嵐の後に橋を直した。粉屋は嵐のあとで橋を修理した。",
            true,
        ),
        ("once", "粉屋は嵐の後に橋を直した。", false),
    ] {
        let bitext = Bitext::new("The miller repaired the bridge after the storm.", target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let found = review(&anchored, &aligner.align(&anchored), &options);
        let is_found = found
            .iter()
            .any(|finding| finding.reason.english.contains("twice"));
        assert_eq!(is_found, expected, "{name}: {found:?}");
    }
}
