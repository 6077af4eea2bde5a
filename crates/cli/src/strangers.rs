//! Whether two texts translate each other at all: what share of them has a counterpart.
//!
//! In: a bitext and its alignment. Out: a warning to print, if little of both is rendered. O(segments).

use std::ops::Range;

use taiyaku::{Alignment, Bead, Bitext, Document};

/// Below this share of both texts they are strangers. On 332 texts and their translations, whole and with parts missing, the larger of
/// both shares is .75 or more, on 16 files as people have them .61 or more (two articles on one subject); on 150 pairs of
/// texts that have nothing to do with each other .37 or less.
const LEAST_SHARE: f64 = 0.5;
/// Segments that each text has at least: of shorter ones every part may be paired by chance.
const FEWEST: usize = 5;

/// A warning if little of either text has a counterpart. Pairs that a file gave are taken as they are.
pub(crate) fn warning(bitext: &Bitext, alignment: &Alignment) -> Option<String> {
    let (source, target) = (bitext.source(), bitext.target());
    let is_short = |document: &Document| document.segments().len() < FEWEST;
    if !bitext.known_beads().is_empty() || is_short(source) || is_short(target) {
        return None;
    }
    let shares = [
        share(source, alignment, |bead| &bead.source),
        share(target, alignment, |bead| &bead.target),
    ];
    let [of_source, of_target] = shares.map(|share| (100.0 * share).round());
    shares.iter().all(|&share| share < LEAST_SHARE).then(|| {
        format!(
            "only {of_source} % of the original and {of_target} % of the translation have a counterpart: \
             these may be different texts, or different versions of one"
        )
    })
}

/// The share of a text, without code, that is in pairs; 1 if there is nothing but code.
fn share(document: &Document, alignment: &Alignment, side: impl Fn(&Bead) -> &Range<usize>) -> f64 {
    let length = |segments: &Range<usize>| -> usize {
        let prose = segments.clone().filter(|&k| !document.is_code(k));
        prose.map(|k| document.segments()[k].span.len()).sum()
    };
    let (mut all, mut paired) = (0, 0);
    for bead in alignment.beads() {
        let length = length(side(bead));
        all += length;
        if !bead.is_null() {
            paired += length;
        }
    }
    match all {
        0 => 1.0,
        _ => paired as f64 / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use taiyaku::Aligner;

    const ENGLISH: &str = "The dike broke in 1953.\n\nNobody had seen the water rise.\n\nThe mayor rang the church bell.\n\n\
        Six cows stood on the roof of a barn.\n\nIn the morning a boat came from Zierikzee.\n\nIt carried bread and blankets.\n";

    fn warning_of(target: &str) -> Option<String> {
        let bitext = Bitext::new(ENGLISH, target);
        warning(&bitext, &Aligner::new().align(&bitext))
    }

    #[test]
    fn strangers() {
        let rendered = [
            "堤防は1953年に切れた。",
            "水が上がるのを見た者はいなかった。",
            "町長は教会の鐘を鳴らした。",
            "牛が六頭、納屋の屋根に立っていた。",
            "朝になって、ジーリクゼーから船が来た。",
            "パンと毛布を積んでいた。",
        ];
        let other = [
            "豆腐は水切りをして、2センチ角に切ります。",
            "フライパンにごま油を熱し、にんにくを炒めます。",
            "ひき肉の色が変わったら、豆板醤を加えます。",
            "鶏がらスープ200ミリリットルを注いで煮立てます。",
            "豆腐を入れ、弱火で5分ほど煮ます。",
            "水溶き片栗粉でとろみをつけ、ねぎを散らします。",
        ];
        let excerpt = [&other[..], &rendered[..], &other[..], &other[..]].concat();
        for (name, target, is_strange) in [
            ("a translation", rendered.join("\n\n"), false),
            ("a recipe", other.join("\n\n"), true),
            ("a translation of more", excerpt.join("\n\n"), false),
            ("too short to tell", other[..2].join("\n\n"), false),
        ] {
            let warning = warning_of(&target);
            assert_eq!(warning.is_some(), is_strange, "{name}: {warning:?}");
        }
    }

    #[test]
    fn pairs_of_a_file_are_taken_as_they_are() {
        let bitext = Bitext::new(ENGLISH, "未訳\n\n未定\n\n不明\n\n保留\n\n対象外\n");
        let known = vec![(0..1, 0..1)];
        let bitext = bitext.with_known_beads(known);
        assert_eq!(warning(&bitext, &Aligner::new().align(&bitext)), None);
    }
}
