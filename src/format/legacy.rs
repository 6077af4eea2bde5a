//! [`guess`]: which encoding from before Unicode a text is in.
//!
//! In: bytes that are not UTF-8. Out: Shift_JIS or EUC-JP, UTF-8 if it is damaged, or the name of what the bytes may be
//! instead. `chardetng` guesses; whether the guess reads as Japanese is asked where it would guess otherwise for the rest of
//! the world. O(bytes).

use std::borrow::Cow;
use std::sync::OnceLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use rustc_hash::FxHashSet;

use crate::format::encoding::{Encoding, reader_of};
use crate::format::utf16::{Evidence, unmarked_utf16};
use crate::text::script::{is_kanji, is_katakana};

/// A text is damaged in an encoding rather than in another one if it has at most one invalid place for this many bytes that
/// are not ASCII.
const BYTES_FOR_DAMAGE: usize = 50;

/// The guess is made from lines with bytes that are not ASCII, up to this many bytes, since `chardetng` and counting
/// letters cost far more a byte than decoding.
const SAMPLE: usize = 1 << 16;

/// The encodings that Japanese text is in, if it is not in Unicode and has no escape sequences.
const CANDIDATES: [Encoding; 2] = [Encoding::ShiftJis, Encoding::EucJp];

/// Finds the encoding of bytes that are not UTF-8 at one of them, or says the name of another one that they may be in.
/// O(bytes).
pub(super) fn guess(bytes: &[u8], wrong: usize) -> Result<Encoding, &'static str> {
    let around = wrong.saturating_sub(SAMPLE)..bytes.len().min(wrong + SAMPLE);
    if is_damaged_utf8(&bytes[around]) {
        return Ok(Encoding::Utf8);
    }
    let bytes = &sample(bytes)[..];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let at_home = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    let abroad = detector.guess(None, Utf8Detection::Deny);
    let [in_shift_jis, in_euc] = CANDIDATES.map(|encoding| {
        let reader = reader_of(encoding);
        let text = reader.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(Tally::of(&text))
    });
    // `chardetng` does not weigh half-width kana as people write them in EUC-JP, and takes long words of them in Shift_JIS
    // for rare kanji.
    let (encoding, tally) = match (at_home == reader_of(Encoding::EucJp), in_shift_jis, in_euc) {
        (false, _, Some(euc)) if 0 < euc.half && euc.is_plausible() => (Encoding::EucJp, euc),
        (true, Some(shift_jis), Some(euc)) if shift_jis.is_half_width() && !euc.is_plausible() => {
            (Encoding::ShiftJis, shift_jis)
        }
        (true, _, Some(euc)) => (Encoding::EucJp, euc),
        (false, Some(shift_jis), _) if at_home == reader_of(Encoding::ShiftJis) => {
            (Encoding::ShiftJis, shift_jis)
        }
        _ => {
            let found = damaged(bytes).or_else(|| utf16_of_kanji(bytes));
            return found.ok_or(abroad.name());
        }
    };
    let is_ours = CANDIDATES.map(reader_of).contains(&abroad);
    match is_ours || tally.is_plausible() {
        true => Ok(encoding),
        false => utf16_of_kanji(bytes).ok_or(abroad.name()),
    }
}

/// UTF-16 without a mark, of kanji with few kana. By chance two letters of English are a kanji too, but a rare one.
pub(super) fn utf16_of_kanji(bytes: &[u8]) -> Option<Encoding> {
    let encoding = unmarked_utf16(bytes, Evidence::Kanji)?;
    let (text, _) = reader_of(encoding).decode_without_bom_handling(bytes);
    Tally::of(&text).is_plausible().then_some(encoding)
}

/// The first lines that are not ASCII. A line break is never the second byte of a character.
fn sample(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() <= SAMPLE {
        return Cow::Borrowed(bytes);
    }
    let mut lines = Vec::with_capacity(SAMPLE);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if SAMPLE <= lines.len() + line.len() {
            if lines.is_empty() {
                lines.extend_from_slice(&line[..SAMPLE]);
            }
            break;
        }
        if !line.is_ascii() {
            lines.extend_from_slice(line);
        }
    }
    Cow::Owned(lines)
}

/// The candidate in which a text is valid but for a few places, and reads as Japanese with the fewest letters that do not.
fn damaged(bytes: &[u8]) -> Option<Encoding> {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let read = |encoding| {
        let (text, _) = reader_of(encoding).decode_without_bom_handling(bytes);
        let places = text.chars().filter(|&c| c == '\u{fffd}').count();
        let few = 0 < places && places * BYTES_FOR_DAMAGE <= high;
        let tally = Tally::of(&text);
        few.then_some((places + tally.rare + tally.strange, encoding))
    };
    let found = CANDIDATES.into_iter().filter_map(read);
    Some(found.min_by_key(|&(odd, _)| odd)?.1)
}

/// Whether the characters of three bytes, as Japanese and the marks of English have in UTF-8, are twice as many as other
/// characters beyond ASCII and invalid places. In other encodings they are valid by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut three, mut other) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
            *(if c.len_utf8() == 3 {
                &mut three
            } else {
                &mut other
            }) += 1;
        }
        other += usize::from(!chunk.invalid().is_empty());
    }
    2 * other <= three
}

/// The kanji that schools teach in the grades 1 to 4, 642 in all: the table of kanji by grade (学年別漢字配当表) of the Course of
/// Study for elementary schools, Ministry of Education, notice 63 of 2017. They are 72 % of the kanji of running text (counted in
/// 155,000 of news, talks and manuals), and a fifth of those that Shift_JIS and EUC-JP have first.
const TAUGHT: [&str; 4] = [
    "一右雨円王音下火花貝学気九休玉金空月犬見五口校左三山子四糸字耳七車手十出女小上森人水正生青夕石赤千川先早草足村大男竹中虫町天田土二日入年白八百文木本名目立力林六",
    "引羽雲園遠何科夏家歌画回会海絵外角楽活間丸岩顔汽記帰弓牛魚京強教近兄形計元言原戸古午後語工公広交光考行高黄合谷国黒今才細作算止市矢姉思紙寺自時室社弱首秋週春書少場色食心新親図数西声星晴切雪船線前組走多太体台地池知茶昼長鳥朝直通弟店点電刀冬当東答頭同道読内南肉馬売買麦半番父風分聞米歩母方北毎妹万明鳴毛門夜野友用曜来里理話",
    "悪安暗医委意育員院飲運泳駅央横屋温化荷界開階寒感漢館岸起期客究急級宮球去橋業曲局銀区苦具君係軽血決研県庫湖向幸港号根祭皿仕死使始指歯詩次事持式実写者主守取酒受州拾終習集住重宿所暑助昭消商章勝乗植申身神真深進世整昔全相送想息速族他打対待代第題炭短談着注柱丁帳調追定庭笛鉄転都度投豆島湯登等動童農波配倍箱畑発反坂板皮悲美鼻筆氷表秒病品負部服福物平返勉放味命面問役薬由油有遊予羊洋葉陽様落流旅両緑礼列練路和",
    "愛案以衣位茨印英栄媛塩岡億加果貨課芽賀改械害街各覚潟完官管関観願岐希季旗器機議求泣給挙漁共協鏡競極熊訓軍郡群径景芸欠結建健験固功好香候康佐差菜最埼材崎昨札刷察参産散残氏司試児治滋辞鹿失借種周祝順初松笑唱焼照城縄臣信井成省清静席積折節説浅戦選然争倉巣束側続卒孫帯隊達単置仲沖兆低底的典伝徒努灯働特徳栃奈梨熱念敗梅博阪飯飛必票標不夫付府阜富副兵別辺変便包法望牧末満未民無約勇要養浴利陸良料量輪類令冷例連老労録",
];

fn is_common(kanji: char) -> bool {
    static SET: OnceLock<FxHashSet<char>> = OnceLock::new();
    SET.get_or_init(|| TAUGHT.iter().flat_map(|grade| grade.chars()).collect())
        .contains(&kanji)
}

/// What the letters of a text are that was read from bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Kana and common kanji, and other kanji.
    usual: usize,
    rare: usize,
    /// Half-width kana in well-formed words.
    half: usize,
    /// Half-width kana in other words, letters of other scripts, and characters for private use.
    strange: usize,
    /// Kana and kanji beside others: a single one is no word, as "痴" in "it痴", where half of it was "’".
    in_words: usize,
    has_half_marks: bool,
}

impl Tally {
    fn of(text: &str) -> Tally {
        let mut tally = Tally::default();
        let mut before = ' ';
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let kind = Kind::of(c);
            let end = rest.find(|c| Kind::of(c) != kind).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            let letters = run.chars().count();
            match kind {
                Kind::Half if is_half_width_word(run) && !before.is_alphanumeric() => {
                    tally.half += letters;
                }
                Kind::Half | Kind::Strange => tally.strange += letters,
                Kind::Japanese => {
                    let usual = run.chars().filter(|&c| !is_kanji(c) || is_common(c));
                    let usual = usual.count();
                    tally.usual += usual;
                    tally.rare += letters - usual;
                    tally.in_words += if letters == 1 { 0 } else { letters };
                }
                Kind::HalfMark => tally.has_half_marks = true,
                Kind::Other => {}
            }
            before = run.chars().next_back().unwrap_or(before);
            rest = after;
        }
        tally
    }

    /// Whether the text is Japanese as people write it, or has no letters but Latin ones: most kana and kanji are in
    /// words, and other letters are at most three for a usual one.
    fn is_plausible(&self) -> bool {
        let usual = self.usual + self.half;
        if usual + self.rare + self.strange == 0 {
            return !self.has_half_marks;
        }
        self.usual + self.rare <= 2 * self.in_words && self.rare + self.strange <= usual * 3
    }

    /// Whether all letters but Latin ones are half-width kana.
    fn is_half_width(&self) -> bool {
        0 < self.half && self.usual + self.rare + self.strange == 0
    }
}

/// What a character tells about the reading of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Japanese,
    Half,
    HalfMark,
    Strange,
    Other,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '\0'..='\x7f' => Kind::Other,
            '｡'..='･' => Kind::HalfMark,
            'ｦ'..='ﾟ' => Kind::Half,
            'ぁ'..='ゖ' | '々' | '〆' => Kind::Japanese,
            _ if is_katakana(c) || is_kanji(c) => Kind::Japanese,
            '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' => Kind::Strange,
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Kind::Other,
            _ if c.is_alphabetic() => Kind::Strange,
            _ => Kind::Other,
        }
    }
}

/// Whether a run of half-width kana is spelled like a word: it begins with no small kana, and marks of voice follow kana that
/// have them.
fn is_half_width_word(run: &str) -> bool {
    let mut before = None;
    let fits = |(before, c): (Option<char>, char)| match c {
        'ﾞ' => matches!(before, Some('ｳ' | 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ')),
        'ﾟ' => matches!(before, Some('ﾊ'..='ﾎ')),
        'ｧ'..='ｰ' => before.is_some(),
        _ => true,
    };
    run.chars().all(|c| fits((before.replace(c), c))) && 2 <= run.chars().count()
}
