use serde::Serialize;

/// Five numbers about many: what failed to be a number, or was never reached, counts as infinite.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quartiles {
    /// The least.
    pub best: f64,
    /// A quarter lies below.
    pub lower: f64,
    /// Half lies below.
    pub median: f64,
    /// Three quarters lie below.
    pub upper: f64,
    /// The largest.
    pub worst: f64,
}

impl Quartiles {
    /// Of values in any order; between two of them quartiles are interpolated linearly. All are NaN if there
    /// are no values.
    ///
    /// # Source
    /// Hyndman, Fan (1996), definition 7, the default of R and NumPy.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let infinite = |value: f64| if value.is_nan() { f64::INFINITY } else { value };
        let mut sorted: Vec<f64> = values.into_iter().map(infinite).collect();
        sorted.sort_by(f64::total_cmp);
        let [best, lower, median, upper, worst] =
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share));
        Self { best, lower, median, upper, worst }
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let below = sorted.get(place.floor() as usize).copied();
    let above = sorted.get(place.ceil() as usize).copied();
    match (below, above) {
        (Some(below), Some(above)) if below == above => below,
        (Some(below), Some(above)) => below + place.fract() * (above - below),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_interpolated_and_failures_are_last() {
        let of = |values: &[f64]| Quartiles::of(values.iter().copied());
        let four = of(&[4.0, 1.0, 3.0, 2.0]);
        assert_eq!([four.lower, four.median, four.upper], [1.75, 2.5, 3.25]);
        let failing = of(&[f64::NAN, 1.0, f64::INFINITY, 2.0, 3.0]);
        assert_eq!([failing.best, failing.median, failing.worst], [1.0, 3.0, f64::INFINITY]);
        assert_eq!(of(&[1.0, f64::NAN]).median, f64::INFINITY);
        assert_eq!(of(&[5.0]), Quartiles { best: 5.0, lower: 5.0, median: 5.0, upper: 5.0, worst: 5.0 });
        assert!(of(&[]).median.is_nan());
    }
}
