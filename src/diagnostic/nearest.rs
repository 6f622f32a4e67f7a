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
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed && *distance < candidate.chars().count()
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
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
    fn short_words_need_more_than_a_shared_letter() {
        assert_eq!(nearest("x", ["ar", "fa"]), None);
        assert_eq!(nearest("en", ["e"]), None);
    }
}
