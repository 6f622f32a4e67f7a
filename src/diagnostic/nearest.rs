//! The known word closest to an unknown one.

/// The candidate that the fewest changes of characters turn `word` into, if it is close enough
/// that a slip of the hand explains the difference. Of several, the first.
///
/// Distance is optimal string alignment over Unicode scalar values: insertions, deletions,
/// replacements, and two neighbours that changed places, at 1 each.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let allowed = match word.len() {
        0..=2 => 1,
        3..=7 => 2,
        _ => 3,
    };
    let mut rows = Rows::default();
    let mut nearest = None;
    let mut limit = allowed;
    for candidate in candidates {
        let letters = candidate.chars();
        let Some(distance) = rows.distance(&word, letters, limit) else { continue };
        if distance >= candidate.chars().count() {
            continue;
        }
        nearest = Some(candidate);
        // Only what is closer still is wanted: thousands of links may name a text that is gone.
        let Some(closer) = distance.checked_sub(1) else { break };
        limit = closer;
    }
    nearest
}

/// Room for the rows of a table of distances.
#[derive(Default)]
struct Rows {
    candidate: Vec<char>,
    before_last: Vec<usize>,
    last: Vec<usize>,
    row: Vec<usize>,
}

impl Rows {
    /// How far `candidate` is from `word`, if that is no more than `limit`.
    fn distance(
        &mut self,
        word: &[char],
        candidate: impl Iterator<Item = char>,
        limit: usize,
    ) -> Option<usize> {
        self.candidate.clear();
        self.candidate.extend(candidate);
        let Self { candidate, before_last, last, row } = self;
        // What both begin and end with changes nothing, and is most of a path.
        let begin = word.iter().zip(&*candidate).take_while(|(a, b)| a == b).count();
        let (word, candidate) = (&word[begin..], &candidate[begin..]);
        let pairs = word.iter().rev().zip(candidate.iter().rev());
        let end = pairs.take_while(|(a, b)| a == b).count();
        let (word, candidate) = (&word[..word.len() - end], &candidate[..candidate.len() - end]);
        if word.len().abs_diff(candidate.len()) > limit {
            return None;
        }
        let width = candidate.len() + 1;
        last.clear();
        last.extend(0..width);
        before_last.resize(width, 0);
        row.resize(width, 0);
        for (i, x) in word.iter().enumerate() {
            row[0] = i + 1;
            for (j, y) in candidate.iter().enumerate() {
                row[j + 1] = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
                if i > 0 && j > 0 && *x == candidate[j - 1] && word[i - 1] == *y {
                    row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
                }
            }
            // Two rows, as a change of places looks past one.
            if row[..width].iter().chain(&last[..width]).all(|distance| *distance > limit) {
                return None;
            }
            std::mem::swap(before_last, last);
            std::mem::swap(last, row);
        }
        Some(last[width - 1]).filter(|distance| *distance <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_found() {
        let keys = ["title", "texts", "translates"];
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("translate", keys), Some("translates"));
        assert_eq!(nearest("banana", keys), None);
    }

    #[test]
    fn of_several_the_closest_is_found_and_of_these_the_first() {
        assert_eq!(nearest("week-1", ["week-23", "week-2", "week-3"]), Some("week-2"));
        assert_eq!(nearest("hamas", ["hmsa", "hamsa", "hmaas"]), Some("hamsa"));
    }

    #[test]
    fn short_words_need_more_than_a_shared_letter() {
        assert_eq!(nearest("x", ["ar", "fa"]), None);
        assert_eq!(nearest("en", ["e"]), None);
    }
}
