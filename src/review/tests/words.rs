//! Tables of negation.

use crate::review::Check;
use crate::review::tests::table;

#[test]
fn polarity() {
    table(
        Check::Polarity,
        &[
            (
                "the second of two sentences",
                "It doesn't rain here. The well never runs dry.",
                "ここは雨が降らない。井戸は涸れる。",
                "hint never | 井戸は涸れる。",
            ),
            (
                "negated in the literary way",
                "They could not find the key and went home.",
                "鍵を見つけられず，家に帰った。",
                "",
            ),
            (
                "a connective that holds しか",
                "But the gate did not open.",
                "しかし門は開いた。",
                "hint not | しかし門は開いた。",
            ),
            (
                "never, without its negation",
                "He will never forgive them.",
                "彼は決して彼らを許す。",
                "hint never | 彼は決して彼らを許す。",
            ),
            (
                "negated by ん, as in talk",
                "I will not let you cross the bridge!",
                "この橋は渡らせんぞ！",
                "",
            ),
            (
                "negated by まい",
                "You will not steal the key!",
                "鍵を盗めはすまいよ！",
                "",
            ),
            (
                "ん inside a noun",
                "I do not read manga.",
                "まんがを読みます。",
                "hint not | まんがを読みます。",
            ),
            (
                "a name with さん",
                "Brandt did not close the gate.",
                "ブラントさんが門を閉めた。",
                "hint not | ブラントさんが門を閉めた。",
            ),
            (
                "nothing but the thought is the same",
                "We shall not see the harbour lamps again, brother.",
                "これが見納めだな。",
                "",
            ),
            (
                "a short question",
                "Was it good?",
                "よかったです。",
                "hint ? | よかったです。",
            ),
            (
                "a short question with a particle that asks",
                "Right, isn't it?",
                "そうですね。",
                "",
            ),
            (
                "a question that is quoted",
                "Did he ask where the room is?",
                "彼は「部屋はどこか」と言っています。",
                "",
            ),
            (
                "a question without its mark",
                "So do you hear the noise in there.",
                "そこで音が聞こえますか。",
                "",
            ),
            (
                "both negated",
                "The gate does not open.",
                "門は開かない。",
                "",
            ),
            (
                "dropped",
                "The gate does not open easily today.",
                "門は今日たやすく開く。",
                "hint not | 門は今日たやすく開く。",
            ),
            (
                "contracted",
                "We didn’t hear the bell at all today.",
                "今日は鐘の音が聞こえた。",
                "hint didn’t | 今日は鐘の音が聞こえた。",
            ),
            (
                "added",
                "The gate opens at dawn.",
                "門は夜明けに開かない。",
                "hint The gate opens at dawn. | ない",
            ),
            (
                "not only",
                "It is not only old, it is damp.",
                "古い上に湿っている。",
                "",
            ),
            (
                "must",
                "The ship leaves at dawn.",
                "船は夜明けに出なければならない。",
                "",
            ),
            (
                "only",
                "Only Nora has the key.",
                "鍵はノラしか持っていない。",
                "",
            ),
            (
                "perhaps",
                "The bell rings at dawn.",
                "鐘は夜明けに鳴るかもしれない。",
                "",
            ),
            ("an answer", "No, it is mine.", "いいえ、私のものです。", ""),
            (
                "a question dropped",
                "Did the old ferry leave already?",
                "古い渡し船はもう出ました。",
                "hint ? | 古い渡し船はもう出ました。",
            ),
            (
                "a question",
                "Did the old ferry leave already?",
                "古い渡し船はもう出ましたか。",
                "",
            ),
            (
                "a question added",
                "The old ferry left already.",
                "古い渡し船はもう出ましたか。",
                "hint The old ferry left already. | か",
            ),
            (
                "a request",
                "Could you please close the gate?",
                "門を閉めてください。",
                "",
            ),
        ],
    );
}
