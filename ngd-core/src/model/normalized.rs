//! Inputs and outputs in units of their own: u = c + s·N((x − m)/w).

use super::{At, Model};
use crate::{Jet, Order, Real, Sample};

/// What stands for zero and what for one: z = (x − centre)/scale.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Unit<R> {
    /// The value that becomes zero.
    pub centre: R,
    /// The distance from it that becomes one; not zero.
    pub scale: R,
}

impl<R: Real> Unit<R> {
    /// Values as they are.
    pub const NONE: Self = Self { centre: R::ZERO, scale: R::ONE };

    /// Mean and standard deviation of some values; of values that are all equal, and of none, the scale is one.
    ///
    /// Values that are not finite are left out.
    pub fn of(values: impl Iterator<Item = R> + Clone) -> Self {
        let values = values.filter(|value| value.is_finite());
        let Some(origin) = values.clone().next() else { return Self::NONE };
        // Halves and a common factor: neither a sum nor a square overflows or underflows.
        let spread = |value: R, centre: R| R::HALF * value - R::HALF * centre;
        let mut widest = R::ZERO;
        for value in values.clone() {
            widest = widest.larger(spread(value, origin).abs());
        }
        if widest == R::ZERO {
            return Self { centre: origin, scale: R::ONE };
        }
        let mut mean = Mean::default();
        for value in values.clone() {
            mean.add(spread(value, origin) / widest);
        }
        let middle = mean.value();
        let mut square = Mean::default();
        for value in values {
            let x = spread(value, origin) / widest - middle;
            square.add(x * x);
        }
        let two = R::ONE + R::ONE;
        let centre = two * (R::HALF * origin + widest * middle);
        Self { centre, scale: (two * widest * square.value().sqrt()).larger(R::MIN_POSITIVE) }
    }

    fn inwards(&self, x: R) -> R {
        (x - self.centre) / self.scale
    }
}

/// A sum and how many terms it has.
#[derive(Clone, Copy, Default)]
struct Mean<R> {
    sum: R,
    count: usize,
}

impl<R: Real> Mean<R> {
    fn add(&mut self, term: R) {
        self.sum += term;
        self.count += 1;
    }

    fn value(&self) -> R {
        self.sum / R::of_count(self.count.max(1))
    }
}

/// The model u_o = c_o + s_o·N_o((x − m)/w), with the parameters of N: those of a network then are of the order one
/// whatever the units of the data are.
///
/// Derivatives are those of u by x. Beside it [`ScaledRegression`](crate::problem::ScaledRegression) measures
/// residuals in units of the outputs.
///
/// ```
/// use ngd_core::model::Normalized;
/// use ngd_core::problem::ScaledRegression;
/// use ngd_core::{Activation, Memory, Mlp, NaturalGradient, Sample};
///
/// const NET: Mlp<1> = Mlp::new(&[6], Activation::Tanh);
/// const MEMORY: Memory<f32, { NET.footprint().words() }> = Memory::new(NET.footprint());
///
/// // Hectopascals over years.
/// let samples: [Sample<f32, 1>; 21] = core::array::from_fn(|i| {
///     let year = 2000.0 + i as f32;
///     Sample::measured([year], [1013.0 + 5.0 * (0.3 * (year - 2000.0)).sin()])
/// });
/// let model = Normalized::of(NET, &samples);
/// let problem = ScaledRegression::new(model.scales());
/// let (mut memory, mut theta) = (MEMORY, NET.glorot::<f32, { NET.parameters() }>(1)?);
/// let mut optimizer = NaturalGradient::natural_gradient();
/// let mut loss = f32::MAX;
/// for _ in 0..200 {
///     loss = optimizer.step(&model, &problem, &samples, &mut theta, &mut memory)?.loss();
/// }
/// assert!(loss < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Normalized<M, R, const D: usize, const O: usize = 1> {
    /// N.
    pub inner: M,
    /// m and w of each input.
    pub inputs: [Unit<R>; D],
    /// c and s of each output.
    pub outputs: [Unit<R>; O],
}

impl<M, R: Real, const D: usize, const O: usize> Normalized<M, R, D, O> {
    /// A model between these units.
    pub const fn new(inner: M, inputs: [Unit<R>; D], outputs: [Unit<R>; O]) -> Self {
        Self { inner, inputs, outputs }
    }

    /// A model between the means and standard deviations of the points and targets of samples.
    pub fn of(inner: M, samples: &[Sample<R, D, O>]) -> Self {
        let inputs = core::array::from_fn(|d| Unit::of(samples.iter().map(move |sample| sample.point[d])));
        let outputs = core::array::from_fn(|o| Unit::of(samples.iter().map(move |sample| sample.target[o])));
        Self::new(inner, inputs, outputs)
    }

    /// s of each output.
    pub fn scales(&self) -> [R; O] {
        self.outputs.map(|output| output.scale)
    }

    fn inner_points<const K: usize>(&self, points: &[[R; D]; K]) -> [[R; D]; K] {
        points.each_ref().map(|point| core::array::from_fn(|d| self.inputs[d].inwards(point[d])))
    }

    /// s ∂N/∂z in the place of ∂u/∂x, and the other way round for cotangents: the map is its own adjoint.
    fn scaled<const K: usize>(&self, mut jets: [Jet<[R; K], D>; O], order: Order) -> [Jet<[R; K], D>; O] {
        for (jet, output) in jets.iter_mut().zip(&self.outputs) {
            multiply(&mut jet.value, output.scale);
            for (d, input) in self.inputs.iter().enumerate() {
                let first = output.scale / input.scale;
                if order >= Order::Gradient {
                    multiply(&mut jet.gradient[d], first);
                }
                if order >= Order::Second {
                    multiply(&mut jet.second[d], first / input.scale);
                }
            }
        }
        jets
    }

    /// c + s·N and its derivatives.
    fn outer<const K: usize>(&self, jets: [Jet<[R; K], D>; O], order: Order) -> [Jet<[R; K], D>; O] {
        let mut jets = self.scaled(jets, order);
        for (jet, output) in jets.iter_mut().zip(&self.outputs) {
            for value in &mut jet.value {
                *value += output.centre;
            }
        }
        jets
    }
}

/// A jet as a block of one point.
fn lane<R: Real, const D: usize>(jet: &Jet<R, D>) -> Jet<[R; 1], D> {
    let mut lane = Jet::ZEROS;
    lane.set_point(0, jet);
    lane
}

fn multiply<R: Real, const K: usize>(lanes: &mut [R; K], factor: R) {
    for lane in lanes {
        *lane *= factor;
    }
}

impl<M, R: Real, const D: usize, const O: usize> Model<R, D, O> for Normalized<M, R, D, O>
where
    M: Model<R, D, O>,
{
    fn parameters(&self) -> usize {
        self.inner.parameters()
    }

    fn scratch(&self) -> usize {
        self.inner.scratch()
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        self.inner.block_scratch(order, points)
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        let points = self.inner_points(at.points);
        let jets = self.inner.jet(At { points: &points, ..at }, scratch);
        self.outer(jets.each_ref().map(lane), at.order).map(|jet| jet.point(0))
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let points = self.inner_points(at.points);
        let cotangent = self.scaled(cotangent.each_ref().map(lane), at.order).map(|jet| jet.point(0));
        self.inner.pull_back(At { points: &points, ..at }, &cotangent, scratch, row);
    }

    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let points = self.inner_points(at.points);
        self.outer(self.inner.jets(At { points: &points, ..at }, scratch), at.order)
    }

    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let points = self.inner_points(at.points);
        self.outer(self.inner.last_jets(At { points: &points, ..at }, scratch), at.order)
    }

    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let points = self.inner_points(at.points);
        let cotangents = self.scaled(*cotangents, at.order);
        self.inner.pull_backs(At { points: &points, ..at }, &cotangents, scratch, rows);
    }

    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        let points = self.inner_points(at.points);
        let change = self.inner.push_forwards(At { points: &points, ..at }, direction, scratch, rows);
        self.scaled(change, at.order)
    }

    fn values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        let points = self.inner_points(at.points);
        self.outer_values(self.inner.values(At { points: &points, ..at }, scratch))
    }

    fn last_values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        let points = self.inner_points(at.points);
        self.outer_values(self.inner.last_values(At { points: &points, ..at }, scratch))
    }

    fn pull_back_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[[R; K]; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let points = self.inner_points(at.points);
        let cotangents = self.scaled_values(*cotangents);
        self.inner.pull_back_values(At { points: &points, ..at }, &cotangents, scratch, rows);
    }

    fn push_forward_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [[R; K]; O] {
        let points = self.inner_points(at.points);
        let at = At { points: &points, ..at };
        self.scaled_values(self.inner.push_forward_values(at, direction, scratch, rows))
    }
}

impl<M, R: Real, const D: usize, const O: usize> Normalized<M, R, D, O> {
    fn scaled_values<const K: usize>(&self, mut values: [[R; K]; O]) -> [[R; K]; O] {
        for (values, output) in values.iter_mut().zip(&self.outputs) {
            multiply(values, output.scale);
        }
        values
    }

    fn outer_values<const K: usize>(&self, values: [[R; K]; O]) -> [[R; K]; O] {
        let mut values = self.scaled_values(values);
        for (values, output) in values.iter_mut().zip(&self.outputs) {
            for value in values {
                *value += output.centre;
            }
        }
        values
    }
}
