//! Tables of times that became another of their kind.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn days_weeks_months_and_years() {
    table(
        Check::Opposite,
        &[
            (
                "a day too early",
                "The kiln was repaired yesterday.",
                "窯は一昨日修理された。",
                "warning yesterday | 一昨日",
            ),
            (
                "a day too late",
                "The kiln will be repaired tomorrow.",
                "窯はあさって修理される。",
                "warning tomorrow | あさって",
            ),
            (
                "two days ago",
                "The day before yesterday a seal came.",
                "昨日アザラシが来た。",
                "warning The day before yesterday | 昨日",
            ),
            (
                "this morning",
                "A seal came this morning.",
                "昨日アザラシが来た。",
                "warning this morning | 昨日",
            ),
            (
                "a month",
                "The choir sings again next month.",
                "合唱団は今月また歌う。",
                "warning next month | 今月",
            ),
            (
                "a week for a month",
                "The choir sang last month.",
                "合唱団は先週歌った。",
                "warning last month | 先週",
            ),
            (
                "a year",
                "Last year the orchard froze.",
                "今年、果樹園が凍った。",
                "warning Last year | 今年",
            ),
            (
                "the year before last",
                "They married in the spring before last.",
                "二人は昨年の春に結婚した。",
                "warning spring before last | 昨年",
            ),
            (
                "a day of another week",
                "We sail next Friday.",
                "先週の金曜に出航した。",
                "warning next Friday | 先週",
            ),
            (
                "a season",
                "He scored twice last season.",
                "彼は来季に二度得点した。",
                "warning last season | 来季",
            ),
        ],
    );
    silent(
        Check::Opposite,
        &[
            (
                "two days ago, rendered",
                "The day before yesterday a seal came.",
                "一昨日アザラシが来た。",
            ),
            (
                "two times",
                "Yesterday it rained, and it will rain tomorrow.",
                "昨日は雨で、明日も雨になる。",
            ),
            (
                "told from another day",
                "He said that he would leave tomorrow.",
                "翌日発つと彼は言った。",
            ),
            (
                "the same day",
                "A seal came this morning.",
                "今朝アザラシが来た。",
            ),
            (
                "the month by its name",
                "The choir sings again next month.",
                "合唱団は5月にまた歌う。",
            ),
            (
                "explained by another word",
                "Last year's crop was better than this year's.",
                "昨年の収穫は今年より良かった。",
            ),
            (
                "two years ago, in words",
                "They married in the spring before last.",
                "二人は2年前の春に結婚した。",
            ),
        ],
    );
}

#[test]
fn parts_of_a_month_and_rates() {
    table(
        Check::Opposite,
        &[
            (
                "the end of a month",
                "The geese return in late March.",
                "雁は3月上旬に戻ってくる。",
                "warning late March | 上旬",
            ),
            (
                "its middle",
                "Sowing starts in mid-April.",
                "種まきは4月下旬に始まる。",
                "warning mid-April | 下旬",
            ),
            (
                "the beginning of a year",
                "The choir tours at the end of the year.",
                "合唱団は年初に巡業する。",
                "warning end of the year | 年初",
            ),
            (
                "a century",
                "The mill dates from the early 18th century.",
                "水車小屋は18世紀後半のものだ。",
                "warning early 18th | 後半",
            ),
            (
                "a rate",
                "The well gives 900 liters per day.",
                "井戸からは1時間当たり900リットルの水が出る。",
                "warning per day | 1時間当たり",
            ),
            (
                "every week",
                "The ferry is painted every year.",
                "フェリーは毎月塗り直される。",
                "warning every year | 毎月",
            ),
            (
                "every other day",
                "Feed the snake every other day.",
                "蛇には毎日餌をやる。",
                "warning every other day | 毎日",
            ),
            (
                "how often",
                "Stir the paint twice a day.",
                "塗料は日に3回かき混ぜる。",
                "warning twice a day | 3回",
            ),
        ],
    );
    silent(
        Check::Opposite,
        &[
            (
                "rendered",
                "The geese return in late March.",
                "雁は3月下旬に戻ってくる。",
            ),
            (
                "by another word",
                "The geese return in late March.",
                "雁が戻るのは3月の終わりだ。",
            ),
            (
                "the second day",
                "Feed the snake every other day.",
                "蛇には二日に一度餌をやる。",
            ),
            (
                "a rate in other words",
                "The well gives 900 liters per day.",
                "井戸からは日に900リットルの水が毎日出る。",
            ),
        ],
    );
}

#[test]
fn halves_of_a_day() {
    table(
        Check::Opposite,
        &[
            (
                "afternoon",
                "The archive is shut on Monday afternoons.",
                "文書館は月曜の午前は閉まっている。",
                "warning afternoons | 午前",
            ),
            (
                "morning",
                "The archive is shut in the morning.",
                "文書館は午後は閉まっている。",
                "warning morning | 午後",
            ),
            (
                "a time of day, which another check finds",
                "Come at 9 in the morning.",
                "午後9時に来て。",
                "",
            ),
        ],
    );
}
