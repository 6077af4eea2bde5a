//! Which encoding is found for texts of many kinds, in every encoding.
//!
//! In: short texts, and bytes that are no text. Out: failures that name the row.

use super::*;
use crate::format::decode;

/// A name, bytes, and the text or what the error says after the name of the file.
type Row = (
    &'static str,
    &'static [u8],
    Result<&'static str, &'static str>,
);

fn check(rows: &[Row]) {
    for &(name, bytes, expected) in rows {
        let found = decode(bytes.to_vec(), "f").map_err(|error| {
            assert!(error.is_format(), "{name}");
            error.to_string()
        });
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{name}"),
            (Err(found), Err(expected)) => {
                assert!(
                    found.starts_with(&format!("f: {expected}")),
                    "{name}: {found}"
                );
            }
            (found, _) => panic!("{name}: {found:?}"),
        }
    }
}

#[test]
fn marks_and_zeros_decide() {
    check(&[
        ("empty", b"", Ok("")),
        ("ASCII", b"rain\r\nand\rsnow", Ok("rain\r\nand\rsnow")),
        ("mark", b"\xef\xbb\xbfrain", Ok("rain")),
        ("UTF-16 with a mark", b"\xff\xfe\xe8\x96a\0", Ok("雨a")),
        ("the other order", b"\xfe\xff\x96\xe8\0a", Ok("雨a")),
        ("a mark alone", b"\xff\xfe", Ok("")),
        ("a mark in the text", b"a\xef\xbb\xbfb", Ok("a\u{feff}b")),
        ("English without a mark", b"r\0a\0i\0n\0", Ok("rain")),
        ("English, high byte first", b"\0r\0a\0i\0n", Ok("rain")),
        (
            "kana that look like ASCII",
            b"0A0B0C0D0E0F",
            Ok("0A0B0C0D0E0F"),
        ),
        (
            "English of an even length",
            b"bush hid the facts",
            Ok("bush hid the facts"),
        ),
        (
            "a zero in a long text",
            LONG_WITH_A_ZERO.as_bytes(),
            Ok(LONG_WITH_A_ZERO),
        ),
        (
            "half a unit",
            b"\xff\xfer\0a",
            Err("byte 4: expected UTF-16LE, found 0x61"),
        ),
        (
            "UTF-32",
            b"\xff\xfe\0\0r\0\0\0",
            Err("byte 0: expected UTF-8, found the byte order mark of UTF-32"),
        ),
        (
            "cut short",
            "雨が降ってきた\u{e9}"
                .as_bytes()
                .split_last()
                .expect("bytes")
                .1,
            Err("byte 21: expected UTF-8, found 0xc3"),
        ),
    ]);
}

const LONG_WITH_A_ZERO: &str = "It rained all day, and nobody came to the station. \0 The last train was late, and the lamps were out.";

#[test]
fn what_is_no_text_is_named() {
    let looks = |what| Err(what);
    check(&[
        (
            "zip",
            b"PK\x03\x04\x14\0",
            looks("expected text, found what looks like a zip archive"),
        ),
        (
            "PDF",
            b"%PDF-1.7\n",
            looks("expected text, found what looks like a PDF document"),
        ),
        (
            "PNG",
            b"\x89PNG\r\n\x1a\n\0\0",
            looks("expected text, found what looks like a PNG image"),
        ),
        (
            "JPEG",
            b"\xff\xd8\xff\xe0\0",
            looks("expected text, found what looks like a JPEG image"),
        ),
        (
            "Word 97",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            looks("expected text, found what looks like an old"),
        ),
        (
            "RTF",
            b"{\\rtf1\\ansi",
            looks("expected text, found what looks like an RTF document"),
        ),
        (
            "sound",
            b"RIFF\x24\0\0\0WAVE",
            looks("expected text, found what looks like a sound"),
        ),
        ("a word", b"RIFFLE", Ok("RIFFLE")),
        (
            "data",
            b"\x01\0\x02\x90\xff\0\0\0",
            looks("byte 1: expected text, found a zero"),
        ),
        (
            "zeros",
            b"\0\0\0\0\0\0",
            looks("byte 0: expected text, found a zero"),
        ),
    ]);
}

#[cfg(not(feature = "encodings"))]
#[test]
fn without_the_feature_other_bytes_are_damage() {
    check(&[(
        "Shift_JIS",
        b"\x89\x4a",
        Err("byte 0: expected UTF-8, found 0x89"),
    )]);
}

/// Short texts of many kinds: sentences, headings, names, addresses, tables, mail, code, half-width kana.
const JAPANESE: [&str; 120] = [
    "雨が降ってきた。",
    "今日は休みです",
    "お疲れさまでした。",
    "ありがとうございます",
    "もう少し待ってください。",
    "彼は黙っていた。",
    "窓の外は暗い。",
    "駅前で会おう",
    "犬が吠えている",
    "夜が明けるまで",
    "「どこへ行くの？」",
    "「知らないよ」と彼女は言った。",
    "……そうかもしれない。",
    "それから三日後、",
    "春はあけぼの、",
    "会社概要と沿革",
    "代表取締役社長",
    "東京都千代田区丸の内一丁目",
    "大阪市北区梅田二丁目",
    "北海道札幌市中央区",
    "山田太郎様方",
    "佐藤一郎、鈴木次郎",
    "株式会社東洋精機製作所",
    "有限会社丸山商店",
    "昭和三十八年四月一日",
    "平成十二年法律第三号",
    "第一章　総則",
    "第二条（定義）",
    "附則（施行期日）",
    "別表第一（第三条関係）",
    "注意事項について",
    "取扱説明書",
    "品質保証書（保管用）",
    "使用上の注意",
    "安全のために必ずお守りください",
    "プログラムを終了する",
    "データベースの設定",
    "インストール手順",
    "エラーが発生しました",
    "ネットワーク接続",
    "サーバー証明書",
    "ダウンロード中…",
    "ファイル名を指定",
    "ユーザー登録フォーム",
    "パスワードを忘れた方",
    "Windows版とMac版",
    "HTMLの書き方",
    "JavaScript入門",
    "ver.2.0の変更点",
    "CPU使用率：80％",
    "1. はじめに",
    "(2) 調査の方法",
    "①目的　②方法",
    "●開催日時　5月3日",
    "★新着情報★",
    "TEL：03-1234-5678",
    "〒100-0001 東京都",
    "¥1,200（税込）",
    "10時～17時まで",
    "午前九時集合",
    "件名: 会議の件",
    "Re: お見積もり",
    "いつもお世話になっております。",
    "以上、よろしくお願いします。",
    "ご確認ください。",
    "ﾃｽﾄｹｯｶ ﾘｮｳｺｳ",
    "ﾄｳｷｮｳﾄ ﾁﾖﾀﾞｸ",
    "ﾔﾏﾀﾞ ﾀﾛｳ ｻﾏ",
    "ｶﾌﾞｼｷｶﾞｲｼｬ ｻﾄｳ",
    "ﾐﾂｲｽﾐﾄﾓｷﾞﾝｺｳ ｶﾏﾀｼﾃﾝ",
    "ﾌﾘｶﾞﾅ：ｲﾄｳ ﾊﾅｺ",
    "山田太郎 ﾔﾏﾀﾞ ﾀﾛｳ",
    "合計ﾃﾞｰﾀの確認",
    "ｻｰﾊﾞｰを再起動",
    "ﾒｰﾙｱﾄﾞﾚｽ: a@b.jp",
    "桜の花が満開だ",
    "川沿いの道を歩く",
    "薔薇と百合の庭",
    "蜻蛉が飛んでいる",
    "鬱蒼とした森の奥",
    "憂鬱な日曜日",
    "醤油と味噌と豆腐",
    "饂飩と蕎麦",
    "寿司屋の大将",
    "珈琲を一杯",
    "源氏物語絵巻",
    "縄文土器（東京国立博物館蔵）",
    "重要文化財指定",
    "江戸時代後期の作",
    "紙本著色一幅",
    "運転免許証番号",
    "時刻表（平日）",
    "次の停車駅は品川",
    "二番線発車時刻",
    "普通列車のみ停車",
    "学歴・職歴",
    "大学卒業見込",
    "趣味：読書と登山",
    "資格：簿記二級",
    "志望動機について",
    "問一　次の文を読め。",
    "選択肢から選びなさい",
    "配点は各五点",
    "解答用紙は別紙",
    "試験時間六十分",
    "原告の請求を棄却する。",
    "上告人は控訴した",
    "判決主文の通り",
    "弁護士費用等",
    "民法第七百九条",
    "血圧：120/80",
    "診断書在中",
    "処方箋の有効期限",
    "食後三十分以内",
    "副作用の報告",
    "風立ちぬ、いざ生きめやも。",
    "吾輩は猫である",
    "国境の長いトンネル",
    "古池や蛙飛びこむ水の音",
    "いろはにほへと",
];

#[cfg(feature = "encodings")]
#[test]
fn japanese_in_utf16_without_a_mark_is_recognised() {
    let (mut n_right, mut n_all, mut wrong) = (0, 0, Vec::new());
    for text in JAPANESE {
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [low, high] {
            n_all += 1;
            match decode(bytes, "f") {
                Ok(found) if found == text => n_right += 1,
                found => wrong.push((text, found)),
            }
        }
    }
    // A few have the bytes of printed ASCII by chance, and only those may be missed.
    let percent = 100.0 * f64::from(n_right) / f64::from(n_all);
    assert!(98.0 <= percent, "{percent:.2} % of {n_all}: {wrong:?}");
}

#[cfg(feature = "encodings")]
mod legacy {
    use super::*;
    use crate::format::encoding::reader_of;

    /// Half of the English is ASCII, half has marks that Japanese encodings have too.
    const ENGLISH: [&str; 5] = [
        "It rained.",
        "Mr. 山田 said hello to me.",
        "It rained in 東京, and we stayed at home.",
        "He said “no” – and left …",
        "It’s late; they don’t mind.",
    ];

    fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
        let (bytes, _, unmappable) = reader_of(encoding).encode(text);
        (!unmappable).then(|| bytes.into_owned())
    }

    #[test]
    fn short_texts_in_every_encoding() {
        let encodings = [Encoding::ShiftJis, Encoding::EucJp, Encoding::Iso2022Jp];
        let (mut n_right, mut n_all, mut wrong) = (0, 0, Vec::new());
        for encoding in encodings {
            for text in JAPANESE {
                // ISO-2022-JP has no half-width kana: the encoder writes wide ones.
                let Some(bytes) = encoded(text, encoding) else {
                    continue;
                };
                n_all += 1;
                let text = crate::format::decode_as(bytes.clone(), encoding, "f").expect(text);
                match decode(bytes, "f") {
                    Ok(found) if found == text => n_right += 1,
                    found => wrong.push((encoding, text, found)),
                }
            }
        }
        let percent = 100.0 * f64::from(n_right) / f64::from(n_all);
        assert!(300 < n_all, "{n_all}");
        assert!(99.0 <= percent, "{percent:.2} % of {n_all}: {wrong:?}");
    }

    #[test]
    fn english_in_japanese_encodings() {
        for text in ENGLISH {
            for encoding in [Encoding::ShiftJis, Encoding::Iso2022Jp] {
                if let Some(bytes) = encoded(text, encoding) {
                    let text = crate::format::decode_as(bytes.clone(), encoding, "f").expect(text);
                    assert_eq!(decode(bytes, "f").ok(), Some(text), "{encoding}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_japanese_encoding_is_named() {
        check(&[
            (
                "an open quotation",
                b"\x93If you come, bring a lamp; \x93I will wait.",
                Err("byte 0: expected UTF-8, found 0x93: it may be windows-1252"),
            ),
            (
                "windows-1252",
                b"It\x92s raining.",
                Err("byte 2: expected UTF-8, found 0x92: it may be windows-1252, which is read only if it is named"),
            ),
            ("a degree", b"At 20\xb0C it melts.", Err("byte 5: expected UTF-8, found 0xb0: it may be windows-125")),
            ("pounds", b"\xa35 and 50\xa2", Err("byte 0: expected UTF-8, found 0xa3: it may be windows-125")),
            ("accents", b"R\xe9sum\xe9", Err("byte 1: expected UTF-8, found 0xe9: it may be windows-1252")),
            (
                "simplified Chinese",
                b"\xba\xd3\xcb\xae\xd4\xda\xd2\xb9\xc0\xef\xd3\xd6\xd5\xc7\xc1\xcb",
                Err("byte 0: expected UTF-8, found 0xba: it may be GBK; save it as UTF-8"),
            ),
            (
                "Korean",
                b"\xb9\xe3\xbb\xe7\xc0\xcc\xbf\xa1 \xb0\xad\xb9\xb0\xc0\xcc \xb4\xd9\xbd\xc3 \xba\xd2\xbe\xee\xb3\xb5\xb4\xd9.",
                Err("byte 0: expected UTF-8, found 0xb9: it may be EUC-KR; save it as UTF-8"),
            ),
        ]);
        let (chinese, ..) =
            encoding_rs::BIG5.encode("這條河的水在夜裡又漲了，我們沒有時間說話了。");
        let error = decode(chinese.into_owned(), "f").expect_err("Big5");
        assert!(error.to_string().contains("it may be Big5"), "{error}");
    }

    #[test]
    fn damage_is_told_from_another_encoding() {
        let text = "雨が降ってきた。家にいた。".repeat(9);
        for encoding in [Encoding::Utf8, Encoding::ShiftJis, Encoding::EucJp] {
            let mut bytes = encoded(&text, encoding).expect("Japanese");
            let place = bytes.len();
            bytes.extend_from_slice(b"\xffab\n");
            let expected = format!("f: byte {place}: expected {encoding}, found 0xff");
            assert_eq!(decode(bytes, "f").unwrap_err().to_string(), expected);
        }
    }
}
