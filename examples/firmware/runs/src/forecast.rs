//! Mackey-Glass: x(t), x(t−6), … → x(t+6), learnt on the device from a stream of samples.

use ngd_core::damping::Damping;
use ngd_core::history::Window;
use ngd_core::least_squares::{LeastSquares, NormalEquations, Regularization};
use ngd_core::natural_gradient::{Parts, Thin};
use ngd_core::problem::Regression;
use ngd_core::step_length::{Backtracking, StepLength};
use ngd_core::{
    Activation, At, Footprint, Mlp, Model, Momentum, NaturalGradient, Order, Outcome, Real, StepError,
    Transport,
};

use crate::mackey_glass::Sensor;

/// 4-4-1, 25 parameters.
pub const SMALL: Mlp<4> = Mlp::new(&[4], Activation::Tanh);
/// 4-10-1, 61 parameters.
pub const USUAL: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
/// 2-32-1, 129 parameters.
pub const WIDE: Mlp<2> = Mlp::new(&[32], Activation::Tanh);

/// Samples of a step.
pub const BATCH: usize = 32;
/// Steps of a training.
pub const STEPS: u32 = 200;
/// The largest held-out error of a training of [`USUAL`] that passes; of 20 seeds the largest is 0.027.
pub const BOUND: f32 = 0.03;
/// The same of [`SMALL`], where it is 0.053.
pub const BOUND_OF_SMALL: f32 = 0.06;
/// Held-out samples.
pub const HELD_OUT_SAMPLES: usize = 500;
/// Where the sensor begins to be read.
const START: usize = 118;
/// Where the held-out samples begin, beyond all that a training reads.
const HELD_OUT: usize = 20_000;

/// The work memory of a network on data.
pub const fn footprint<const D: usize>(network: &Mlp<D>) -> Footprint {
    network.footprint_up_to(Order::Value).of::<NaturalGradient<f32, Thin<f32>>>()
}

/// λ in the units of G, the same in every step: what the batches before have taught is worth so much. It is
/// known before the rows are and costs neither solver anything.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// λ > 0.
    pub lambda: f32,
}

impl Damping<f32> for Known {
    fn known(&self) -> Option<f32> {
        Some(self.lambda)
    }

    fn regularization(&self, _mean_square: f32) -> Regularization<f32> {
        Regularization::Damping(self.lambda)
    }
}

/// Natural heavy ball, β = ½. A step sees fewer samples than there are parameters, so that λ must not fall: it
/// is 1 % of the mean diagonal of G, which is 5 here.
pub fn optimizer() -> NaturalGradient<f32, Parts<NormalEquations, Backtracking<f32>, Known>> {
    let transport = Transport::Projected;
    NaturalGradient::<f32>::thin()
        .with_momentum(Momentum::HeavyBall { beta: 0.5, transport })
        .with_damping(Known { lambda: 0.05 })
}

/// A training on a stream: each step reads fresh samples into a window of fixed capacity.
#[derive(Debug)]
pub struct Forecast<const D: usize> {
    network: Mlp<D>,
    sensor: Sensor<D>,
    window: Window<f32, D, 1, BATCH>,
}

impl<const D: usize> Forecast<D> {
    /// A training at its beginning.
    pub fn new(network: Mlp<D>) -> Self {
        Self { network, sensor: Sensor::starting_at(START), window: Window::new() }
    }

    /// Reads as many samples as the window holds.
    pub fn read(&mut self) {
        for _ in 0..BATCH {
            self.window.push(self.sensor.read());
        }
    }

    /// One step on the samples last read.
    ///
    /// Shapes: theta P, memory [`footprint`].
    ///
    /// # Errors
    /// As [`NaturalGradient::step`].
    pub fn step<S, L, C>(
        &mut self,
        optimizer: &mut NaturalGradient<f32, Parts<S, L, C>>,
        theta: &mut [f32],
        memory: &mut [f32],
    ) -> Result<Outcome<f32>, StepError>
    where
        S: LeastSquares<f32>,
        L: StepLength<f32>,
        C: Damping<f32>,
    {
        optimizer.step(&self.network, &Regression, self.window.samples(), theta, memory)
    }

    /// The error on [`HELD_OUT_SAMPLES`] that no training reads: its root mean square, divided by the standard
    /// deviation of the targets.
    ///
    /// Shapes: theta P, memory [`footprint`].   Units: none.
    pub fn held_out_error(&self, theta: &[f32], memory: &mut [f32]) -> f32 {
        let mut sensor = Sensor::<D>::starting_at(HELD_OUT);
        let (mut squares, mut sum, mut sum_of_squares) = (0.0, 0.0, 0.0);
        for _ in 0..HELD_OUT_SAMPLES {
            let sample = sensor.read();
            let [u] = self.network.jet(At::new(theta, &sample.point, Order::Value), memory);
            let [y] = sample.target;
            squares += (u.value - y) * (u.value - y);
            sum += y;
            sum_of_squares += y * y;
        }
        let variance = sum_of_squares - sum * sum / HELD_OUT_SAMPLES as f32;
        Real::sqrt(squares / variance)
    }
}
