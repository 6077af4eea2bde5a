//! Hard-wrapped text, in fixed pitch and in proportional type, gives the sentences of the text that was wrapped; lines that
//! are not wrapped stay apart.

use taiyaku::Language;
use taiyaku::segment::Segmenter;

use crate::assert_sentences;

const ENGLISH: [&str; 4] = [
    "The mill at Upper Dene was closed in 1931, and for 40 years nobody walked there but the heron. Its wheel was sold to a museum in the county town, where it hangs over the stairs. In the spring of 1972 a teacher named Ruth Ellery bought the ruin for 300 pounds. She had no plan at all.",
    "What she had was patience (and two brothers who could lay bricks). They worked on Saturdays between 8 a.m. and 5 p.m. while the weather held. The first winter took the roof again, but by 1975 there was glass in the windows of the Long Room and a fire in the Old Kitchen. Mr. Hale from the village brought them apples.",
    "Visitors ask how much it cost. Nobody knows, says Ruth, since the bills were kept in a box that the mice found. It cost more than a boat and less than a farm. Of 12 stones in the north wall only 4 are new; you can tell them by their colour.",
    "Today the mill grinds flour for three bakers on the Dene. Tours begin at 2 on Sundays. Children under 6 pay nothing.",
];

const JAPANESE: [&str; 4] = [
    "上の谷の水車小屋は1931年に閉じられ、それから四十年のあいだ、そこを歩くのは鷺だけだった。水車は県庁のある町の博物館に売られ、今も階段の上に掛かっている。1972年の春、教師をしていた女性がこの廃屋を三百ポンドで買い取った。計画など何もなかった。",
    "彼女にあったのは根気と（煉瓦を積める）二人の兄だけだった。三人は天気がもつかぎり、土曜日ごとに朝八時から夕方五時まで働いた。最初の冬に屋根はまた落ちたが、1975年には広間の窓にガラスが入り、古い台所に火がともった。村の人が林檎を届けてくれた。",
    "いくらかかったのかと訪れる人は尋ねる。請求書を入れておいた箱が鼠に見つかってしまったので、誰にも分からないのだという。船よりは高く、農場よりは安かった。北の壁にある十二の石のうち新しいものは四つだけで、色を見れば区別がつく。",
    "今ではMillhouseBakeryなど三軒のパン屋のために粉を挽いている。見学は日曜日の二時に始まる。六歳に満たない子どもは無料である。",
];

#[test]
fn english_type() {
    assert_sentences(
        Language::English,
        &[
            (
                "proportional",
                "Ferries to the islands leave from the new quay at\nMillport, which lies half a mile to the west of the old\none.| A return costs 14 pounds; children pay less than\nhalf.| Timetables are printed on 3 April and on 12\nOctober.| Ask at the window of Captain Williams and\nMrs. Illingworth for “Little Lil”, still the fastest of all the\nlittle ships.",
            ),
            (
                "a number with a stop begins a full line",
                "The harbour wall was finished by the end of summer\n1987.| The next storm, which nobody had expected so soon\nafter the last, took the lamp and the steps in October\n1988.| It left the stones where they were, and the wall is\nstill as straight as on the day when it was finished.",
            ),
            (
                "an amount behind a short line",
                "Distance counted in the winter only.| For each further\n100 metres from the quay, which is the place where most of the gulls are fed, one gull in three was lost.",
            ),
            (
                "an address behind a short line",
                "Open every day.| Closed on public holidays\n|12 Harbour Street, Upper Dene",
            ),
            (
                "hanging items",
                "- the red boat that the museum bought from the widow of\n  its last owner\n|- the lamp that stood at the end of the western wall and\n  was lost in the great storm",
            ),
            (
                "headings between",
                "Harbours of the North\n|The oldest harbour on this coast was built by monks who\ntraded wool for wine, and it was in use for more than\nsix hundred years before the sand took it.\n|Fees\n|A boat of up to six metres pays nothing for the first of\nthe nights that it spends at the quay.",
            ),
            (
                "verse",
                "The lamp is lit above the sleeping quay\n|And every boat is rocking on the tide\n|The wind has brought the colours of the sea\n|To all the little windows far and wide\n|And nobody has counted what was lost\n|Between the summer evening and the frost",
            ),
            (
                "titles of one length",
                "Boats of the Northern Harbours\n|Birds of the Southern Marshes\n|Fish of the Western Estuaries\n|Winds of the Eastern Channels",
            ),
            (
                "brackets",
                "A taxi stopped (\nthe driver knew me\n).| He asked where the fire was.\n|The room is in another house (about a mile\naway) and has no door.",
            ),
        ],
    );
}

#[test]
fn japanese_type() {
    assert_sentences(
        Language::Japanese,
        &[
            (
                "indented, in front of a long Latin word",
                "　料金は港の事務所で徴収する。|赤い扉の白い建物である。|領収\n書は船の中に保管しなければならない。|鍵はいつもの\nHarbourMasterOfficeの窓口にあり、合言葉は毎週月曜日に変\nわることになっている。\n|　冬に来る者はいない。",
            ),
            (
                "a quotation begins a full line",
                "船はクレーンの後ろにある、土地の人が昔から変わらず\n「角」と呼んでいる場所に係留することになっている。|そ\nこがいっぱいのときは、南の風を避けることのできる深\nい泊地に回される。",
            ),
            (
                "dialogue behind a full line",
                "番人は舟を数えながら、いつもと同じことを私に言った。\n|「今年の冬は長くなる。」\n|「それでも春は来るよ。」",
            ),
            (
                "closing bracket",
                "駅は遠い（二十分\n）。|雨だった。\n|「来ないで！\n」と叫んだ。",
            ),
            (
                "opening bracket",
                "舟が止まった(\n番人は知り合いだった\n)。|雨だった。",
            ),
            (
                "short paragraphs among lists",
                "北の港の古い舟の名前と持ち主の村の一覧\n|南の沼に来る鳥の名前と見た日の一覧表\n|西の川の魚の種類と大きさと値段の一覧\n|東の海峡の風の名前と吹く月の一覧の表\n|谷の水車小屋で挽いた粉と料理の一覧表\n|丘の上の畑で育てた豆と麦の値段の一覧\n|島の灯台の番人の名前と勤めた年の一覧\n|町の橋の名前と架けられた年の一覧の表\n\n|船はクレーンの後ろにある、土地の人が昔から変わらず\n「角」と呼んでいる場所に係留することになっている。|そ\nこがいっぱいのときは、南の風を避けることのできる深\nい泊地に回される。\n\n|冬の間は舟を陸に上げ、油を塗った布を掛けておくの\nが昔からの習わしなので、布は村の女らが秋のうちに\n織ったもので、春になれば洗って干す。\n\n|鍵は港の窓口で見張りをしている年寄りの番人が預かり\n札と引き換えに渡す。\n\n|鍵はいつも Master Hale が窓口に置いて\nいる。",
            ),
            ("stop begins a line", "「もう帰る」\n。|雨だった。"),
            (
                "rows of two entries",
                "  ^     行の先頭\n|  $     行の末尾\n|  \\b    単語の境界\n|  \\B    単語の境界でない所\n|  \\A    文字列の先頭",
            ),
            (
                "poem",
                "ゆうぐれの港に舟がならんでいる\n|ひとつずつ灯がともり波にゆれて\n|あの人は今日も帰ってこなかった\n|かぜだけが窓をたたいていくのだ\n|さよならと書いた紙をたたんだら\n|まちのはずれに星がひとつ落ちた",
            ),
            (
                "titles of one length",
                "北の港に残された古い船の記録\n|南の沼に集まる渡り鳥の観察会\n|西の川で捕れた魚の種類と大小\n|東の海峡を吹き抜ける風の名前\n|谷の水車小屋で挽いた粉の料理",
            ),
        ],
    );
}

/// How the paragraphs of a wrapped text are parted.
#[derive(Debug, Clone, Copy)]
enum Layout {
    Blank,
    Tight,
    Indented,
}

/// The pieces that no line is broken in.
fn pieces(paragraph: &str, language: Language) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    if language == Language::English {
        return paragraph.split(' ').map(str::to_owned).collect();
    }
    for c in paragraph.chars() {
        let glued = pieces.last().is_some_and(|last: &String| {
            matches!(c, '、' | '。' | '）' | 'っ' | 'ー')
                || last.ends_with('（')
                || c.is_ascii() && last.ends_with(|c: char| c.is_ascii())
        });
        match pieces.last_mut() {
            Some(last) if glued => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// Tenths of a column, in fixed pitch or in a typeface whose letters differ as those of most do.
fn width(text: &str, is_proportional: bool) -> usize {
    let of = |c: char| match c {
        _ if !c.is_ascii() => 20,
        _ if !is_proportional => 10,
        'i' | 'j' | 'l' | '.' | ',' | '\'' | ';' => 5,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' => 6,
        'm' | 'w' | 'M' | 'W' => 16,
        'A'..='Z' => 14,
        _ => 11,
    };
    text.chars().map(of).sum()
}

fn wrap(
    paragraph: &str,
    columns: usize,
    indent: &str,
    proportional: bool,
    language: Language,
) -> String {
    let gap = if language == Language::English {
        " "
    } else {
        ""
    };
    let mut lines = vec![indent.to_owned()];
    let mut is_first = true;
    for piece in pieces(paragraph, language) {
        let last = lines.last_mut().expect("there is one");
        let longer = format!("{last}{}{piece}", if is_first { "" } else { gap });
        if is_first || width(&longer, proportional) <= columns * 10 {
            *last = longer;
        } else {
            lines.push(piece);
        }
        is_first = false;
    }
    lines.join("\n")
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The sentences of a text without their blanks.
fn sentences_of(segmenter: &Segmenter, text: &str) -> Vec<String> {
    let spans = segmenter.sentences(text);
    spans
        .iter()
        .map(|span| without_blanks(span.of(text)))
        .collect()
}

#[test]
fn a_wrapped_text_has_the_sentences_of_the_text() {
    let mut wrong = Vec::new();
    for (language, paragraphs) in [(Language::English, ENGLISH), (Language::Japanese, JAPANESE)] {
        let segmenter = Segmenter::new(language);
        let sentences = |text: &str| sentences_of(&segmenter, text);
        let expected: Vec<String> = paragraphs.iter().flat_map(|p| sentences(p)).collect();
        for columns in (36..=120).step_by(3) {
            for layout in [Layout::Blank, Layout::Tight, Layout::Indented] {
                for proportional in [false, true] {
                    let (indent, parting) = match (layout, language) {
                        (Layout::Blank, _) => ("", "\n\n"),
                        (Layout::Tight, _) => ("", "\n"),
                        (Layout::Indented, Language::Japanese) => ("　", "\n"),
                        (Layout::Indented, _) => ("    ", "\n"),
                    };
                    let wrapped =
                        paragraphs.map(|p| wrap(p, columns, indent, proportional, language));
                    let found = sentences(&wrapped.join(parting));
                    if found != expected {
                        let missing: Vec<_> =
                            expected.iter().filter(|s| !found.contains(s)).collect();
                        wrong.push(format!(
                            "{language:?} {columns} {layout:?} {proportional}: {missing:?}"
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const WITH_BLANKS: [&str; 3] = [
    "この文書は Harbour Kit を使って港の記録を作る人のためのものです。最初に Harbour Kit の環境を用意してから boats.conf に舟の名前と大きさを書いてください。設定が済んだら harbour build を実行すると記録のページが output というフォルダーにできます。ページの見た目は theme というフォルダーにある style.css を変えれば好きなように直せます。古い版の Harbour Kit で作った設定はそのままでは使えません。",
    "舟の一覧を別の形式で持っている場合は harbour import というコマンドで取り込めます。取り込める形式は CSV と JSON の二つだけで、どちらも文字コードは UTF-8 でなければなりません。項目の名前が boats.conf と違うときは map という欄に対応を書いておくと Harbour Kit が読み替えます。読み替えられなかった項目は import.log に記録されるので、後から確かめることができます。",
    "公開するには harbour publish を実行し、尋ねられたら server の名前と自分の account を入力します。途中で接続が切れても publish をもう一度実行すれば続きから送られます。送られたファイルの一覧は publish.log にあり、問題があれば Harbour Kit の mailing list に知らせてください。質問には port や server の種類も書いてもらえると早く答えられます。",
];

#[test]
fn japanese_that_is_wrapped_at_blanks() {
    let segmenter = Segmenter::new(Language::Japanese);
    let sentences = |text: &str| sentences_of(&segmenter, text);
    let expected: Vec<String> = WITH_BLANKS.iter().flat_map(|p| sentences(p)).collect();
    for width in [64, 72, 76] {
        let wrapped = WITH_BLANKS.map(|paragraph| {
            let mut lines = vec![String::new()];
            for word in paragraph.split(' ') {
                let last = lines.last_mut().expect("there is one");
                let length = last.chars().count() + 1 + word.chars().count();
                if last.is_empty() {
                    last.push_str(word);
                } else if length <= width {
                    *last = format!("{last} {word}");
                } else {
                    lines.push(word.to_owned());
                }
            }
            lines.join("\n")
        });
        assert_eq!(sentences(&wrapped.join("\n\n")), expected, "{width}");
    }
}
