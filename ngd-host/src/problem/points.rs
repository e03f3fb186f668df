//! Samples out of points.

use ngd_core::Sample;
use ngd_core::model::SplitMix64;
use ngd_core::sampling::Sobol;

use super::Domain;

/// A stream of random numbers for a seed and a purpose. Neighbouring seeds of [`SplitMix64`] give the same
/// numbers, shifted by one: what is to be independent from seed to seed goes through it twice.
pub fn stream(seed: u64, purpose: u64) -> SplitMix64 {
    SplitMix64::new(SplitMix64::new(seed ^ purpose).bits())
}

/// One equation on a set of points: all of one weight, `measure` together.
pub fn block<const D: usize, const O: usize>(
    points: Vec<[f64; D]>,
    measure: f64,
    kind: u16,
    target: impl Fn(&[f64; D]) -> [f64; O],
) -> Vec<Sample<f64, D, O>> {
    let weight = measure / points.len() as f64;
    let sample = |point| Sample::new(point, weight, kind).with_target(target(&point));
    points.into_iter().map(sample).collect()
}

/// So many points of the Sobol sequence in the box, without the first, which is its corner.
pub(super) fn sobol<const D: usize>(domain: &Domain<D>, count: usize) -> Vec<[f64; D]> {
    let mut shares = vec![[0.0; D]; count + 1];
    Sobol::new().fill(&mut shares);
    shares.into_iter().skip(1).map(|shares| domain.at(shares)).collect()
}

/// The same samples, all of one weight, 1 together.
pub(super) fn evenly_weighted<const D: usize, const O: usize>(
    mut samples: Vec<Sample<f64, D, O>>,
) -> Vec<Sample<f64, D, O>> {
    let weight = 1.0 / samples.len() as f64;
    samples.iter_mut().for_each(|sample| sample.weight = weight);
    samples
}

/// About `count` of the samples without repetition: of each kind its share, at least one, with weights
/// raised so that the expectation of the loss stays.
pub(super) fn subset<const D: usize, const O: usize>(
    all: &[Sample<f64, D, O>],
    count: usize,
    random: &mut SplitMix64,
) -> Vec<Sample<f64, D, O>> {
    let mut kinds: Vec<u16> = all.iter().map(|sample| sample.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut drawn = Vec::with_capacity(count + kinds.len());
    for kind in kinds {
        let mut alike: Vec<_> = all.iter().copied().filter(|sample| sample.kind == kind).collect();
        let share = count as f64 * alike.len() as f64 / all.len() as f64;
        let taken = (share.round() as usize).clamp(1, alike.len());
        let factor = alike.len() as f64 / taken as f64;
        for first in 0..taken {
            let other = first + (random.uniform::<f64>() * (alike.len() - first) as f64) as usize;
            alike.swap(first, other);
        }
        alike.truncate(taken);
        drawn.extend(alike.into_iter().map(|sample| Sample { weight: factor * sample.weight, ..sample }));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_seeds_have_streams_of_their_own() {
        let numbers = |seed| {
            let mut random = stream(seed, 7);
            (0..100).map(|_| random.bits()).collect::<Vec<_>>()
        };
        let [one, other] = [numbers(3), numbers(4)];
        assert!(!one.iter().any(|number| other.contains(number)));
    }

    #[test]
    fn a_subset_has_every_kind_no_point_twice_and_the_whole_weight() {
        let inside = block((0..90).map(|i| [f64::from(i)]).collect(), 1.0, 0, |_| [0.0]);
        let outside = block((90..100).map(|i| [f64::from(i)]).collect(), 2.0, 1, |_| [0.0]);
        let all = [inside, outside].concat();
        let mut random = SplitMix64::new(3);
        for (count, expected) in [(1, 2), (20, 20), (100, 100), (1000, 100)] {
            let drawn = subset(&all, count, &mut random);
            let mut points: Vec<u64> = drawn.iter().map(|sample| sample.point[0] as u64).collect();
            points.sort_unstable();
            points.dedup();
            assert_eq!((drawn.len(), points.len()), (expected, expected));
            for (kind, measure) in [(0, 1.0), (1, 2.0)] {
                let weights = drawn.iter().filter(|sample| sample.kind == kind).map(|sample| sample.weight);
                assert!((weights.sum::<f64>() - measure).abs() < 1e-12);
            }
        }
    }
}
