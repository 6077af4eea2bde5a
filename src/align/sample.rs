//! Small texts and their models, for the tests of this room.
//!
//! In: numbers of lines, or two texts. Out: a [`Sample`], read, and the costs of a pass over it.

use std::ops::Range;
use std::sync::Arc;

use proptest::collection::VecStrategy;

use crate::align::cost::{Adaptation, CostModel};
use crate::align::models::Models;
use crate::align::score::Score;
use crate::anchor::Anchored;
use crate::anchor::features::Features;
use crate::bitext::Bitext;
use crate::lexicon::Lexicon;
use crate::text::Document;

const LINES: [(&str, &str); 9] = [
    (
        "The mill was built in 1871.",
        "水車小屋は1871年に建てられた。",
    ),
    (
        "A mill stood there in 1871, too.",
        "1871年にはそこにも水車小屋があった。",
    ),
    ("Who keeps the key?", "鍵は誰が持っているのか？"),
    (
        "\u{201c}I do,\u{201d} said Anna.",
        "「私です」とアンナが言った。",
    ),
    (
        "The Radix 300 weighs 45 kg.",
        "Radix 300の重さは45キロである。",
    ),
    (
        "Its wheel, which turned day and night, was taken down in 1902, and the timber was sold.",
        "昼も夜も回り続けたその水車は1902年に取り壊され、木材は売られた。",
    ),
    ("No.", "いいえ。"),
    ("", ""),
    (
        "The computer hummed; the printer was silent.",
        "コンピューターはうなり、プリンターは黙っていた。",
    ),
];

/// Numbers of lines.
pub(crate) fn lines(n: Range<usize>) -> VecStrategy<Range<usize>> {
    proptest::collection::vec(0..LINES.len(), n)
}

/// A bitext that was read.
pub(crate) struct Sample {
    anchored: Anchored,
    score: Arc<Score>,
}

impl Sample {
    /// Of lines by their numbers on both sides, and one more that neither side lacks.
    pub(crate) fn new(source: &[usize], target: &[usize]) -> Sample {
        let english: Vec<&str> = source.iter().map(|&k| LINES[k].0).collect();
        let japanese: Vec<&str> = target.iter().map(|&k| LINES[k].1).collect();
        Sample::of(
            &format!("{}\nThe end.", english.join("\n")),
            &format!("{}\nおわり。", japanese.join("\n")),
        )
    }

    /// Of two texts, by the lexicon that knows nothing.
    pub(crate) fn of(source: &str, target: &str) -> Sample {
        let bitext = Bitext::new(source, target);
        Sample {
            anchored: Anchored::new(&bitext, Arc::new(Lexicon::empty())),
            score: Score::usual(),
        }
    }

    pub(crate) fn features(&self) -> &Features {
        self.anchored.features()
    }

    pub(crate) fn target(&self) -> &Document {
        self.anchored.bitext().target()
    }

    /// Segments of the source and of the target.
    pub(crate) fn size(&self) -> (usize, usize) {
        let features = self.features();
        (features.source.n_segments(), features.target.n_segments())
    }

    pub(crate) fn score(&self) -> &Score {
        &self.score
    }

    /// That of the first pass.
    pub(crate) fn adaptation(&self) -> Adaptation {
        Adaptation::new(&self.score.weights)
    }

    /// Runs a test on the costs of a pass.
    pub(crate) fn with_model<T>(
        &self,
        adaptation: &Adaptation,
        test: impl FnOnce(CostModel<'_>) -> T,
    ) -> T {
        let features = self.features();
        let models = Models::of(features, &self.score, None);
        test(models.costs(features, adaptation))
    }
}
