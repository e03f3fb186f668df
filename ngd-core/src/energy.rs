//! Energies: losses that are integrals of a density of the jet and no sums of squares.

use crate::metric::Metric;
use crate::problem::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// E(u) = Σ weight · e(jet), to be minimized: the Ritz method, and whatever else has a density.
///
/// It may be negative. Check the derivatives by [`check_energy`](crate::check::check_energy).
pub trait Energy<R: Real, const D: usize, const O: usize> {
    /// The derivatives that the density reads.
    fn order(&self) -> Order {
        Order::Gradient
    }

    /// e at a sample, unweighted.
    fn density(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R;

    /// ∂e/∂jet, one cotangent per output.
    fn derivative(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> [Jet<R, D>; O];

    /// How many factors s a sample has.
    fn factors(&self) -> usize;

    /// Factor number `which`: Σ s sᵀ is the second derivative of e in the jet, or what of it is positive.
    fn factor(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O];
}

/// An energy as what a step takes: its gradient as the [`Problem`], its second derivative on the tangent
/// space, G = Σ weight · Σ (Jᵀs)(Jᵀs)ᵀ, as the [`Metric`].
///
/// Gradient and metric have no residual in common: with e = ¼u⁴ one is of the order u³, the other of the
/// order u². So they are handed out apart, and the step solves (G + λI)d = −g.
///
/// ```
/// use ngd_core::energy::{Energy, Ritz};
/// use ngd_core::{Jet, NaturalGradient, Sample};
///
/// /// ½u′² − f u.
/// struct Membrane;
/// impl Energy<f64, 1, 1> for Membrane {
///     fn density(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> f64 {
///         0.5 * u.gradient[0] * u.gradient[0] - s.target[0] * u.value
///     }
///     fn derivative(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> [Jet<f64, 1>; 1] {
///         [Jet { value: -s.target[0], ..Jet::gradient(0, u.gradient[0]) }]
///     }
///     fn factors(&self) -> usize {
///         1
///     }
///     fn factor(&self, _: &Sample<f64, 1>, _: &[Jet<f64, 1>; 1], _: usize) -> [Jet<f64, 1>; 1] {
///         [Jet::gradient(0, 1.0)]
///     }
/// }
/// let problem = Ritz(Membrane);
/// let optimizer = NaturalGradient::<f64>::natural_gradient().with_metric(&problem);
/// ```
///
/// # Source
/// E, Yu (2018), The deep Ritz method (arXiv 1710.00211); Müller, Zeinhofer (arXiv 2302.13163) for G.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Ritz<E>(pub E);

impl<R: Real, E: Energy<R, D, O>, const D: usize, const O: usize> Problem<R, D, O> for Ritz<E> {
    fn order(&self) -> Order {
        self.0.order()
    }

    /// r = 1 and c = ∂e/∂jet, so that Σ weight · r Jᵀc is the gradient.
    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], _which: usize) -> Residual<R, D, O> {
        Residual::new(R::ONE, self.0.derivative(sample, jets))
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        self.0.density(sample, jets)
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}

impl<R: Real, E: Energy<R, D, O>, const D: usize, const O: usize> Metric<R, D, O> for Ritz<E> {
    fn is_curvature(&self) -> bool {
        true
    }

    fn order(&self) -> Order {
        self.0.order()
    }

    fn rows(&self) -> usize {
        self.0.factors()
    }

    fn functional(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        self.0.factor(sample, jets, which)
    }
}
