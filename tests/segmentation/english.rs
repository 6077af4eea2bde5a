//! English sentences by class: a name, and a text with `|` where one sentence ends and the next begins.

use taiyaku::Language;

use crate::assert_sentences;

#[test]
fn titles_and_names() {
    assert_sentences(
        Language::English,
        &[
            ("title", "We saw Dr. Hale at noon.| She waved."),
            (
                "titles in a row",
                "Prof. Dr. Ruth Amsel spoke first.| Rev. Cole spoke last.",
            ),
            (
                "title before initials",
                "The grant went to Mr. J. P. Orme of Leeds.| He was glad.",
            ),
            (
                "junior inside",
                "Harold Finch Jr. opened the shop.| It did well.",
            ),
            (
                "junior at the end",
                "The shop belongs to Harold Finch Jr.| The bank owns the rest.",
            ),
            (
                "initials",
                "A. B. Corrie and T. S. Umber signed it.| Nobody else did.",
            ),
            (
                "one initial inside",
                "Lena K. Marsh was chosen.| She accepted.",
            ),
            (
                "degree",
                "Ines Palma, Ph.D., leads the group.| Her work is known.",
            ),
            (
                "degree at the end",
                "He never finished his Ph.D.| That still hurts.",
            ),
            (
                "saint",
                "The ferry calls at St. Olave on Mondays.| It leaves at six.",
            ),
            (
                "generals",
                "Gen. Ward met Lt. Col. Pike and Sgt. Amos.| They shook hands.",
            ),
            (
                "senator",
                "Sen. Ruiz and Rep. Holt disagree.| Gov. Lane does not care.",
            ),
            (
                "plural titles",
                "Messrs. Hand and Glove are lawyers.| They bill by the hour.",
            ),
            ("ma'am", "Yes, ma'am.| I will."),
            (
                "the pronoun at the end",
                "Nobody knew it better than I.| We laughed.",
            ),
            (
                "grade at the end",
                "She got an A.| He got a B.| They were both pleased.",
            ),
            (
                "vitamin",
                "Oranges hold vitamin C.| Carrots hold vitamin A.",
            ),
        ],
    );
}

#[test]
fn abbreviations() {
    assert_sentences(
        Language::English,
        &[
            (
                "etc. inside",
                "Bring nails, screws, etc. and a hammer.| We start early.",
            ),
            (
                "etc. at the end",
                "Bring nails, screws, etc.| We start early.",
            ),
            (
                "e.g. and i.e.",
                "Use a solvent, e.g. acetone, i.e. something strong.| Wear gloves.",
            ),
            (
                "cf. and viz.",
                "Two towns, viz. Aber and Dale, agreed (cf. Reed 1990).| The rest did not.",
            ),
            (
                "versus",
                "It was Harrow vs. Stone all over again.| Stone won.",
            ),
            (
                "company inside",
                "Orme Bros. and Vale Inc. merged with Tarn Ltd. in spring.| Prices rose.",
            ),
            (
                "company at the end",
                "She works for Vale Inc.| They make pumps.",
            ),
            (
                "country inside",
                "The U.S. Senate met.| The U.K. government did not.",
            ),
            (
                "country at the end",
                "He was born in the U.S.| His parents were not.",
            ),
            (
                "country before a verb",
                "The U.S. is large.| The E.U. has more people.",
            ),
            (
                "months",
                "It ran from Jan. 4 to Sept. 30.| Nobody came on Oct. 1.",
            ),
            (
                "weekdays",
                "Open Mon. to Fri. from nine.| Closed on Sun. and holidays.",
            ),
            (
                "streets",
                "Turn left at Elm St. and right at Mill Rd. by the church.| You are there.",
            ),
            (
                "states",
                "They moved from Boise, Ida., to Gary, Ind., last year.| They like it.",
            ),
            ("number", "See No. 7 on the map.| It is the old mill."),
            ("no, the answer", "Was it fair?| No.| It was not."),
            (
                "figures",
                "Fig. 3 and Figs. 4 and 5 show the valve.| Eq. 2 gives its flow.",
            ),
            ("pages", "Read p. 12 and pp. 30-34 of vol. 2.| Skip ch. 9."),
            (
                "sections",
                "Under sec. 4 and art. 12, para. 3, it is void.| The court agreed.",
            ),
            (
                "et al.",
                "Brandt et al. found the same.| So did Ivey et al. (2011).",
            ),
            (
                "et al. at the end",
                "The method is that of Brandt et al.| We changed one step.",
            ),
            (
                "circa",
                "The bowl dates from ca. 400 and the lid from c. 450.| Both are clay.",
            ),
            (
                "approximately",
                "It weighs approx. nine tons.| Do not lift it.",
            ),
            (
                "units",
                "Cut 3 in. off the board and add 2 oz. of glue.| Let it dry.",
            ),
            ("unit at the end", "The rope is 40 ft.| The mast is taller."),
            (
                "clock inside",
                "The bus leaves at 6 a.m. and returns at 9 p.m. daily.| It is full.",
            ),
            (
                "clock at the end",
                "The bus leaves at 6 a.m.| The next leaves at noon.",
            ),
            (
                "clock before brackets",
                "Call at 10 a.m. (local time) on Monday.| Ask for Jo.",
            ),
            ("postscript", "See you soon.| P.S. Bring the keys."),
            ("nota bene", "N.B. The lid is hot."),
            (
                "department",
                "The Dept. of Roads and the Univ. of Tarn paid for it.| It took years.",
            ),
            ("measure in brackets", "The rope was 40 yd. ( 36 m ) long."),
            (
                "resp. and incl.",
                "The price is 5 resp. 6 crowns, incl. tax.| Pay at the door.",
            ),
            (
                "mount and fort",
                "Mt. Alder and Ft. Reed are close.| We saw both.",
            ),
            (
                "editors",
                "In J. Moss (ed.), Old Boats, pp. 3-9.| It is out of print.",
            ),
            (
                "short forms of handbooks",
                "The author is anon. and the date prob. later.| It is a copy.",
            ),
            ("law", "Aber v. Dale settled it.| The ruling stands."),
        ],
    );
}

#[test]
fn numbers_and_names_with_stops() {
    assert_sentences(
        Language::English,
        &[
            (
                "decimals",
                "It rose 3.5 percent to 1,204.75.| It fell later.",
            ),
            ("money", "It costs $4.50.| That is cheap."),
            ("a year", "The mill closed in 1962.| It burned in 1963."),
            ("version", "Version 2.10.3 is out.| Install it."),
            ("section numbers", "See 4.2.1 and 4.2.2.| They differ."),
            ("section heading", "4.2.1 Fitting the valve"),
            ("numbered heading", "3. Results"),
            (
                "file names",
                "Open notes.txt and run setup.exe.| Then read main.rs.",
            ),
            (
                "library names",
                "We moved from Vue.js to .NET.| Nobody complained.",
            ),
            (
                "address of a page",
                "Go to https://example.org/a.b?c=d.e and log in.| It is free.",
            ),
            (
                "address at the end",
                "It is at www.example.org.| Have a look.",
            ),
            (
                "mailbox",
                "Write to j.orme@example.co.uk today.| She replies.",
            ),
            ("dotted numbers", "The host is 10.0.0.1.| The port is 80."),
            ("time", "It starts at 7.30.| Be there at 7:15."),
            ("ordinal", "It was the 3rd.| We came 4th."),
            ("range of pages", "See pages 4.| They matter."),
            ("temperature", "It was 30 °C.| We swam."),
            ("brand", "She works at Yahoo! as a clerk.| He does not."),
            ("hash and mention", "Thanks @reed for #three.| Well done."),
        ],
    );
}

#[test]
fn marks_in_runs() {
    assert_sentences(
        Language::English,
        &[
            ("exclamations", "Stop!!| Who goes there?!| Nobody."),
            ("ellipsis inside", "I thought... well, never mind.| Go on."),
            ("ellipsis at the end", "I thought so...| Then it rained."),
            (
                "one mark for an ellipsis",
                "She waited… and waited.| He never came.",
            ),
            (
                "ellipsis at the start",
                "...and so it ended.| We went home.",
            ),
            ("spaced ellipsis", "He said . . . nothing at all.| We left."),
            (
                "quotations that close apart",
                "He said, “It is written, ‘Go home.’ ”| Then he left.",
            ),
            (
                "straight quotations that close apart",
                "He said, \"It is written, 'Go home.' \"| Then he left.",
            ),
            ("four dots", "It was long ago....| Nobody remembers."),
            ("interrobang", "You did what‽ I mean it."),
            ("exclamation inside", "Oh! what a day it was.| We sang."),
            ("dash behind a stop", "She left.—Why?| Nobody knows."),
            ("wide marks", "Really？| Yes！| Good."),
        ],
    );
}

#[test]
fn quotations_and_brackets() {
    assert_sentences(
        Language::English,
        &[
            ("host goes on", "“Is it far?” she asked.| “No.”"),
            ("host with a name", "\"Is it far?\" Anna asked.| \"No.\""),
            ("host before", "She said, “It is far.”| He nodded."),
            ("new sentence behind", "“It is far.”| He nodded."),
            ("pronoun and verb", "\"It is far!\"| She said no more."),
            (
                "several sentences",
                "“It is far. We should go. Now!”| He nodded.",
            ),
            (
                "several, host goes on",
                "\"Wait! It is far!\" he cried.| She ran.",
            ),
            ("divided", "“It is far,” she said.| “We should go.”"),
            (
                "single marks",
                "'It is far. We should go,' she said.| He nodded.",
            ),
            ("single curly marks", "‘It is far.’| He nodded."),
            (
                "apostrophes",
                "The boys' boat wasn't theirs.| It was the girls'.",
            ),
            ("years", "It was popular in the '90s.| It isn't now."),
            ("nested", "“She said ‘no’ twice.”| He sighed."),
            ("nested at the end", "“She said, ‘Never.’”| He sighed."),
            ("broken off", "\"I only wanted--\"| The door slammed."),
            (
                "a word quoted",
                "The word \"stop.\" has a stop in it.| Odd.",
            ),
            (
                "source behind",
                "“The sea is a road.” (Hale 1999)| We agree.",
            ),
            (
                "sentence in brackets",
                "It failed.| (Nobody was told.)| We went on.",
            ),
            (
                "brackets inside",
                "The mill (it burned in 1963. Nobody died.) was rebuilt.| It stands.",
            ),
            (
                "brackets before the stop",
                "It burned (see below).| It stands.",
            ),
            ("square brackets", "He wrote “[t]he end.”| It was."),
            (
                "never closed",
                "She said “no and left.| He stayed.| It rained.",
            ),
            (
                "never closed bracket",
                "It was (so they said a lie.| He stayed.| It rained.",
            ),
            (
                "note numbers",
                "It is known.[3]| It is new.[4][5]| It is odd.",
            ),
            ("clause in brackets", "He won. (Which was no surprise.)"),
            (
                "long passage",
                "“The river rose in the night and by the morning it had taken the lower road and both of the bridges that the town had built after the war.| Nobody had been warned, because the man who read the gauge had gone to his daughter's wedding in the next valley.| By noon the water stood in the church.”| He read it twice.",
            ),
        ],
    );
}

#[test]
fn lists_and_lines() {
    assert_sentences(
        Language::English,
        &[
            (
                "list behind a sentence",
                "Pack these.| 1. A warm hat| 2. A dry map",
            ),
            (
                "list behind a colon",
                "Pack these:| a) a hat| b) a map| c) a lamp",
            ),
            (
                "list of sentences",
                "1. Open the lid.| 2. Add water.| 3. Close the lid.",
            ),
            ("brackets", "1) Open the lid| 2) Add water"),
            ("both marks", "1.) Open the lid| 2.) Add water"),
            ("bullets", "•1. A red kite| •2. A blue kite"),
            ("lines", "- Bread\n|- Milk\n|- Eggs"),
            ("starred lines", "* Bread\n|* Milk"),
            (
                "heading",
                "Opening Hours\n|We open at nine.| We close at five.",
            ),
            ("numbered lines", "1. Bread\n|2. Milk"),
            ("number behind a colon", "The answer is: 12.| We check it."),
            ("number at the end", "The answer is 3.| Write it down."),
            (
                "wrapped",
                "The kettle was put\non the stove.| Nobody lit\nthe gas.",
            ),
            (
                "wrapped and full",
                "The keeper of the lock walked down to the water every\nmorning before the sun was up and counted the boats that\nlay there.| He wrote the count into a book that nobody\never read.",
            ),
            (
                "lone stop",
                "Write to the harbour office\n.|\nOpening Hours",
            ),
            (
                "stop begins a line",
                "Write to the harbour office\n.| Ask for Jo.",
            ),
            (
                "measure on the next line",
                "The old bow could still send an arrow over a distance of up to 400 yd\n( 365 m ).",
            ),
            ("table cells", "Name\n|Age\n|Town"),
            ("two paragraphs", "One ends.\n\n|Two begins"),
            ("windows line ends", "One ends.\r\n|Two begins."),
            ("dialogue", "\"Come in.\"\n|\"Thank you.\""),
            (
                "speaker labels",
                "ANNA: Come in.| Sit down.\n|BEN: Thank you.",
            ),
            (
                "inline letters",
                "The tenant shall (a) pay the rent, (b) keep the house, and (c) tell us.| We shall repair it.",
            ),
        ],
    );
}

#[test]
fn mail_and_web() {
    assert_sentences(
        Language::English,
        &[
            ("closing", "Call me soon.| Kind regards,| Anna Orme"),
            ("emoticon", "Great work :-)| See you on Monday."),
            (
                "emoticon behind a stop",
                "Great work! :)| See you on Monday.",
            ),
            (
                "time stamp",
                "Ruth Amsel| 03/14/2003 09:26 AM| Please send the plan.",
            ),
            ("rule", "End of part one.| ==========| Part two begins."),
            (
                "addresses in a row",
                "http://example.org/one| http://example.org/two",
            ),
            (
                "address behind a stop",
                "Read this first.| http://example.org/one",
            ),
            ("small starts", "i came home late.| it rained."),
            (
                "small start behind a plain word",
                "We waited outside.| nobody came.",
            ),
            ("unspaced", "He paused.|Then he sang."),
            (
                "unspaced title",
                "The boat left Monday.|Mr. Reed went home.",
            ),
            ("unspaced question", "is it any good?|they say so"),
            ("camel", "eBay raised its fees.| iMac owners shrugged."),
        ],
    );
}

#[test]
fn law_and_science() {
    assert_sentences(
        Language::English,
        &[
            (
                "regulation",
                "The Council adopted Regulation (EC) No. 12/2004 on Dec. 3, 2004.| It applies from Mar. 1.",
            ),
            (
                "definitions",
                "In this Act, \"vessel\" means any boat.| \"Owner\" includes a lessee.",
            ),
            (
                "article and section",
                "Art. II, Sec. 4 applies.| The rest does not.",
            ),
            (
                "case with a citation",
                "In Aber v. Dale, 12 U.S. 34 (1931), the court held otherwise.| See id. at 40.",
            ),
            (
                "rules of procedure",
                "The court cited Fed. R. Civ. P. 12(b).| It dismissed the claim.",
            ),
            (
                "code",
                "15 U.S.C. § 78j applies.| See also 17 C.F.R. § 240.",
            ),
            (
                "statistics",
                "The effect was clear (p < .05).| We found none for age, F(1, 22) = 0.4, n.s.| We return to this below.",
            ),
            (
                "species",
                "The oak (Quercus robur L.) is common.| E. coli is not a plant.",
            ),
            ("ibidem", "See Moss, op. cit., p. 5.| Ibid. at 6."),
            (
                "clauses on lines",
                "The parties agree as follows:\n|(a) to pay;\n|(b) to deliver; and\n|(c) to insure.",
            ),
            ("transcript", "MR. ORME: Objection!| THE COURT: Sustained."),
            (
                "question and answer",
                "Q. What did you see?| A. A car.| Q. What colour?| A. Red.",
            ),
            (
                "footnotes",
                "1 See above.\n|2 Ibid., p. 3.\n|[3] Moss, p. 9.",
            ),
            (
                "superscript",
                "This was common in practice.11 |Take the mill.",
            ),
        ],
    );
}

#[test]
fn news_and_chat() {
    assert_sentences(
        Language::English,
        &[
            (
                "day behind the clock",
                "The talks end at 5 p.m. Friday in Leeds.| Nobody expects much.",
            ),
            (
                "zone behind the clock",
                "Call before 9 a.m. Eastern on Monday.| Ask for Jo.",
            ),
            (
                "party and state",
                "Sen. D. Orme (D., Ohio) voted aye.| Rep. Vale (R., N.C.) did not.",
            ),
            ("a number that begins", "She got 3 of 5.| 4 of 5 is better."),
            ("a year that begins", "I was born in 1980.| 1981 was cold."),
            (
                "millions",
                "The fair drew crowds from the U.S.| Millions came.",
            ),
            ("shouting", "You did WHAT?!?!| No way!!!"),
            ("subtitle", "- Why?\n|- Because."),
            (
                "opening hours",
                "Open from Sept. to Nov. and in May.| Closed otherwise.",
            ),
            ("recipe", "Mix 2 tbsp. sugar with 1 tsp. salt.| Stir."),
            ("height", "He is 6 ft. 2 in. tall.| She is 5 ft. tall."),
            ("inches", "It's a 5\" x 7\" photo.| Buy it."),
            (
                "a verb that is a day",
                "The cat sat.| Mary left.| The sun set.",
            ),
            ("a word that is a unit", "Come on in.| Mary is here."),
            ("verse", "Roses are red,\n|Violets are blue"),
            (
                "header of mail",
                "From: Ann Lee\n|Subject: Re: Plan B.\n|\nHi Bob,",
            ),
            ("bold and stressed", "He _really_ meant it.| _Nobody_ did."),
            ("pronoun behind an ellipsis", "Wait... I know.| Go on."),
            (
                "steps",
                "There are three steps:| 1. Wash.| 2. Rinse.| 3. Dry.",
            ),
        ],
    );
}

#[test]
fn novels() {
    assert_sentences(
        Language::English,
        &[
            (
                "three speakers",
                "\"Where were you?\"| \"At home.\"| \"Alone?\"",
            ),
            (
                "speech taken up again",
                "\"I don't know,\" said Mr. Hart.| \"Ask Mrs. Bell. She might.\"",
            ),
            (
                "inner quotation",
                "“What did he say?” asked Tom.| “He said ‘no.’ I think.”",
            ),
            (
                "quotation goes on",
                "The sign read \"Keep out!\" in red letters.| We kept out.",
            ),
            (
                "title in marks",
                "\"Who Is There?\" is a play.| It is long.",
            ),
            ("name behind a shout", "\"Run!\" Tom shouted.| \"Now!\""),
            ("action behind a shout", "\"Run!\"| Tom was already gone."),
            (
                "marks inside",
                "He called it \"great,\" \"good,\" and \"fine.\"| She agreed.",
            ),
            (
                "stops outside",
                "She said \"yes\".| He said \"no\".| They left.",
            ),
            ("broken off twice", "\"But--\"| \"No buts.\""),
            ("broken off, speaker", "\"But—\" he began.| \"No!\""),
            (
                "letters left out",
                "Rock 'n' roll was young in the '60s.| It isn't now.",
            ),
            (
                "speech of two paragraphs",
                "\"I have come a long way.\n|\"And I am hungry too.\"",
            ),
            ("asking without marks", "Why? asked he.| No answer came."),
            ("chapter", "CHAPTER II. THE STORM\n\n|It rained."),
        ],
    );
}
