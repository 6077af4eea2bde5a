//! Tables of negations that Japanese puts by another word, and of negations that it must have.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn negated_in_english_alone() {
    silent(
        Check::Polarity,
        &[
            (
                "not … until",
                "The lamp did not come on until midnight.",
                "ランプは真夜中になってやっとついた。",
            ),
            (
                "never … until",
                "She never understood the map until she saw the coast.",
                "海岸を見て、彼女は初めてその地図を理解した。",
            ),
            (
                "not long before",
                "It was not long before the kettle boiled.",
                "まもなくやかんの湯が沸いた。",
            ),
            (
                "nothing like",
                "The harbour looked nothing like the photograph.",
                "港は写真とは違っていた。",
            ),
            (
                "without a word",
                "The guard opened the gate without a word.",
                "警備員は黙って門を開けた。",
            ),
            (
                "said nothing",
                "The pilot said nothing about the storm.",
                "操縦士は嵐について黙っていた。",
            ),
            (
                "decided not to",
                "The council decided not to build the tunnel.",
                "議会はトンネルの建設を見送った。",
            ),
            (
                "please do not",
                "Please do not feed the swans.",
                "白鳥へのえさやりはご遠慮ください。",
            ),
            (
                "no later than",
                "Entries must reach the office no later than Tuesday.",
                "応募は火曜日までに事務局に必着です。",
            ),
            (
                "not exceed",
                "The load must not exceed the limit.",
                "積み荷は制限の範囲内にすること。",
            ),
            (
                "not neglect",
                "Don't neglect to oil the chain.",
                "チェーンにも油をさすこと。",
            ),
            (
                "not identical",
                "The two stamps are similar but not identical.",
                "その二枚の切手は似ているが異なる。",
            ),
            (
                "not … without",
                "A picnic would not be complete without lemonade.",
                "レモネードがあってこそピクニックは完成する。",
            ),
            (
                "ず before a kanji",
                "He crossed the ice without a rope.",
                "彼はロープを使わず氷の上を渡った。",
            ),
            (
                "no discrimination",
                "There is no discrimination against small boats.",
                "小さな船も平等に扱われる。",
            ),
            (
                "a sign that stands alone",
                "A star stands for any word; ?",
                "星印は任意の単語を表します。",
            ),
            (
                "nothing left",
                "They came home with nothing left in the tank.",
                "彼らは燃料を使い切って帰ってきた。",
            ),
        ],
    );
}

#[test]
fn negated_in_japanese_alone() {
    silent(
        Check::Polarity,
        &[
            (
                "remain",
                "The rules remain in force for sailors.",
                "船乗りにとって規則は変わらない。",
            ),
            (
                "constant",
                "The pressure is constant in the tank.",
                "タンクの圧力は変化しません。",
            ),
            (
                "retained",
                "The old letters are retained in the archive.",
                "古い手紙は文書館から削除されません。",
            ),
            (
                "simple",
                "Mending a net is simple with two needles.",
                "針が二本あれば、網を繕うのは難しくない。",
            ),
            (
                "must",
                "You must sign the form for the loan to start.",
                "用紙に署名するまで貸し出しは始まりません。",
            ),
            (
                "what a program says to its user",
                "Select where to begin the voyage.",
                "どこから航海を始めますか？",
            ),
            (
                "stay away",
                "The fishermen stay away from the reef.",
                "漁師たちはその岩礁に近づかない。",
            ),
        ],
    );
}

#[test]
fn negations_that_are_lost() {
    table(
        Check::Polarity,
        &[
            (
                "a verb that begins with un",
                "Do not unplug the pump at night.",
                "夜にポンプのプラグを抜いてください。",
                "hint not | 夜にポンプのプラグを抜いてください。",
            ),
            (
                "two negations",
                "It is not uncommon to see seals here.",
                "ここではアザラシがよく見られる。",
                "",
            ),
        ],
    );
}

#[test]
fn what_is_sure_and_what_may_be() {
    table(
        Check::Polarity,
        &[
            (
                "may be, made sure",
                "The river may flood the fields by Monday.",
                "川は月曜日までに必ず畑にあふれる。",
                "hint may | 川は月曜日までに必ず畑にあふれる。",
            ),
            (
                "may be, kept",
                "The river may flood the fields by Monday.",
                "川は月曜日までに畑にあふれる可能性がある。",
                "",
            ),
            (
                "sure on both sides",
                "You may borrow the boat, but always wash it.",
                "ボートは借りてもよいが、必ず洗うこと。",
                "",
            ),
            (
                "must, made possible",
                "You must clean the filter after each run.",
                "運転のたびにフィルターを掃除できます。",
                "hint must | 運転のたびにフィルターを掃除できます。",
            ),
            (
                "must in order to",
                "You must open the valve to drain the tank.",
                "バルブを開けると、タンクの水を抜くことができます。",
                "",
            ),
        ],
    );
}
