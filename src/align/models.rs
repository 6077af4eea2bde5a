//! [`Models`]: what the features alone tell of a document, before any pass.
//!
//! In: features and the weights. Out: the evidence of both directions and the length model. Those of a bitext that was read are
//! kept with it, since the search for moved passages begins with the same ones. O(units + links + segments), then O(1).

use std::sync::Arc;

use crate::align::cost::{Adaptation, CostModel};
use crate::align::evidence::Evidence;
use crate::align::learn::LearnedLexicon;
use crate::align::length::LengthModel;
use crate::align::score::Score;
use crate::anchor::features::Features;
use crate::anchor::kept::Kept;
use crate::parallel;

/// The models of a document. A copy is shared until it learns something.
#[derive(Clone)]
pub(crate) struct Models {
    /// What the target's units say of the source, and the other way round.
    backward: Arc<Evidence>,
    forward: Arc<Evidence>,
    length: Arc<LengthModel>,
    score: Arc<Score>,
}

impl Models {
    fn new(features: &Features, score: &Arc<Score>) -> Self {
        let ((backward, forward), length) = parallel::join(
            || Evidence::both_ways(features, &score.weights),
            || LengthModel::of(features, score),
        );
        Models {
            backward: Arc::new(backward),
            forward: Arc::new(forward),
            length: Arc::new(length),
            score: Arc::clone(score),
        }
    }

    /// The models of some features, kept with their bitext if it outlives the work.
    pub(crate) fn of(features: &Features, score: &Arc<Score>, kept: Option<&Kept>) -> Self {
        let known = kept.and_then(|kept| kept.models.get::<Models>());
        match known.filter(|known| Arc::ptr_eq(&known.score, score)) {
            Some(known) => Models::clone(&known),
            None => {
                let models = Arc::new(Models::new(features, score));
                if let Some(kept) = kept {
                    kept.models.keep(&models);
                }
                Arc::unwrap_or_clone(models)
            }
        }
    }

    /// The costs by these models.
    pub(crate) fn costs<'a>(
        &'a self,
        features: &'a Features,
        adaptation: &'a Adaptation,
    ) -> CostModel<'a> {
        let (backward, forward) = (&self.backward, &self.forward);
        CostModel::new(
            features,
            backward,
            forward,
            &self.length,
            adaptation,
            &self.score,
        )
    }

    /// Counts words by the weights of another score, and forgets everything learned.
    pub(crate) fn count_words_by(&mut self, features: &Features, score: Arc<Score>) {
        self.score = score;
        self.forget(features);
    }

    /// Forgets everything learned.
    pub(crate) fn forget(&mut self, features: &Features) {
        let (backward, forward) = Evidence::both_ways(features, &self.score.weights);
        (self.backward, self.forward) = (Arc::new(backward), Arc::new(forward));
    }

    /// Adds learned pairs to the evidence; `weight` is what a hit of one counts, as a share of a hit of any other link.
    pub(crate) fn learn(&mut self, features: &Features, learned: &LearnedLexicon, weight: f32) {
        if learned.pairs.is_empty() {
            return;
        }
        let evidence = (
            Arc::make_mut(&mut self.backward),
            Arc::make_mut(&mut self.forward),
        );
        Evidence::learn(evidence, features, learned, weight, &self.score.weights);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::learn::LearnedPair;
    use crate::align::sample::Sample;
    use crate::align::weights::Weights;

    #[test]
    fn models_are_kept_as_they_were_before_anything_was_learned() {
        let sample = Sample::new(&[0, 1, 2], &[0, 1, 2]);
        let (features, kept) = (sample.features(), Kept::default());
        let usual = Score::usual();
        let mut models = Models::of(features, &usual, Some(&kept));
        let learned = LearnedLexicon {
            pairs: vec![LearnedPair {
                target_piece: 0,
                source_unit: 0,
                rate: 0.5,
            }],
            occurrences: vec![(0, 0)],
            pieces: Vec::new(),
        };
        models.learn(features, &learned, 1.0);
        let again = Models::of(features, &usual, Some(&kept));
        assert!(Arc::ptr_eq(&models.length, &again.length));
        let n_units = |models: &Models| models.backward.units(0).len();
        assert_eq!(n_units(&models), n_units(&again) + 1);
        let other = Arc::new(Score::new(Weights::default()));
        let by_other = Models::of(features, &other, Some(&kept));
        assert!(!Arc::ptr_eq(&by_other.length, &again.length));
        models.forget(features);
        assert_eq!(n_units(&models), n_units(&again));
    }
}
