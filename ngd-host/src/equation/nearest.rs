//! The known name that a misspelt one was probably meant to be.

/// The nearest of some names by insertions, deletions, exchanges and swaps of neighbours, if it is near.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = 1 + name.chars().count() / 4;
    let near = known.into_iter().map(|other| (distance(name, other), other));
    near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Optimal string alignment; capitals count as their small letters.
fn distance(one: &str, other: &str) -> usize {
    let letters = |text: &str| text.chars().flat_map(char::to_lowercase).take(64).collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=other.len()).collect());
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let exchange = last[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut best = exchange.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        (before, last) = (last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_and_slips_are_near_and_strangers_are_not() {
        assert_eq!(nearest("ohter", ["one", "other"]), Some("other"));
        assert_eq!(nearest("Sin", ["cos", "sin"]), Some("sin"));
        assert_eq!(nearest("tempareture", ["temperature"]), Some("temperature"));
        assert_eq!(nearest("q", ["u", "sin"]), Some("u"));
        assert_eq!(nearest("velocity", ["u", "sin"]), None);
    }
}
