//! The parts of a step, bundled: what a type parameter stands for.

use core::marker::PhantomData;

use super::velocity::{Own, Same, VelocityMetric};
use crate::Real;
use crate::damping::{Adaptive, ByLength, Damping};
use crate::least_squares::{LeastSquares, NormalEquations};
use crate::metric::GaussNewton;
use crate::step_length::{Backtracking, GeodesicAcceleration, StepLength};

/// The parts that a step is made of.
pub trait Recipe<R: Real> {
    /// Solves the least-squares problem.
    type Solver: LeastSquares<R>;
    /// How far along the direction.
    type Length: StepLength<R>;
    /// How cautiously: the damping, or the cutoff.
    type Damping: Damping<R>;
    /// Preconditions the gradient.
    type Metric: Copy;
    /// Projects the velocity.
    type Velocity: VelocityMetric<R>;
}

/// A solver, a length, a damping and one metric.
#[derive(Clone, Copy, Debug)]
pub struct Parts<S, L, C, M = GaussNewton>(PhantomData<(S, L, C, M)>);

impl<R, S, L, C, M> Recipe<R> for Parts<S, L, C, M>
where
    R: Real,
    S: LeastSquares<R>,
    L: StepLength<R>,
    C: Damping<R>,
    M: Copy,
{
    type Solver = S;
    type Length = L;
    type Damping = C;
    type Metric = M;
    type Velocity = Same;
}

/// The parts of a recipe, and a second solver and metric by which the velocity is projected.
#[derive(Clone, Copy, Debug)]
pub struct TwoMetrics<P, S, M>(PhantomData<(P, S, M)>);

impl<R: Real, P: Recipe<R>, S: LeastSquares<R>, M: Copy> Recipe<R> for TwoMetrics<P, S, M> {
    type Solver = P::Solver;
    type Length = P::Length;
    type Damping = P::Damping;
    type Metric = P::Metric;
    type Velocity = Own<S, M>;
}

/// Normal equations, a backtracking search along the geodesic, damping by the length that it finds.
pub type Recommended<R> = Parts<NormalEquations, GeodesicAcceleration<Backtracking<R>, R>, ByLength<R>>;

/// Normal equations, a backtracking search along a straight line, damping by the gain.
pub type Thin<R> = Parts<NormalEquations, Backtracking<R>, Adaptive<R>>;
