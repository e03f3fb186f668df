use super::Measure;

/// Where a run stood after a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Steps done.
    pub iteration: u64,
    /// Seconds of training.
    pub seconds: f64,
    /// The loss.
    pub loss: f64,
    /// The relative L² error.
    pub relative_l2: f64,
}

impl Moment {
    /// The quantity that is compared.
    pub fn error(&self, measure: Measure) -> f64 {
        match measure {
            Measure::RelativeL2 => self.relative_l2,
            Measure::Loss => self.loss,
        }
    }
}

/// The moments of a run that are kept, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve(Vec<Moment>);

/// The octaves of a curve hold this many moments: 2⁸.
const CURVE: u32 = 8;

/// Whether the moment after this iteration is kept, or with `bits` below 8 a coarser choice: all below
/// 2^(bits+1), and beyond that 2^bits in every doubling, so that each is at most one part in 2^bits away.
///
/// The choice depends on the iteration alone: the moments of different runs stand side by side.
fn is_chosen(iteration: u64, bits: u32) -> bool {
    let octave = iteration.checked_ilog2().unwrap_or(0).saturating_sub(bits);
    iteration.trailing_zeros() >= octave
}

/// Whether a curve keeps the moment after this iteration: all below 512, then 256 in every doubling.
pub fn is_kept(iteration: u64) -> bool {
    is_chosen(iteration, CURVE)
}

impl Curve {
    /// Adds a moment; iterations must come in order.
    pub fn push(&mut self, moment: Moment) {
        self.0.push(moment);
    }

    /// All moments.
    pub fn moments(&self) -> &[Moment] {
        &self.0
    }

    /// The first moment, that of the initial values.
    pub fn first(&self) -> Option<&Moment> {
        self.0.first()
    }

    /// The last one.
    pub fn last(&self) -> Option<&Moment> {
        self.0.last()
    }

    /// A coarser curve: 2^bits moments in every doubling, and the last.
    pub fn thinned(&self, bits: u32) -> Self {
        let last = self.last().map(|last| last.iteration);
        let chosen = |moment: &&Moment| is_chosen(moment.iteration, bits) || Some(moment.iteration) == last;
        Self(self.0.iter().filter(chosen).copied().collect())
    }

    /// The first moment whose error is at most `bound`.
    pub fn reaches(&self, measure: Measure, bound: f64) -> Option<&Moment> {
        self.0.iter().find(|moment| moment.error(measure) <= bound)
    }

    /// The last moment of which `has_come` holds, or the first: before its first step a run stands at the
    /// initial values. `has_come` must hold up to some moment and not beyond.
    pub fn at(&self, has_come: impl Fn(&Moment) -> bool) -> Option<&Moment> {
        let come = self.0.partition_point(has_come);
        self.0.get(come.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_fine_at_the_start_and_even_on_a_logarithmic_axis() {
        let kept: Vec<u64> = (0..1_000_000).filter(|iteration| is_kept(*iteration)).collect();
        assert!(kept[..512].iter().copied().eq(0..512));
        let coarse = |pair: &[u64]| (pair[1] - pair[0]) as f64 / pair[0] as f64;
        let widest = kept[1..].windows(2).filter(|pair| pair[0] >= 256).map(coarse).fold(0.0, f64::max);
        println!("{} of a million, at most {widest} apart", kept.len());
        assert!(widest <= 1.0 / 256.0 && kept.len() < 3500);
        assert!(is_kept(1 << 60) && !is_kept((1 << 60) + 1));
    }

    #[test]
    fn what_is_chosen_coarsely_is_chosen_finely() {
        assert!((0..100_000).all(|iteration| !is_chosen(iteration, 5) || is_kept(iteration)));
    }
}
