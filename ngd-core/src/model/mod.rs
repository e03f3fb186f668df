//! Parametrized functions u_θ: ℝᴰ → ℝᴼ and their derivatives. A model knows nothing of equations.
//!
//! A stranger's model writes three methods for one point: [`Model::parameters`], [`Model::jet`] and
//! [`Model::pull_back`]. Blocks of K points follow from these; [`Mlp`] has its own, in which one
//! pass over the weights serves all K.

mod at;
mod boundary;
pub(crate) mod differences;
mod expansion;
mod initial;
mod inputs;
mod mlp;
mod normalized;
mod numeric;

pub use at::At;
pub use boundary::{Boundary, HardBoundary};
pub use expansion::{Basis, Expansion, Functions, Monomials};
pub use initial::SplitMix64;
pub use inputs::{Coordinate, Coordinates, Inputs};
pub use mlp::{Featured, MAX_HIDDEN, Mlp, MlpError, Planes};
pub use normalized::{Normalized, Unit};
pub use numeric::Numeric;

pub(crate) use numeric::row_by_differences;

use crate::real::unrolled::each;
use crate::{Jet, Order, Real};

/// A function u_θ of D inputs and O outputs with P parameters.
///
/// Scratch: every method gets a slice of at least [`scratch`](Self::scratch) words (or
/// [`block_scratch`](Self::block_scratch) for the block methods) and may leave anything in it.
/// [`pull_back`](Self::pull_back) and [`push_forwards`](Self::push_forwards) are called after
/// [`jet`](Self::jet) at the same place and with the scratch as that call left it, so that
/// what was computed there need not be computed again; either may be called several times. The same
/// holds for the block methods.
pub trait Model<R: Real, const D: usize, const O: usize> {
    /// P.
    fn parameters(&self) -> usize;

    /// Words of scratch for one point.
    fn scratch(&self) -> usize {
        0
    }

    /// u, ∇u and ∂²u at a point, up to the order asked for; what lies above it is zero.
    ///
    /// Shapes: scratch [`scratch`](Self::scratch).
    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O];

    /// One row of the Jacobian: row_j = Σ_o ⟨cotangent_o, ∂jet_o/∂θ_j⟩.
    ///
    /// Shapes: row P (overwritten).   Assumes: `cotangent` is zero above the order.
    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]);

    /// Words of scratch for a block of `points` points at an order. Provided: [`scratch`](Self::scratch) for
    /// each point, so that what [`jets`](Self::jets) leaves there is still there for
    /// [`pull_backs`](Self::pull_backs), and then a row.
    fn block_scratch(&self, order: Order, points: usize) -> usize {
        let _ = order;
        points * self.scratch() + self.parameters()
    }

    /// [`jet`](Self::jet) at K points.
    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let mut block = [Jet::ZEROS; O];
        for (k, point) in at.points.iter().enumerate() {
            let scratch = scratch_of_point(scratch, self.scratch(), k);
            let jets = self.jet(At::new(at.theta, point, at.order), scratch);
            for (lanes, jet) in block.iter_mut().zip(&jets) {
                lanes.set_point(k, jet);
            }
        }
        block
    }

    /// [`jets`](Self::jets) for a caller that asks for nothing further there, such as a trial length: no
    /// pull-back, no push-forward follows.
    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        self.jets(at, scratch)
    }

    /// [`pull_back`](Self::pull_back) at K points: entry j of `rows` holds ∂/∂θ_j for each of them.
    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        if K == 1 {
            // The row of one point is where it has to be.
            let (Some(row), [point, ..]) =
                (rows.as_flattened_mut().get_mut(..self.parameters()), at.points.as_slice())
            else {
                return;
            };
            let cotangent = cotangents.each_ref().map(|lanes| lanes.point(0));
            return self.pull_back(At::new(at.theta, point, at.order), &cotangent, scratch, row);
        }
        let words = K * self.scratch();
        let Some((scratch, rest)) = scratch.split_at_mut_checked(words) else { return };
        let Some(row) = rest.get_mut(..self.parameters()) else { return };
        for (k, point) in at.points.iter().enumerate() {
            let cotangent = cotangents.each_ref().map(|lanes| lanes.point(k));
            let at = At::new(at.theta, point, at.order);
            self.pull_back(at, &cotangent, scratch_of_point(scratch, self.scratch(), k), row);
            for (lanes, entry) in rows.iter_mut().zip(row.iter()) {
                if let Some(lane) = lanes.get_mut(k) {
                    *lane = *entry;
                }
            }
        }
    }

    /// The change of the jets along a direction of the parameters, δjet = ∂jet/∂θ · direction, at K
    /// points. Provided by way of [`pull_backs`](Self::pull_backs), one for each entry of the jet; `rows`
    /// (length P) is working memory.
    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        let mut change = [Jet::ZEROS; O];
        for o in 0..O {
            let mut along = |unit: Jet<[R; K], D>| {
                let mut cotangents = [Jet::ZEROS; O];
                cotangents[o] = unit;
                self.pull_backs(at, &cotangents, scratch, rows);
                rows_times(rows, direction)
            };
            change[o].value = along(Jet { value: [R::ONE; K], ..Jet::ZEROS });
            for d in 0..D {
                let mut unit = Jet::ZEROS;
                if at.order >= Order::Gradient {
                    unit.gradient[d] = [R::ONE; K];
                    change[o].gradient[d] = along(unit);
                }
                if at.order >= Order::Second {
                    unit = Jet::ZEROS;
                    unit.second[d] = [R::ONE; K];
                    change[o].second[d] = along(unit);
                }
            }
        }
        change
    }

    /// [`jets`](Self::jets) at [`Order::Value`]: u alone. Provided by way of it; a model of many inputs saves
    /// stack by its own.
    fn values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        self.jets(at, scratch).map(|jet| jet.value)
    }

    /// [`last_jets`](Self::last_jets) at [`Order::Value`], as [`values`](Self::values).
    fn last_values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        self.last_jets(at, scratch).map(|jet| jet.value)
    }

    /// [`pull_backs`](Self::pull_backs) after [`values`](Self::values): the cotangents are ∂r/∂u.
    fn pull_back_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[[R; K]; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        self.pull_backs(at, &cotangents.map(|value| Jet { value, ..Jet::ZEROS }), scratch, rows);
    }

    /// [`push_forwards`](Self::push_forwards) after [`values`](Self::values): the change of u.
    fn push_forward_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [[R; K]; O] {
        self.push_forwards(at, direction, scratch, rows).map(|jet| jet.value)
    }
}

/// The scratch of point `k` of a block in the provided methods.
fn scratch_of_point<R>(scratch: &mut [R], words: usize, k: usize) -> &mut [R] {
    scratch.get_mut(k * words..).and_then(|rest| rest.get_mut(..words)).unwrap_or_default()
}

/// row · direction for each of K rows, parameter by parameter.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(crate) fn rows_times<R: Real, const K: usize>(rows: &[[R; K]], direction: &[R]) -> [R; K] {
    let mut sums = [R::ZERO; K];
    for (lanes, x) in rows.iter().zip(direction) {
        each::<K>(|k| sums[k] += lanes[k] * *x);
    }
    sums
}
