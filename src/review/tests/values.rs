//! Tables of numbers that are written by other rules, and of those in names.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn years_and_times_by_other_rules() {
    silent(
        Check::Number,
        &[
            (
                "end of a range",
                "The guild stood from 1603 to 1612.",
                "そのギルドは1603年から12年まで続いた。",
            ),
            (
                "joined range",
                "She carved it in 1911-1914.",
                "彼女は1911～14年にそれを彫った。",
            ),
            (
                "both short",
                "Exports doubled from 2003 to 2008.",
                "輸出は０３～０８年に倍増した。",
            ),
            (
                "since",
                "It has been shut since 2019.",
                "19年以来閉まっている。",
            ),
            (
                "of a model",
                "The 1998 model sold best.",
                "98年型が最もよく売れた。",
            ),
            (
                "fiscal year",
                "The budget for 2022/23 was cut.",
                "22年度予算は削減された。",
            ),
            (
                "century of the 700s",
                "The temple dates from the early 700s.",
                "寺は8世紀初頭に建てられた。",
            ),
            (
                "century of the 1800s",
                "Wigs were worn in the 1700s.",
                "18世紀にはかつらをかぶった。",
            ),
            (
                "years of a century",
                "Wigs were worn in the 18th century.",
                "1700年代にはかつらをかぶった。",
            ),
            (
                "four digits",
                "The parade starts at 0845.",
                "行進は8時45分に始まる。",
            ),
            (
                "with hours",
                "The ferry leaves at 2130 hours.",
                "渡し船は21時30分に出る。",
            ),
            (
                "with a point",
                "The ferry leaves at 9.30.",
                "渡し船は9時半に出る。",
            ),
            ("quarter to", "It is a quarter to nine.", "8時45分だ。"),
            (
                "quarter past",
                "The ferry leaves at quarter past ten.",
                "渡し船は10時15分に出る。",
            ),
            (
                "minutes past",
                "At twenty past three the bell rang.",
                "3時20分に鐘が鳴った。",
            ),
            (
                "minutes to midnight",
                "It was five minutes to midnight.",
                "夜11時55分だった。",
            ),
            (
                "no time",
                "It lasts from five to ten minutes.",
                "5分から10分続く。",
            ),
        ],
    );
    table(
        Check::Number,
        &[
            (
                "another end",
                "The guild stood from 1603 to 1612.",
                "そのギルドは1603年から15年まで続いた。",
                "error 1612 | 15",
            ),
            (
                "other minutes",
                "The parade starts at 0845.",
                "行進は8時15分に始まる。",
                "error 0845 | 8時15分",
            ),
            (
                "past for to",
                "It is a quarter to six.",
                "6時15分だ。",
                "error quarter to six | 6時15分",
            ),
            (
                "another century",
                "The bridge is of the 16th century.",
                "橋は15世紀のものだ。",
                "error 16th | 15",
            ),
        ],
    );
}

#[test]
fn amounts_by_other_rules() {
    silent(
        Check::Number,
        &[
            (
                "quarter of a million",
                "A quarter of a million birds came.",
                "25万羽の鳥が来た。",
            ),
            (
                "comma between groups",
                "It has two million, three hundred thousand books.",
                "蔵書は230万冊だ。",
            ),
            (
                "six weeks",
                "The tour lasted six weeks.",
                "旅は1か月半続いた。",
            ),
            (
                "a score and some",
                "Two dozen boats sank.",
                "二十数隻の船が沈んだ。",
            ),
            (
                "basis points",
                "Interest rose 25 basis points.",
                "金利は0.25%上がった。",
            ),
            (
                "fell to a tenth",
                "Its value fell by 90%.",
                "価値は10分の1になった。",
            ),
            (
                "one in many",
                "It is a 1 in 4 billion chance.",
                "40億分の1の確率だ。",
            ),
            ("out of ten", "Seven out of ten agreed.", "7割が賛成した。"),
            (
                "unit at the point",
                "She swam it in 58.12 seconds.",
                "彼女は58秒12で泳いだ。",
            ),
            (
                "end of a month",
                "The deadline is 31 March.",
                "締め切りは3月末だ。",
            ),
            (
                "holiday",
                "The mill closes at Christmas.",
                "水車小屋は12月25日に休む。",
            ),
            (
                "own conversion",
                "They pledged 20 million euros ($22 million).",
                "2000万ユーロの拠出を約束した。",
            ),
            (
                "between",
                "There are between 100 and 400 billion ants.",
                "蟻は1000億から4000億匹いる。",
            ),
            (
                "letter of a currency",
                "A loan of R250 million was granted.",
                "2億5000万ランドの融資が認められた。",
            ),
            (
                "code of a currency",
                "The fine is Rs500.",
                "罰金は500ルピーだ。",
            ),
            (
                "sign behind a letter",
                "The ticket costs R$20.",
                "切符は20レアルだ。",
            ),
            (
                "joined million",
                "The deal is worth £75million.",
                "契約は7500万ポンドに上る。",
            ),
            (
                "dollars and cents",
                "It costs $1.25 a litre.",
                "1リットル1ドル25セントだ。",
            ),
            (
                "pounds and pence",
                "He owes £12.50.",
                "彼は12ポンド50ペンス借りている。",
            ),
            (
                "conversion in brackets",
                "The dress cost 78 pounds.",
                "ドレスは78ポンド（約1万2000円）だった。",
            ),
            ("batting average", "He is batting .305.", "打率は3割5厘だ。"),
            (
                "tenths to thousandths",
                "The catcher hit .182.",
                "捕手の打率は1割8分2厘だった。",
            ),
            (
                "points in groups",
                "The city has 1.250.000 people.",
                "その市の人口は125万人だ。",
            ),
            (
                "spaces in groups",
                "About 15 000 people came.",
                "約1万5000人が来た。",
            ),
            (
                "point and comma",
                "The area is 12.345,67 hectares.",
                "面積は1万2345.67ヘクタールだ。",
            ),
            (
                "one group",
                "The price was 2.500 euros.",
                "値段は2500ユーロだった。",
            ),
            (
                "point of newspapers",
                "The tree is 1.55 meters tall.",
                "木の高さは１・５５㍍だ。",
            ),
            (
                "half year behind a year",
                "The lease runs for 30 months.",
                "賃貸期間は2年半だ。",
            ),
            (
                "age and a half",
                "The foal is 18 months old.",
                "子馬は1歳半だ。",
            ),
            (
                "hour and a half",
                "The talks took 90 minutes.",
                "交渉は1時間半かかった。",
            ),
            (
                "half a year",
                "It is closed for six months.",
                "半年間閉まっている。",
            ),
            ("unit with no number", "It lasted a week.", "7日間続いた。"),
            (
                "decades",
                "They fought for two decades.",
                "彼らは20年間戦った。",
            ),
            (
                "half a century",
                "They ruled for half a century.",
                "彼らは50年間支配した。",
            ),
            (
                "thousands and hundreds",
                "There were twelve thousand and six hundred sheep.",
                "羊が一万二千六百頭いた。",
            ),
            (
                "threescore",
                "He lived threescore and ten years.",
                "彼は七十年生きた。",
            ),
            (
                "some dozens",
                "Several dozen boats sank.",
                "数十隻の船が沈んだ。",
            ),
            (
                "couple of hundreds",
                "A couple of hundred people came.",
                "200人ほどが来た。",
            ),
            (
                "third in percent",
                "A third of the land is dry.",
                "国土の約3割が乾燥している。",
            ),
            (
                "more by half",
                "Output grew by 50 percent.",
                "生産は1.5倍になった。",
            ),
            ("fold", "The herd grew tenfold.", "群れは10倍に増えた。"),
            ("fourfold", "Demand quadrupled.", "需要は4倍になった。"),
            ("halved", "Profits were halved.", "利益は2分の1になった。"),
            (
                "teens",
                "A teenage boy was found.",
                "10代の少年が見つかった。",
            ),
            (
                "centenary",
                "The bridge marked its bicentenary.",
                "橋は200周年を迎えた。",
            ),
            (
                "first inning",
                "They led in the 1st inning.",
                "初回に先制した。",
            ),
            ("base", "A runner was on 3rd base.", "走者は三塁にいた。"),
            (
                "first of the world",
                "She is the world's number 1.",
                "彼女は世界一だ。",
            ),
            (
                "next whole number",
                "Enter a number larger than 0.",
                "1以上の数を入力する。",
            ),
            (
                "more than one",
                "More than one file was found.",
                "2つ以上のファイルが見つかった。",
            ),
            (
                "negated bound",
                "No more than 4 people may enter.",
                "5人以上は入れません。",
            ),
        ],
    );
    table(
        Check::Number,
        &[
            (
                "ten times",
                "The firm lost $3 million.",
                "会社は3000万ドルを失った。",
                "error 3 million | 3000万",
            ),
            (
                "a tenth",
                "A budget of 2 billion crowns was set.",
                "2億クローナの予算が組まれた。",
                "error 2 billion | 2億",
            ),
            (
                "another average",
                "He is batting .305.",
                "打率は3割5分だ。",
                "error .305 | 3割5分",
            ),
            (
                "a year more",
                "The lease runs for 30 months.",
                "賃貸期間は3年半だ。",
                "error 30 | 3年半",
            ),
            (
                "decades more",
                "They fought for two decades.",
                "彼らは30年間戦った。",
                "error two decades | 30",
            ),
            (
                "trebled",
                "Sales doubled.",
                "売上は3倍になった。",
                "warning doubled | 3",
            ),
            (
                "doubled and not halved",
                "Profits halved.",
                "利益は2倍になった。",
                "warning halved | 2",
            ),
            (
                "doubled and not trebled",
                "The staff tripled.",
                "職員は2倍に増えた。",
                "warning tripled | 2",
            ),
        ],
    );
}

#[test]
fn names_and_vague_numbers() {
    silent(
        Check::Number,
        &[
            (
                "numbered clause",
                "3.2 Late fees bear interest.",
                "２　支払が遅れたときは利息を付す。",
            ),
            ("numbered article", "Article 9 (Purpose)", "（目的）"),
            (
                "address",
                "See https://example.org/notes/195 for it.",
                "詳細はこの頁を見る。",
            ),
            (
                "letters behind",
                "The 3D model is shown.",
                "立体模型が示される。",
            ),
            (
                "idiom of a class",
                "There are billions of ants.",
                "蟻は何億匹もいる。",
            ),
            (
                "set with spaces",
                "Ponds within 300 m were used.",
                "30 0 m以内の池が使われた。",
            ),
            (
                "illness",
                "Covid-19 spread quickly.",
                "新型コロナは急速に広がった。",
            ),
            (
                "every day",
                "The bakery is open 24/7.",
                "パン屋は年中無休だ。",
            ),
            (
                "thousands as a letter",
                "It grinds 400K+ grains a day.",
                "一日に40万粒以上をひく。",
            ),
            (
                "ordinal as an English word",
                "Use a 3rd party tool.",
                "サードパーティのツールを使う。",
            ),
            ("even chance", "It is a 50/50 chance.", "確率は五分五分だ。"),
            (
                "date as a name",
                "After 9/11 the rules changed.",
                "同時多発テロの後、規則が変わった。",
            ),
            (
                "club of states",
                "The Five Eyes states agreed.",
                "ファイブ・アイズ諸国は合意した。",
            ),
            (
                "counted by the translator",
                "These indexes are stored here.",
                "この4つの添え字はここに格納される。",
            ),
            (
                "thousands",
                "Thousands of lamps were lit.",
                "おびただしい数のランプがともされた。",
            ),
            (
                "only in the translation",
                "The old play was staged again.",
                "何千年も前の劇が再演された。",
            ),
            (
                "hundreds, thousands",
                "Hundreds of thousands of gulls came.",
                "何百何千ものカモメが来た。",
            ),
        ],
    );
    table(
        Check::Number,
        &[
            (
                "another class",
                "They sold millions.",
                "彼らは数百台売った。",
                "warning millions | 数百",
            ),
            (
                "name with another number",
                "Covid-19 spread quickly.",
                "新型コロナ21は急速に広がった。",
                "warning | 21",
            ),
            (
                "left in English",
                "It closed in June 2018 with 1048576k of memory.",
                "It closed in June 2018 with 1048576k of memory.",
                "",
            ),
            (
                "the section of a manual",
                "Read sudo(8) and crontab(1).",
                "sudo と crontab を読む。",
                "",
            ),
            (
                "another section",
                "Read crontab(1).",
                "crontab(8) を読む。",
                "error 1 | 8",
            ),
            (
                "a word with a hundred",
                "Enter the zoom as a percentage.",
                "倍率を百分率で入れる。",
                "",
            ),
            (
                "value twice",
                "Set the 3 valves to 0.",
                "3個のバルブを3にする。",
                "warning 0 | 3, 3",
            ),
        ],
    );
}
