//! Tables of exchanged roles, owners and times, and of Chinese that was left.

use crate::review::Check;
use crate::review::tests::table;

#[test]
fn who_does_it_to_whom() {
    table(
        Check::Opposite,
        &[
            (
                "an animal",
                "The dog chased the cat into the barn.",
                "猫が犬を納屋へ追いかけた。",
                "warning dog, cat | 猫, 犬",
            ),
            (
                "kept",
                "The dog chased the cat into the barn.",
                "犬が猫を納屋へ追いかけた。",
                "",
            ),
            (
                "the other as the subject of a passive",
                "The dog chased the cat into the barn.",
                "猫が犬に追いかけられて納屋に入った。",
                "",
            ),
            (
                "by whom",
                "The teacher was praised by the principal.",
                "先生は校長を褒めた。",
                "warning teacher, principal | 先生, 校長",
            ),
            (
                "by whom, kept",
                "The teacher was praised by the principal.",
                "先生は校長に褒められた。",
                "",
            ),
            (
                "a feeling",
                "The news surprised the mayor.",
                "市長はその知らせを聞いて驚いた。",
                "",
            ),
            (
                "lent, and borrowed by the other",
                "Ken lent Lisa a tent.",
                "リサはケンにテントを借りた。",
                "",
            ),
            (
                "lent, and borrowed",
                "Ken lent Lisa a tent.",
                "ケンはリサにテントを借りた。",
                "warning lent | 借りた",
            ),
            (
                "learned, and taught",
                "Ken learned French from Lisa.",
                "ケンはリサにフランス語を教えた。",
                "warning learned | 教えた",
            ),
        ],
    );
}

#[test]
fn who_gets_it_from_whom() {
    table(
        Check::Name,
        &[
            (
                "learned",
                "Ken learned the song from Lisa.",
                "リサはケンからその歌を習った。",
                "warning Ken, Lisa | リサ, ケン",
            ),
            (
                "got",
                "Ken got a letter from Lisa.",
                "リサはケンから手紙をもらった。",
                "warning Ken, Lisa | リサ, ケン",
            ),
            (
                "lent, and borrowed by the other",
                "Ken lent Lisa a tent.",
                "リサはケンにテントを借りた。",
                "",
            ),
            (
                "got, and given by the other",
                "Ken got a letter from Lisa.",
                "リサはケンに手紙を送った。",
                "",
            ),
        ],
    );
}

#[test]
fn whose_it_is() {
    table(
        Check::Opposite,
        &[
            (
                "ours and yours",
                "We will send you our prices on Monday.",
                "月曜日に貴社の価格をお送りします。",
                "hint our prices | 貴社の価格",
            ),
            (
                "ours, kept",
                "We will send you our prices on Monday.",
                "月曜日に弊社の価格をお送りします。",
                "",
            ),
            (
                "yours and mine",
                "Your father phoned this morning.",
                "今朝、私の父から電話がありました。",
                "hint Your father | 私の父",
            ),
            (
                "his and hers",
                "His brother is a baker.",
                "彼女の兄はパン屋だ。",
                "hint His brother | 彼女の兄",
            ),
            (
                "both are named",
                "His brother met her father.",
                "彼の兄は彼女の父に会った。",
                "",
            ),
            (
                "a name with 君",
                "Tanaka's son met my father.",
                "田中君の父が息子に会った。",
                "",
            ),
        ],
    );
}

#[test]
fn times_that_are_turned() {
    table(
        Check::Opposite,
        &[
            (
                "next month",
                "The clinic opens next month.",
                "診療所は先月開院した。",
                "warning next month | 先月",
            ),
            (
                "last week",
                "The ferry sank last week.",
                "フェリーは来週沈んだ。",
                "warning last week | 来週",
            ),
            (
                "told from another day",
                "Last week she said the clinic would open next month.",
                "診療所は来月開くと、彼女は先週話していた。",
                "",
            ),
            (
                "a sister-in-law",
                "My brother's wife bakes bread.",
                "義姉はパンを焼く。",
                "",
            ),
            (
                "a cat by its coat",
                "A tabby cat slept on the wall.",
                "トラ猫が塀の上で眠っていた。",
                "",
            ),
        ],
    );
}

#[test]
fn chinese_that_was_left() {
    table(
        Check::Untranslated,
        &[
            (
                "a word",
                "The town announced the tides.",
                "町は潮位を发表した。",
                "warning | 发表",
            ),
            (
                "a sentence",
                "Please wait behind the rope.",
                "请在绳子后面等候。",
                "error | 请在绳子后面等候",
            ),
            (
                "English that the original does not have",
                "The captain checked the rope.",
                "船長は sturdy なロープを調べた。",
                "hint | sturdy",
            ),
            (
                "English of which the original has another form",
                "Stop mimicking the gulls.",
                "カモメを mimic するのはやめなさい。",
                "",
            ),
            ("quoted", "She said xiexie.", "彼女は「谢谢」と言った。", ""),
        ],
    );
}
