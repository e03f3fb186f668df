//! −εv″ + v′ = 1 on (0, 1), v(0) = v(1) = 0, ε = 0.1: a differential equation, solved on the device.

use ngd_core::damping::Adaptive;
use ngd_core::least_squares::{LeastSquares, SquareRoot};
use ngd_core::model::HardBoundary;
use ngd_core::natural_gradient::{Parts, Thin};
use ngd_core::step_length::Backtracking;
use ngd_core::{
    Activation, At, Footprint, INTERIOR, Jet, Mlp, Model, Momentum, NaturalGradient, Order, Outcome, Problem,
    Real, Residual, Sample, StepError, Transport,
};

/// 1-10-1, 31 parameters.
pub const NETWORK: Mlp<1> = Mlp::new(&[10], Activation::Tanh);
/// The work memory of a training.
pub const FOOTPRINT: Footprint =
    NETWORK.footprint_up_to(Order::Second).of::<NaturalGradient<f32, Thin<f32>>>();
/// Midpoints at which the equation is asked for.
pub const POINTS: usize = 40;
/// Steps of a training, at most.
pub const STEPS: u32 = 150;
/// The loss at which a training ends: below it `f32` has little to add.
pub const TARGET: f32 = 2e-8;
/// The largest relative error of a training that passes; of 20 seeds the largest is 1e-4.
pub const BOUND: f32 = 5e-4;
/// ε, the diffusion.
const DIFFUSION: f32 = 0.1;

/// The equation, with weight 1/N at N midpoints.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554).
#[derive(Clone, Copy, Debug)]
pub struct BoundaryLayer;

impl Problem<f32, 1, 1> for BoundaryLayer {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, _: &Sample<f32, 1>, [v]: &[Jet<f32, 1>; 1], _: usize) -> Residual<f32, 1, 1> {
        let cotangent = Jet { value: 0.0, gradient: [1.0], second: [-DIFFUSION] };
        Residual::new(v.gradient[0] - DIFFUSION * v.second[0] - 1.0, [cotangent])
    }
}

/// v = x(1−x)·N(x).
fn both_ends([x]: &[f32; 1]) -> (Jet<f32, 1>, [Jet<f32, 1>; 1]) {
    (Jet { value: x * (1.0 - x), gradient: [1.0 - 2.0 * x], second: [-2.0] }, [Jet::ZERO])
}

/// v = x − (e^{(x−1)/ε} − e^{−1/ε})/(1 − e^{−1/ε}).
fn exact(x: f32) -> f32 {
    let far = Real::exp(-1.0 / DIFFUSION);
    x - (Real::exp((x - 1.0) / DIFFUSION) - far) / (1.0 - far)
}

/// The thin step by a solver.
pub type Optimizer<S> = NaturalGradient<f32, Parts<S, Backtracking<f32>, Adaptive<f32>>>;

/// Natural heavy ball, β = ½, by the accurate solver.
pub fn optimizer() -> Optimizer<SquareRoot> {
    let transport = Transport::Projected;
    NaturalGradient::<f32>::thin()
        .with_momentum(Momentum::HeavyBall { beta: 0.5, transport })
        .with_solver(SquareRoot)
}

/// The training.
#[derive(Debug)]
pub struct BoundaryLayerTraining {
    samples: [Sample<f32, 1>; POINTS],
}

impl Default for BoundaryLayerTraining {
    fn default() -> Self {
        let midpoint = |i: usize| [(i as f32 + 0.5) / POINTS as f32];
        let samples = core::array::from_fn(|i| Sample::new(midpoint(i), 1.0 / POINTS as f32, INTERIOR));
        Self { samples }
    }
}

impl BoundaryLayerTraining {
    /// One step.
    ///
    /// Shapes: theta P, memory [`FOOTPRINT`].
    ///
    /// # Errors
    /// As [`NaturalGradient::step`].
    pub fn step<S: LeastSquares<f32>>(
        &self,
        optimizer: &mut Optimizer<S>,
        theta: &mut [f32],
        memory: &mut [f32],
    ) -> Result<Outcome<f32>, StepError> {
        let model = HardBoundary::new(NETWORK, both_ends);
        optimizer.step(&model, &BoundaryLayer, &self.samples, theta, memory)
    }

    /// ‖v − exact‖/‖exact‖ over 200 midpoints.
    ///
    /// Shapes: theta P, memory [`FOOTPRINT`].   Units: none.
    pub fn relative_error(&self, theta: &[f32], memory: &mut [f32]) -> f32 {
        let model = HardBoundary::new(NETWORK, both_ends);
        let (mut squares, mut norm) = (0.0, 0.0);
        for i in 0..200 {
            let x = (i as f32 + 0.5) / 200.0;
            let [v] = model.jet(At::new(theta, &[x], Order::Value), memory);
            let exact = exact(x);
            squares += (v.value - exact) * (v.value - exact);
            norm += exact * exact;
        }
        Real::sqrt(squares / norm)
    }
}
