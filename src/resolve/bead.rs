//! Which passages of two texts belong together, by nothing but their lengths: Gale and Church, "A
//! Program for Aligning Sentences in Bilingual Corpora", 1993.

/// What belongs together by length: half-open ranges of originals and of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bead {
    pub(super) originals: (usize, usize),
    pub(super) blocks: (usize, usize),
}

/// The kinds of beads, and the cost of each: -100 ln of its probability in Gale and Church's
/// table 5, as whole numbers, so that every machine decides alike.
const BEADS: [(usize, usize, i64); 6] =
    [(1, 1, 12), (1, 0, 462), (0, 1, 462), (2, 1, 242), (1, 2, 242), (2, 2, 451)];

/// Sections larger than any text's, whose table would not fit in memory, pair in order.
const MOST_CELLS: usize = 4_000_000;

/// One block each, and what is left over beside the last.
fn in_order(n: usize, m: usize) -> Vec<Bead> {
    let pair = |index| Bead { originals: (index, index + 1), blocks: (index, index + 1) };
    let both = n.min(m);
    let mut beads: Vec<Bead> = (0..both).map(pair).collect();
    if let Some(last) = beads.last_mut() {
        last.blocks.1 = m;
    }
    beads
}

/// What belongs together, by the lengths of the blocks in characters.
#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52 characters")]
pub(super) fn by_length(originals: &[usize], blocks: &[usize]) -> Vec<Bead> {
    let (n, m) = (originals.len(), blocks.len());
    if n.saturating_mul(m) > MOST_CELLS {
        return in_order(n, m);
    }
    let ratio = blocks.iter().sum::<usize>() as f64 / originals.iter().sum::<usize>().max(1) as f64;
    let mut best = vec![vec![(i64::MAX, (0, 0)); m + 1]; n + 1];
    best[0][0].0 = 0;
    for i in 0..=n {
        for j in 0..=m {
            for (a, b, prior) in BEADS {
                if a > i || b > j || best[i - a][j - b].0 == i64::MAX {
                    continue;
                }
                let length = originals[i - a..i].iter().sum();
                let translated = blocks[j - b..j].iter().sum();
                let cost = best[i - a][j - b].0 + prior + mismatch(length, translated, ratio);
                if cost < best[i][j].0 {
                    best[i][j] = (cost, (a, b));
                }
            }
        }
    }
    let (mut original, mut block, mut beads) = (n, m, Vec::new());
    while original > 0 || block > 0 {
        let (originals, blocks) = best[original][block].1;
        let start = (original - originals, block - blocks);
        beads.push(Bead { originals: (start.0, original), blocks: (start.1, block) });
        (original, block) = start;
    }
    beads.reverse();
    beads
}

/// -100 ln of the probability that a passage of `length` is translated by one of `translated`
/// characters (Gale and Church, section 3.2, with their variance of 6.8 a character).
#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52 characters")]
fn mismatch(length: usize, translated: usize, ratio: f64) -> i64 {
    const VARIANCE: f64 = 6.8;
    if length == 0 && translated == 0 {
        return 0;
    }
    let (length, translated) = (length as f64, translated as f64);
    let mean = f64::midpoint(length, translated / ratio.max(0.05));
    let delta = ((length * ratio - translated) / (mean * VARIANCE).sqrt()).abs();
    // The tail of the normal distribution, Abramowitz and Stegun 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * delta);
    let density = (-delta * delta / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let polynomial = t
        * (0.319_381_530
            + t * (-0.356_563_782
                + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (2.0 * density * polynomial).max(1e-30);
    (-100.0 * tail.ln()).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(originals: &[usize], blocks: &[usize], expected: &[(usize, usize)]) {
        let beads = by_length(originals, blocks);
        let shapes: Vec<(usize, usize)> = beads
            .iter()
            .map(|bead| (bead.originals.1 - bead.originals.0, bead.blocks.1 - bead.blocks.0))
            .collect();
        assert_eq!(shapes, expected);
    }

    #[test]
    fn blocks_of_like_length_belong_together() {
        check(&[500, 100, 300], &[510, 405], &[(1, 1), (2, 1)]);
        check(&[500, 400], &[490, 210, 195], &[(1, 1), (1, 2)]);
        check(&[800, 90], &[790], &[(2, 1)]);
    }

    #[test]
    fn nothing_is_dropped() {
        for n in 0..6_usize {
            for m in 0..6_usize {
                let beads = by_length(&vec![100; n], &vec![37; m]);
                assert_eq!(
                    beads.iter().map(|bead| bead.originals.1 - bead.originals.0).sum::<usize>(),
                    n
                );
                assert_eq!(
                    beads.iter().map(|bead| bead.blocks.1 - bead.blocks.0).sum::<usize>(),
                    m
                );
            }
        }
    }
}
