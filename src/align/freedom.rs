//! How freely a document is translated, and what its words are worth for that.
//!
//! In: pairs of segments and the model of a pass. Out: how many of their words meet; the weights that suit the document. The
//! rates of the dictionary are those of usual translations, in which three words of four that can meet do. In a novel or an old
//! text half of them do, and a word that is missed hardly tells that its sentence has no partner. O(words of 100 pairs).

use crate::align::cost::CostModel;
use crate::align::learn::SureBead;
use crate::align::weights::Weights;

/// Pairs that show how well a document meets.
const MOST_PAIRS: usize = 100;
/// Each document begins with this many words of which this share meet, so that a few pairs alone do not decide.
const WORDS_BEFORE: f32 = 20.0;
const USUAL_SHARE: f32 = 0.75;

/// How many words of some of the pairs meet, and how many could.
pub(crate) fn words_met(pairs: &[SureBead], model: &CostModel<'_>) -> [f32; 2] {
    let (backward, forward) = model.evidence();
    let step = pairs.len().div_ceil(MOST_PAIRS).max(1);
    let of_pairs = pairs.iter().step_by(step).flat_map(|&(source, target)| {
        let of_source = forward.met(source, target, backward);
        let of_target = backward.met(target, source, forward);
        [of_source, of_target]
    });
    of_pairs.fold([0.0, 0.0], |[met, all], [here, of]| {
        [met + here as f32, all + of as f32]
    })
}

/// The weights for a document with these sure pairs, if they are others than the usual ones.
pub(crate) fn weights_for(
    sure: &[SureBead],
    model: &CostModel<'_>,
    usual: &Weights,
) -> Option<Weights> {
    let [met, all] = words_met(sure, model);
    let share = (met + USUAL_SHARE * WORDS_BEFORE) / (all + WORDS_BEFORE);
    let worth = 1.0 - usual.free_slope * (usual.free_below - share) / usual.free_below;
    (worth < 1.0).then(|| usual.of_free_translation(worth.max(usual.free_least)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    #[test]
    fn words_count_less_where_few_of_them_meet() {
        let lines: Vec<usize> = (0..32).map(|k| [0, 4, 5, 8][k % 4]).collect();
        let sample = Sample::new(&lines, &lines);
        let usual = Weights::default();
        let weights = |shift: usize| {
            let pair = |k: usize| ((k, k + 1), (k + shift, k + shift + 1));
            let sure: Vec<SureBead> = (0..24).map(pair).collect();
            let adaptation = sample.adaptation();
            sample.with_model(&adaptation, |model| weights_for(&sure, &model, &usual))
        };
        assert_eq!(weights(0), None, "all words meet");
        let free = weights(1).expect("no word meets");
        assert_eq!(
            free.rate_dictionary,
            usual.free_least * usual.rate_dictionary
        );
        assert_eq!(free.rate_number, usual.rate_number);
        assert!(free.orphan_kanji > usual.orphan_kanji);
    }

    #[test]
    fn a_single_pair_decides_little() {
        let sample = Sample::new(&[0, 4], &[4, 0]);
        let adaptation = sample.adaptation();
        let sure = [((0, 1), (0, 1))];
        let usual = Weights::default();
        let weights = sample.with_model(&adaptation, |model| weights_for(&sure, &model, &usual));
        let rate = weights.map_or(usual.rate_dictionary, |weights| weights.rate_dictionary);
        assert!(rate > 0.9 * usual.rate_dictionary, "{rate}");
    }
}
