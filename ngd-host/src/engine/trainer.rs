use ngd_core::{At, BLOCK, Footprint, Jet, Mlp, Model, Order, Sample};

use super::parts::{Float, Optimizer, optimizer};
use crate::choice::{self, Init};
use crate::problem::Setting;
use crate::run::{Errors, Outcome, Solution, StepRecord, Training, TrainingError};
use crate::settings::Settings;

/// Points along each axis of a picture: of a curve, of a map.
const CURVE_POINTS: usize = 401;
const MAP_CELLS: usize = 100;

/// One seed's training: setting, model, optimizer, θ and the memory that the core works in.
pub struct Trainer<R, S, const D: usize, const O: usize>
where
    R: Float,
    S: Setting<R, D, O>,
{
    setting: S,
    model: S::Model,
    samples: Vec<Sample<R, D, O>>,
    optimizer: Optimizer<R>,
    theta: Vec<R>,
    memory: Vec<R>,
    scratch: Vec<R>,
    exact: Vec<ExactPoint<D, O>>,
    regularized: bool,
}

/// A point of the error norms and the exact solution there.
struct ExactPoint<const D: usize, const O: usize> {
    point: [f64; D],
    jets: [Jet<f64, D>; O],
}

impl<R, S, const D: usize, const O: usize> Trainer<R, S, D, O>
where
    R: Float,
    S: Setting<R, D, O>,
{
    /// Sets up the training of one seed.
    ///
    /// # Errors
    /// When the layers make no network.
    pub fn new(setting: S, settings: &Settings, seed: u64) -> Result<Self, TrainingError> {
        let activation = match settings.activation {
            choice::Activation::Tanh => ngd_core::Activation::Tanh,
            choice::Activation::Sine => ngd_core::Activation::Sine,
            choice::Activation::Softplus => ngd_core::Activation::Softplus,
            choice::Activation::Logistic => ngd_core::Activation::Logistic,
        };
        let network =
            Mlp::try_new(settings.layers.hidden(), activation).map_err(|error| error.to_string())?;
        let mut theta = vec![R::ZERO; network.parameters()];
        match settings.init {
            Init::Glorot => network.glorot_into(seed, &mut theta),
            Init::Normal(sigma) => network.normal_into(seed, R::of(sigma), &mut theta),
        }
        let model = setting.model(network);
        let scratch = model.block_scratch(Order::Second, BLOCK);
        let footprint = Footprint::new(theta.len(), scratch);
        let footprint = if settings.solver.is_none() { footprint.first_order() } else { footprint };
        let exact_at = |point| ExactPoint { point, jets: setting.exact(&point) };
        Ok(Self {
            samples: setting.samples(),
            exact: setting.error_points().into_iter().map(exact_at).collect(),
            optimizer: optimizer(settings, theta.len()),
            memory: vec![R::ZERO; footprint.words()],
            scratch: vec![R::ZERO; scratch],
            regularized: settings.solver.is_some(),
            theta,
            model,
            setting,
        })
    }

    /// The jets of the model at many points, in f64.
    fn jets(&mut self, points: &[[f64; D]], order: Order, mut each: impl FnMut(usize, [Jet<f64, D>; O])) {
        for (b, block) in points.chunks(BLOCK).enumerate() {
            let mut at = [[R::ZERO; D]; BLOCK];
            for (to, from) in at.iter_mut().zip(block) {
                *to = from.map(R::of);
            }
            let jets = self.model.jets(At::block(&self.theta, &at, order), &mut self.scratch);
            for k in 0..block.len() {
                each(b * BLOCK + k, jets.each_ref().map(|lanes| in_double(&lanes.point(k))));
            }
        }
    }

    /// ‖u − u*‖ and ‖u*‖, squared, value and gradient apart.
    fn squared_errors(&mut self, order: Order) -> [[f64; 2]; 2] {
        let exact = std::mem::take(&mut self.exact);
        let points: Vec<[f64; D]> = exact.iter().map(|exact| exact.point).collect();
        let mut sums = [[0.0; 2]; 2];
        self.jets(&points, order, |index, jets| {
            for (u, truth) in jets.iter().zip(&exact[index].jets) {
                sums[0][0] += (u.value - truth.value).powi(2);
                sums[0][1] += truth.value.powi(2);
                for (u, truth) in u.gradient.iter().zip(&truth.gradient) {
                    sums[1][0] += (u - truth).powi(2);
                    sums[1][1] += truth.powi(2);
                }
            }
        });
        self.exact = exact;
        sums
    }

    /// The first output of the model and of the exact solution.
    fn pictured(&mut self, points: &[[f64; D]]) -> (Vec<f64>, Vec<f64>) {
        let mut u = Vec::with_capacity(points.len());
        self.jets(points, Order::Value, |_, jets| u.push(jets.first().map_or(f64::NAN, |jet| jet.value)));
        let exact = |point| self.setting.exact(point).first().map_or(f64::NAN, |jet| jet.value);
        (u, points.iter().map(exact).collect())
    }
}

fn in_double<R: Float, const D: usize>(jet: &Jet<R, D>) -> Jet<f64, D> {
    Jet {
        value: jet.value.to_f64(),
        gradient: jet.gradient.map(ngd_core::Real::to_f64),
        second: jet.second.map(ngd_core::Real::to_f64),
    }
}

impl<R, S, const D: usize, const O: usize> Training for Trainer<R, S, D, O>
where
    R: Float,
    S: Setting<R, D, O>,
{
    fn parameters(&self) -> usize {
        self.theta.len()
    }

    fn samples(&self) -> usize {
        self.samples.len()
    }

    fn loss(&mut self) -> f64 {
        let (model, scratch) = (&self.model, &mut self.scratch);
        ngd_core::loss(model, &self.setting, &self.samples, &self.theta, scratch).to_f64()
    }

    fn step(&mut self) -> Result<StepRecord, TrainingError> {
        let (samples, theta, memory) = (&self.samples, &mut self.theta, &mut self.memory[..]);
        let outcome = self
            .optimizer
            .step(&self.model, &self.setting, samples, theta, memory)
            .map_err(|error| error.to_string())?;
        let report = outcome.report();
        let escaping = matches!(self.optimizer.policy, ngd_core::Policy::Escape { .. });
        Ok(StepRecord {
            loss: report.loss.to_f64(),
            length: (report.length * self.optimizer.learning_rate()).to_f64(),
            damping: if self.regularized { report.regularization.to_f64() } else { f64::NAN },
            beta: report.beta.to_f64(),
            outcome: if outcome.is_accepted() { Outcome::Accepted } else { Outcome::Rejected },
            loss_evaluations: report.loss_evaluations.into(),
            can_continue: !report.repeats,
            diverged: report.repeats && escaping,
        })
    }

    fn finish(&mut self) -> f64 {
        if let Some((best, _)) = self.optimizer.best(&self.memory, self.theta.len()) {
            self.theta.copy_from_slice(best);
        }
        self.loss()
    }

    fn errors(&mut self) -> Errors {
        let [[value, exact_value], [gradient, exact_gradient]] = self.squared_errors(Order::Gradient);
        Errors {
            relative_l2: (value / exact_value).sqrt(),
            relative_h1: ((value + gradient) / (exact_value + exact_gradient)).sqrt(),
        }
    }

    fn relative_l2(&mut self) -> f64 {
        let [[value, exact_value], _] = self.squared_errors(Order::Value);
        (value / exact_value).sqrt()
    }

    fn solution(&mut self) -> Solution {
        let domain = self.setting.domain();
        let centre = |axis: usize, cell: usize, cells: usize| {
            let [begin, end] = domain.extent[axis];
            begin + (end - begin) * (cell as f64 + 0.5) / cells as f64
        };
        if D == 1 {
            let [begin, end] = domain.extent[0];
            let share = |i: usize| i as f64 / (CURVE_POINTS - 1) as f64;
            let x: Vec<f64> = (0..CURVE_POINTS).map(|i| begin + (end - begin) * share(i)).collect();
            let points: Vec<[f64; D]> = x.iter().map(|x| [*x; D]).collect();
            let (u, exact) = self.pictured(&points);
            return Solution::Curve { x, u, exact };
        }
        // Further coordinates, where a problem has them, stay in the middle of the domain.
        let middle: [f64; D] = std::array::from_fn(|d| centre(d, 0, 1));
        let at = |cell: usize| {
            let mut point = middle;
            point[0] = centre(0, cell % MAP_CELLS, MAP_CELLS);
            point[1] = centre(1, cell / MAP_CELLS, MAP_CELLS);
            point
        };
        let points: Vec<[f64; D]> = (0..MAP_CELLS * MAP_CELLS).map(at).collect();
        let (u, exact) = self.pictured(&points);
        Solution::Map {
            axes: [domain.axes[0], domain.axes[1]],
            cells: [MAP_CELLS; 2],
            extent: [domain.extent[0], domain.extent[1]],
            u,
            exact,
        }
    }
}
