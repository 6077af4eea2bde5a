//! Tables of comparisons, deeds and counts that were turned, and of what may, must and was done.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn sides_of_a_comparison() {
    table(
        Check::Opposite,
        &[
            (
                "a deed that is done better",
                "Wool holds water better than cotton does.",
                "綿は羊毛よりも水をよく含む。",
                "warning Wool holds water, cotton | 綿, 羊毛",
            ),
            (
                "the same, kept",
                "Wool holds water better than cotton does.",
                "羊毛は綿よりも水をよく含む。",
                "",
            ),
            (
                "a denial in another clause",
                "The bear was heavier than the wolf, though nobody weighed them.",
                "誰も量らなかったが、狼は熊より重かった。",
                "warning bear, wolf | 狼, 熊",
            ),
            (
                "less in place of more",
                "This year's catch was smaller than last year's.",
                "今年の漁獲量は昨年を上回った。",
                "warning smaller | を上回",
            ),
            (
                "more in place of less",
                "The price was higher than we expected.",
                "値段は予想を下回った。",
                "warning higher | を下回",
            ),
            (
                "fewer things",
                "Fewer swallows came than in the previous summer.",
                "前の夏より多くのツバメがやって来た。",
                "warning Fewer | より多",
            ),
            (
                "a quality that is less",
                "The eastern face is far less difficult.",
                "東壁のほうがはるかに難しい。",
                "hint less difficult | 難",
            ),
            (
                "nothing is more so",
                "Nothing on the table was cheaper than the brass bell.",
                "机の上にその真鍮の鈴ほど高いものはなかった。",
                "warning cheaper | 高い",
            ),
        ],
    );
    silent(
        Check::Opposite,
        &[
            (
                "the other side first, by the opposite",
                "It was colder outside the hut than inside.",
                "小屋の中は外より暖かかった。",
            ),
            (
                "the new and the old",
                "The new pump is cheaper than the old one.",
                "古いポンプのほうが新しいものより高い。",
            ),
            (
                "more of one than of the other",
                "More widows than widowers live there.",
                "そこに住む男やもめは未亡人より少ない。",
            ),
            (
                "it costs less",
                "A goose costs less than a sheep.",
                "ガチョウは羊より安い。",
            ),
            (
                "less, put as little",
                "The eastern face is far less difficult.",
                "東壁の難しさははるかに小さい。",
            ),
        ],
    );
}

#[test]
fn who_thanks_whom() {
    table(
        Check::Opposite,
        &[
            (
                "thanks",
                "The captain thanked the sailors for their patience.",
                "船員たちは船長に礼を言った。",
                "warning captain, sailors | 船員, 船長",
            ),
            (
                "a thing with a word before it",
                "The tenant sued his former landlord.",
                "元の家主が借主を訴えた。",
                "warning tenant, landlord | 家主, 借主",
            ),
            (
                "another clause before it",
                "The dog chased the fox across the field.",
                "野原を横切り、狐が犬を追いかけた。",
                "warning dog, fox | 狐, 犬",
            ),
            (
                "as it is, behind another clause",
                "The dog chased the fox across the field.",
                "野原を横切り、犬が狐を追いかけた。",
                "",
            ),
            (
                "whom somebody chases who caught another",
                "The hunter caught the fox.",
                "狐が恐れる猟師を犬が捕まえた。",
                "",
            ),
        ],
    );
    table(
        Check::Name,
        &[
            (
                "left and reached",
                "Our bus leaves Osaka at six and reaches Nagoya by noon.",
                "バスは6時に名古屋を出て、正午までに大阪に着く。",
                "warning Osaka, Nagoya | 名古屋, 大阪",
            ),
            (
                "beaten, behind a setting",
                "Peru beat Chile in the final.",
                "決勝では、チリがペルーを破った。",
                "warning Peru, Chile | チリ, ペルー",
            ),
            (
                "a prefecture",
                "The comet was seen from Aomori.",
                "その彗星は秋田で観測された。",
                "warning Aomori | 秋田",
            ),
        ],
    );
}

#[test]
fn counts_with_other_things() {
    table(
        Check::Number,
        &[
            (
                "divided by a particle, beside a date",
                "A crew of 7 sailors caught 260 crabs in March.",
                "3月に260人の船員が7匹の蟹を捕った。",
                "warning 7, 260 | 260, 7",
            ),
            (
                "as they are",
                "A crew of 7 sailors caught 260 crabs in March.",
                "3月に7人の船員が260匹の蟹を捕った。",
                "",
            ),
        ],
    );
}

#[test]
fn what_was_to_be_done() {
    table(
        Check::Polarity,
        &[
            (
                "allowed, required politely",
                "Visitors may feed the goats.",
                "来訪者はヤギに餌をやらなければなりません。",
                "hint may | 来訪者はヤギに餌をやらなければなりません。",
            ),
            (
                "possible, required",
                "The tool can sort the lines.",
                "このツールは行を並べ替える必要がある。",
                "hint can | このツールは行を並べ替える必要がある。",
            ),
            (
                "advised, allowed",
                "You should oil the chain before winter.",
                "冬の前に鎖に油を差してもかまいません。",
                "hint should | 冬の前に鎖に油を差してもかまいません。",
            ),
            (
                "needless, required",
                "Pupils are not required to return the unused forms.",
                "生徒は未使用の用紙を返却する必要がございます。",
                "hint Pupils are not required to return the unused forms. | 生徒は未使用の用紙を返却する必要がございます。",
            ),
            (
                "asked for, done",
                "Please return the oars to the shed.",
                "オールを小屋に返却しました。",
                "hint Please | オールを小屋に返却しました。",
            ),
            (
                "asked for",
                "Please return the oars to the shed.",
                "オールは小屋にお戻しいただくことになりました。",
                "",
            ),
            (
                "too much, and done",
                "The boy was too proud to greet the king.",
                "少年はとても誇り高く、王に挨拶した。",
                "hint too | 少年はとても誇り高く、王に挨拶した。",
            ),
            (
                "too much",
                "The boy was too proud to greet the king.",
                "少年は誇り高すぎて王に挨拶できなかった。",
                "",
            ),
            (
                "nobody, and everybody",
                "Nobody noticed the leak.",
                "誰もが水漏れに気づいた。",
                "hint Nobody | 誰もが水漏れに気づいた。",
            ),
            (
                "why",
                "Why did the mayor close the bridge?",
                "市長は橋を閉鎖した。",
                "hint ? | 市長は橋を閉鎖した。",
            ),
            (
                "an exclamation",
                "What a lovely harbour this is!",
                "ここはどんな港ですか。",
                "hint What a lovely harbour this is! | か",
            ),
            (
                "less of it negates nothing",
                "Fewer goats than sheep came.",
                "来たヤギは羊より少なかった。",
                "",
            ),
        ],
    );
}
