//! Tables of numbers and of words left in English.

use crate::review::Check;
use crate::review::tests::table;

#[test]
fn numbers() {
    table(
        Check::Number,
        &[
            (
                "the same",
                "The well is 30 metres deep.",
                "井戸の深さは30メートルだ。",
                "",
            ),
            (
                "another value",
                "The well is 30 metres deep.",
                "井戸の深さは13メートルだ。",
                "error 30 | 13",
            ),
            (
                "full width",
                "Room 214 is locked.",
                "２１４号室には鍵がかかっている。",
                "",
            ),
            (
                "kanji",
                "He kept 120 million seeds.",
                "彼は1億2000万粒の種を保管した。",
                "",
            ),
            (
                "era",
                "The mill burned down in 2024.",
                "水車小屋は令和6年に焼けた。",
                "",
            ),
            (
                "wrong era",
                "The mill burned down in 2024.",
                "水車小屋は令和5年に焼けた。",
                "error 2024 | 令和5",
            ),
            (
                "tenths",
                "About 30 % of the hives died.",
                "巣箱の約3割が死んだ。",
                "",
            ),
            (
                "dozen",
                "She bought two dozen lamps.",
                "彼女はランプを24個買った。",
                "",
            ),
            (
                "wrong dozen",
                "She bought two dozen lamps.",
                "彼女はランプを36個買った。",
                "error two dozen | 36",
            ),
            (
                "half",
                "Half of the crew slept.",
                "乗組員の半分は眠っていた。",
                "",
            ),
            (
                "half as percent",
                "Half of the crew slept.",
                "乗組員の50%は眠っていた。",
                "",
            ),
            ("twice", "He knocked twice.", "彼は2回ノックした。", ""),
            (
                "a part by its number",
                "Part 1 tells of the reef.",
                "第一部は岩礁の話だ。",
                "",
            ),
            (
                "another part",
                "Part 1 tells of the reef.",
                "第二部は岩礁の話だ。",
                "warning 1 | 第二",
            ),
            (
                "one second",
                "The buzzer stops after one second.",
                "ブザーは1秒後に止まる。",
                "",
            ),
            (
                "more than one second",
                "The buzzer stops after 30 seconds.",
                "ブザーは40秒後に止まる。",
                "error 30 | 40",
            ),
            (
                "by a fifth",
                "The catch shrank by a fifth.",
                "漁獲量は5分の1減った。",
                "",
            ),
            (
                "by another part",
                "The catch shrank by a fifth.",
                "漁獲量は4分の1減った。",
                "error fifth | 4分の1",
            ),
            (
                "half a minute",
                "The buzzer sounds for half a minute.",
                "ブザーは30秒鳴る。",
                "",
            ),
            (
                "a quarter of an hour",
                "The ferry waits a quarter of an hour.",
                "渡し船は15分待つ。",
                "",
            ),
            (
                "an hour and a half",
                "The ferry takes an hour and a half.",
                "渡し船で90分かかる。",
                "",
            ),
            (
                "a fortnight in days",
                "They dredged for a fortnight.",
                "浚渫は14日続いた。",
                "",
            ),
            (
                "a fortnight cut in half",
                "They dredged for a fortnight.",
                "浚渫は1週間続いた。",
                "warning fortnight | 1",
            ),
            (
                "one hour for two",
                "The ferry takes two hours.",
                "渡し船で1時間かかる。",
                "warning two | 1",
            ),
            (
                "every two days",
                "The ferry runs every two days.",
                "渡し船は1日おきに出る。",
                "",
            ),
            (
                "nothing in a score",
                "Harbour won two to nil.",
                "港チームが2対0で勝った。",
                "",
            ),
            (
                "percent in a row",
                "It fell by 70, 55 and 35 percent.",
                "それぞれ70%、55%、35%減少した。",
                "",
            ),
            (
                "one percent of a row",
                "It fell by 70, 55 and 35 percent.",
                "それぞれ70%、55%、53%減少した。",
                "error 35 percent | 53%",
            ),
            (
                "hours",
                "A 48-hour vigil began.",
                "48時間の寝ずの番が始まった。",
                "",
            ),
            (
                "section",
                "See section 7.2.1 for the pumps.",
                "ポンプについては第7.2.1節を参照。",
                "",
            ),
            (
                "wrong section",
                "See section 7.2.1 for the pumps.",
                "ポンプについては第7.1.2節を参照。",
                "error 7.2.1 | 7.1.2",
            ),
            (
                "afternoon",
                "The tram leaves at 3:40 p.m.",
                "路面電車は15時40分に出る。",
                "",
            ),
            ("month", "They met in May.", "彼らは5月に会った。", ""),
            (
                "wrong month",
                "They met on 3 May.",
                "彼らは6月3日に会った。",
                "error May | 6",
            ),
            ("ordinal", "the 21st century bridge", "21世紀の橋", ""),
            (
                "range",
                "It takes 3 to 4 million years.",
                "300万年から400万年かかる。",
                "",
            ),
            (
                "only the original",
                "All 38 boats came back.",
                "船はみな帰ってきた。",
                "warning 38 | ",
            ),
            (
                "only the translation",
                "The boats came back.",
                "38隻の船が帰ってきた。",
                "warning | 38",
            ),
            (
                "a small count is added",
                "The path forks here.",
                "道はここで2つに分かれる。",
                "",
            ),
            (
                "a pronoun",
                "One never knows.",
                "人には分からないものだ。",
                "",
            ),
            (
                "miles",
                "The lake is 5 miles away.",
                "湖は8キロ先にある。",
                "",
            ),
            (
                "wrong miles",
                "The lake is 5 miles away.",
                "湖は15キロ先にある。",
                "error 5 | 15",
            ),
            (
                "hours and minutes",
                "The film runs 90 minutes.",
                "映画の長さは1時間30分だ。",
                "",
            ),
            ("century", "for the past century", "過去100年にわたって", ""),
            (
                "list mark",
                "2. Close the valve.",
                "2．バルブを閉める。",
                "",
            ),
            (
                "list mark on one side",
                "Close the valve.",
                "(2) バルブを閉める。",
                "",
            ),
            (
                "translator's note",
                "He left the guild.",
                "彼は座を離れた（訳注：1590年に廃止）。",
                "",
            ),
            ("note mark", "The roof leaks.[12]", "屋根は雨漏りする。", ""),
            (
                "words against digits",
                "Seventeen swans landed.",
                "71羽の白鳥が舞い降りた。",
                "error Seventeen | 71",
            ),
            (
                "cut elsewhere",
                "The hall seats 640.\nIt opened in 1911.",
                "ホールは1911年に開館し、\n640席ある。",
                "",
            ),
            (
                "half past",
                "Dinner is at half past ten.",
                "夕食は10時半だ。",
                "",
            ),
            (
                "wrong half past",
                "Dinner is at half past ten.",
                "夕食は11時半だ。",
                "error half past ten | 11時半",
            ),
            (
                "short range of years",
                "the winter of 1918-19",
                "1918年から1919年にかけての冬",
                "",
            ),
            (
                "negative",
                "It was -15 degrees.",
                "気温は氷点下15度だった。",
                "",
            ),
        ],
    );
}

#[test]
fn residue() {
    table(
        Check::Untranslated,
        &[
            (
                "an adjective",
                "She gave a cheerful answer.",
                "彼女は cheerful に答えた。",
                "error cheerful | cheerful",
            ),
            (
                "a preposition",
                "It was quiet across the valley.",
                "谷 across 静かだった。",
                "error across | across",
            ),
            (
                "a form of address",
                "Good evening, madam.",
                "こんばんは、 madam。",
                "error madam | madam",
            ),
            (
                "a noun",
                "The lantern flickered.",
                "その lantern が揺らめいた。",
                "warning lantern | lantern",
            ),
            (
                "another form",
                "He carefully folded it.",
                "彼は careful にそれを畳んだ。",
                "error carefully | careful",
            ),
            (
                "two words",
                "It rained nearly every evening.",
                "雨は nearly every 晩降った。",
                "error nearly, every | nearly every",
            ),
            (
                "a linking word alone",
                "However, he stayed.",
                "However、彼は残った。",
                "error However | However",
            ),
            ("a name", "We met Harriet.", "Harriet に会った。", ""),
            (
                "an acronym",
                "The DNA was damaged.",
                "DNAが損傷していた。",
                "",
            ),
            (
                "a title with small words",
                "He read the Book of Kells.",
                "彼は Book of Kells を読んだ。",
                "",
            ),
            (
                "code",
                "Call `reset` first.",
                "まず `reset` を呼び出す。",
                "",
            ),
            (
                "an option",
                "Pass --verbose to it.",
                "それに --verbose を渡す。",
                "",
            ),
            (
                "a path",
                "Edit /etc/hosts now.",
                "/etc/hosts を編集する。",
                "",
            ),
            (
                "an address",
                "Write to us at desk@example.org.",
                "desk@example.org までご連絡ください。",
                "",
            ),
            ("a unit", "It is 30 cm long.", "長さは30 cmだ。", ""),
            (
                "a gloss",
                "He believed in fate.",
                "彼は運命（fate）を信じていた。",
                "",
            ),
            (
                "a mention",
                "He wrote the word fate.",
                "彼は「fate」と書いた。",
                "",
            ),
            (
                "before katakana",
                "The reset button is red.",
                "reset ボタンは赤い。",
                "",
            ),
            (
                "kept throughout",
                "Push the branch.\nPush it again.\nPush it now.",
                "push する。\nもう一度 push する。\n今 push する。",
                "",
            ),
            (
                "a sentence",
                "The gate was closed before the carts had arrived.",
                "The gate was closed before the carts had arrived.",
                "error The, gate, was, closed, before, carts, had, arrived | The gate was closed before the carts had arrived.",
            ),
            (
                "a citation",
                "— Ann, “How to keep bees in the city”",
                "— Ann, “How to keep bees in the city”",
                "",
            ),
            (
                "a name alone",
                "Quaylog Harbour Works",
                "Quaylog Harbour Works",
                "",
            ),
            (
                "japanese in the original",
                "He called it まぼろし again.",
                "彼はまたそれを幻と呼んだ。",
                "hint まぼろし | ",
            ),
        ],
    );
}

#[test]
fn signs() {
    table(
        Check::Number,
        &[
            (
                "a minus is lost",
                "The vat froze at -12 °C last night.",
                "昨夜、桶は12℃で凍った。",
                "warning 12 | 12",
            ),
            (
                "a minus too many",
                "The vat froze at 3 °C last night.",
                "昨夜、桶はマイナス3℃で凍った。",
                "warning 3 | 3",
            ),
            (
                "by a word",
                "The vat froze at minus 12 degrees.",
                "桶は氷点下12度で凍った。",
                "",
            ),
            (
                "by a sign of full width",
                "The vat froze at −12 °C last night.",
                "昨夜、桶は－12℃で凍った。",
                "",
            ),
            (
                "as a fall",
                "The balance moved by -40 crowns.",
                "残高は40クローネ減った。",
                "",
            ),
            (
                "a range",
                "It takes 3-5 days by boat.",
                "船で3〜5日かかる。",
                "",
            ),
            (
                "a name with a hyphen",
                "The class of Gull-7 boats is old.",
                "ガル7級の船は古い。",
                "",
            ),
            ("a dash before an item", "-5 spoons", "匙5本", ""),
        ],
    );
}
