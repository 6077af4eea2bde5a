//! Tables of bounds, units, and days and times.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn bounds() {
    silent(
        Check::Number,
        &[
            (
                "since a year",
                "It has stood since 1911.",
                "1911年以来立っている。",
            ),
            (
                "or later",
                "Use an engine of 2021 or later.",
                "2021年以降の機関を使う。",
            ),
            (
                "not until",
                "It was not built until 1911.",
                "1911年以降に建てられた。",
            ),
            (
                "by a year",
                "It will be built by 2030.",
                "2030年までに建てられる。",
            ),
            (
                "a span of years",
                "Over 10 years the reef grew.",
                "10年以内に岩礁は育った。",
            ),
            (
                "at least",
                "Choose at least two lamps.",
                "ランプは2個以上選ぶ。",
            ),
            ("up to", "Up to 5 people can ride.", "5人まで乗れる。"),
            (
                "fewer than",
                "Fewer than 10 people came.",
                "来たのは10人未満だった。",
            ),
            (
                "included or not",
                "Over 100 boats came.",
                "100隻以上の船が来た。",
            ),
            (
                "negated above",
                "It must not exceed 20 kg.",
                "20キロを超えてはならない。",
            ),
            (
                "negated below",
                "Nothing under 5 kg is sold.",
                "5キロ以上のものしか売らない。",
            ),
            (
                "no less",
                "No fewer than 30 boats sank.",
                "30隻以上の船が沈んだ。",
            ),
            (
                "at its most",
                "At most 3 retries are made.",
                "再試行は最大3回だ。",
            ),
            (
                "or over",
                "Those aged 65 or over pay half.",
                "65歳以上は半額です。",
            ),
            (
                "a range to a bound",
                "From 5 to at most 10 boats sail.",
                "5隻から最大10隻が出る。",
            ),
        ],
    );
    table(
        Check::Number,
        &[
            (
                "since and until",
                "It has stood since 1911.",
                "1911年まで立っていた。",
                "error 1911 | 1911",
            ),
            (
                "until and after",
                "The mill is open until 9 p.m.",
                "水車小屋は午後9時以降に開く。",
                "error 9 p.m. | 午後9時",
            ),
            (
                "least for most",
                "It costs at least 20 crowns.",
                "20クローナ以下だ。",
                "error 20 | 20",
            ),
            (
                "most for least",
                "Up to 50 people can enter.",
                "50人以上が入れる。",
                "error 50 | 50",
            ),
            (
                "less for more",
                "It takes more than 3 hours.",
                "3時間以内で終わる。",
                "error 3 | 3",
            ),
            (
                "under an age",
                "Children under 12 are free.",
                "12歳以上の子どもは無料です。",
                "error 12 | 12",
            ),
            (
                "or over",
                "Those aged 65 or over pay half.",
                "65歳未満は半額です。",
                "error 65 | 65",
            ),
            (
                "not above",
                "It must not exceed 20 kg.",
                "20キロ以上でなければならない。",
                "error 20 | 20",
            ),
            (
                "at most",
                "At most 3 retries are made.",
                "少なくとも3回再試行する。",
                "error 3 | 3",
            ),
            (
                "less and above",
                "The pit is less than 200 meters deep.",
                "穴の深さは200メートルを超える。",
                "error 200 | 200",
            ),
            (
                "no more",
                "No more than 4 people may enter.",
                "4人以上で入ること。",
                "error 4 | 4",
            ),
        ],
    );
}

#[test]
fn units() {
    silent(
        Check::Units,
        &[
            (
                "the same abbreviated",
                "The lake is 8 km away.",
                "湖は8キロ先にある。",
            ),
            (
                "a number beside an amount",
                "The 8 men walked 8 miles.",
                "8人の男が8マイル歩いた。",
            ),
            ("speed", "It moves at 60 km/h.", "時速60キロで動く。"),
            (
                "speed a second",
                "It moves at 11 km per second.",
                "秒速11キロで動く。",
            ),
            (
                "speed a minute",
                "It moves at 90 metres per minute.",
                "分速90メートルで動く。",
            ),
            ("sign of a currency", "It costs $30.", "30ドルだ。"),
            ("pounds of either kind", "It costs 5 pounds.", "5ポンドだ。"),
            (
                "degrees",
                "The vat reached 95 degrees Fahrenheit.",
                "桶は華氏95度に達した。",
            ),
            (
                "both units",
                "It is 5 miles (8 km) long.",
                "長さは5マイル（8キロ）だ。",
            ),
            ("no unit known", "Bring 5 baskets.", "籠を5分持ってくる。"),
            ("age", "The foal is 3 years old.", "子馬は3歳だ。"),
            (
                "day of a month",
                "He grew 5 percent by 9 May.",
                "5月9日までに5%育った。",
            ),
        ],
    );
    table(
        Check::Units,
        &[
            (
                "another unit",
                "The lake is 8 kilometres away.",
                "湖は8メートル先にある。",
                "error 8 | 8",
            ),
            (
                "a unit about as long",
                "The boat is 30 yards long.",
                "船の長さは30メートルだ。",
                "warning 30 | 30",
            ),
            (
                "mass",
                "The trout weighs 5 kg.",
                "鱒の重さは5ポンドだ。",
                "error 5 | 5",
            ),
            (
                "currency",
                "He paid 500 yen.",
                "彼は500ドル払った。",
                "error 500 | 500",
            ),
            (
                "sign of a currency",
                "He paid £20.",
                "彼は20ユーロ払った。",
                "error 20 | 20",
            ),
            (
                "time",
                "It takes 15 minutes.",
                "15時間かかる。",
                "error 15 | 15",
            ),
            (
                "volume",
                "Add 200 ml of milk.",
                "牛乳を200リットル加える。",
                "error 200 | 200",
            ),
            (
                "scale of degrees",
                "Keep it at 20 degrees Celsius.",
                "華氏20度に保つ。",
                "error 20 | 20",
            ),
            (
                "another dimension",
                "The herd grew by 40%.",
                "群れは40トン増えた。",
                "warning 40% | 40",
            ),
            (
                "exchanged",
                "It rose by 12 percent to 80 euros.",
                "80%上がって12ユーロになった。",
                "error 12 percent, 80 | 80%, 12",
            ),
            (
                "length and time",
                "He ran 5 km in 30 minutes.",
                "彼は30キロを5分で走った。",
                "error 5, 30 | 30, 5",
            ),
            (
                "chapter and pages",
                "Chapter 3 has 12 pages.",
                "第12章は3ページある。",
                "error 3, 12 | 第12, 3",
            ),
        ],
    );
}

#[test]
fn days_and_halves_of_the_day() {
    silent(
        Check::Number,
        &[
            (
                "the day",
                "The mill is closed on Mondays.",
                "水車小屋は月曜日が休みだ。",
            ),
            (
                "range of days",
                "Open Monday to Friday.",
                "月～金曜日に営業。",
            ),
            (
                "in brackets",
                "See you on Tuesday, 3 May.",
                "5月3日（火）に会おう。",
            ),
            (
                "weekend",
                "It rained on Saturday and Sunday.",
                "土日は雨だった。",
            ),
            (
                "name of a day",
                "On Black Friday the mill is closed.",
                "ブラックフライデーは休みだ。",
            ),
            (
                "by the long clock",
                "The ferry leaves at 6 p.m.",
                "渡し船は18時に出る。",
            ),
            (
                "evening",
                "The ferry leaves at 9 in the evening.",
                "渡し船は夜9時に出る。",
            ),
            ("noon", "The mill opens at noon.", "水車小屋は正午に開く。"),
            (
                "twelve",
                "The mill opens at 12 p.m.",
                "水車小屋は昼の12時に開く。",
            ),
            (
                "midnight",
                "The mill closes at midnight.",
                "水車小屋は深夜0時に閉まる。",
            ),
        ],
    );
    table(
        Check::Number,
        &[
            (
                "another day",
                "The mill is closed on Tuesday.",
                "水車小屋は木曜日が休みだ。",
                "error Tuesday | 木",
            ),
            (
                "one of two",
                "Open on Monday and Friday.",
                "月曜日と土曜日に営業。",
                "error Friday | 土",
            ),
            (
                "morning for evening",
                "The ferry leaves at 6 p.m.",
                "渡し船は午前6時に出る。",
                "error 6 p.m. | 午前6時",
            ),
            (
                "afternoon for morning",
                "The ferry leaves at 4.40 am.",
                "渡し船は午後4時40分に出る。",
                "error 4.40 am | 午後4時40分",
            ),
            (
                "by a word",
                "The ferry leaves at 7 p.m.",
                "渡し船は朝7時に出る。",
                "error 7 p.m. | 7時",
            ),
            (
                "noon and midnight",
                "The mill opens at noon.",
                "水車小屋は深夜0時に開く。",
                "error noon | 0時",
            ),
        ],
    );
}
