use ngd_core::model::At;
use ngd_core::{BLOCK, Footprint, Jet, Model, Order};

use super::picture;
use super::points::{Points, in_precision};
use super::uncertainty::Estimate;
use crate::method::{Build, Float, Optimizer};
use crate::problem::{AnyMetric, AnyModel, Coefficient, Init, Reference, Setting};
use crate::training::{
    Errors, LearntCoefficient, Outcome, Settings, Solution, StepRecord, Training, TrainingError,
};

/// One seed's training: setting, model, optimizer, θ and the memory that the core works in.
pub struct Trainer<R: Float, const D: usize, const O: usize> {
    setting: Box<dyn Setting<R, D, O>>,
    model: AnyModel<R, D, O>,
    points: Points<R, D, O>,
    method: Optimizer<R, AnyMetric<R, D, O>>,
    theta: Vec<R>,
    memory: Vec<R>,
    scratch: Vec<R>,
    references: Vec<Reference<D, O>>,
    regularized: bool,
}

impl<R: Float, const D: usize, const O: usize> Trainer<R, D, O> {
    /// Sets up the training of one seed.
    ///
    /// # Errors
    /// When the layers make no network.
    pub fn new(
        setting: Box<dyn Setting<R, D, O>>,
        settings: &Settings,
        seed: u64,
    ) -> Result<Self, TrainingError> {
        let model = setting.model(settings.network.as_ref())?;
        let mut theta = vec![R::ZERO; model.parameters()];
        model.start(settings.network.as_ref().map_or(Init::Glorot, |network| network.init), seed, &mut theta);
        let scratch = model.block_scratch(Order::Second, BLOCK);
        let mut points = Points::new(setting.samples(), settings.batch, seed, theta.len(), scratch);
        points.draw(setting.as_ref(), &model, &theta)?;
        let rows = points.present.len() * setting.problem().residuals().max(1);
        let build = Build { parameters: theta.len(), rows, fresh: points.are_fresh() };
        let mut method = settings.method.build(setting.metric(), build);
        let footprint = method.footprint(Footprint::new(theta.len(), scratch));
        Ok(Self {
            references: setting.references(),
            memory: vec![R::ZERO; footprint.words()],
            method,
            scratch: vec![R::ZERO; scratch],
            regularized: settings.method.solver().is_some(),
            points,
            theta,
            model,
            setting,
        })
    }

    /// Fresh points for the next step, if it takes fresh ones.
    fn draw(&mut self) -> Result<(), TrainingError> {
        self.points.draw(self.setting.as_ref(), &self.model, &self.theta)
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
        let references = std::mem::take(&mut self.references);
        let points: Vec<[f64; D]> = references.iter().map(|reference| reference.point).collect();
        let mut sums = [[0.0; 2]; 2];
        self.jets(&points, order, |index, jets| {
            for (u, truth) in jets.iter().zip(&references[index].jets) {
                sums[0][0] += (u.value - truth.value).powi(2);
                sums[0][1] += truth.value.powi(2);
                for (u, truth) in u.gradient.iter().zip(&truth.gradient) {
                    sums[1][0] += (u - truth).powi(2);
                    sums[1][1] += truth.powi(2);
                }
            }
        });
        self.references = references;
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

impl<R: Float, const D: usize, const O: usize> Training for Trainer<R, D, O> {
    fn parameters(&self) -> usize {
        self.theta.len()
    }

    fn samples(&self) -> usize {
        self.points.present.len()
    }

    fn loss(&mut self) -> f64 {
        let problem = self.setting.problem();
        ngd_core::loss(&self.model, problem, &self.points.present, &self.theta, &mut self.scratch).to_f64()
    }

    fn step(&mut self) -> Result<StepRecord, TrainingError> {
        let problem = self.setting.problem();
        let (model, samples) = (&self.model, &self.points.present);
        let outcome = self
            .method
            .step((model, problem), samples, &mut self.theta, &mut self.memory)
            .map_err(|error| error.to_string())?;
        let report = outcome.report();
        let escaping = self.method.escapes();
        let repeats = report.repeats && !self.points.are_fresh();
        self.draw()?;
        Ok(StepRecord {
            loss: report.loss.to_f64(),
            length: (report.length * self.method.learning_rate()).to_f64(),
            damping: if self.regularized { report.regularization.to_f64() } else { f64::NAN },
            beta: report.beta.to_f64(),
            outcome: if outcome.is_accepted() { Outcome::Accepted } else { Outcome::Rejected },
            loss_evaluations: report.loss_evaluations.into(),
            can_continue: !repeats,
            diverged: repeats && escaping,
        })
    }

    /// Losses of different fresh points do not compare: there the last θ is kept, and its loss is that on
    /// the fixed points.
    fn finish(&mut self) -> f64 {
        if self.points.are_fresh() {
            self.points.present = in_precision(&self.points.fixed);
        } else if let Some(best) = self.method.best(&self.memory, self.theta.len()) {
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

    fn coefficients(&mut self) -> Vec<LearntCoefficient> {
        let wanted = self.setting.coefficients();
        if wanted.is_empty() {
            return Vec::new();
        }
        let outputs: Vec<_> = wanted.iter().map(|wanted| (wanted.point.map(R::of), wanted.output)).collect();
        let estimate = Estimate { model: &self.model, theta: &self.theta };
        let fixed = in_precision(&self.points.fixed);
        let deviations = estimate.deviations(self.setting.problem(), &fixed, &outputs);
        let points: Vec<_> = wanted.iter().map(|wanted| wanted.point).collect();
        let mut values = Vec::with_capacity(wanted.len());
        self.jets(&points, Order::Value, |index, jets| values.push(jets[wanted[index].output].value));
        let learnt =
            |((wanted, value), standard_deviation): ((&Coefficient<D>, f64), f64)| LearntCoefficient {
                name: wanted.name,
                value,
                standard_deviation,
                exact: self.setting.exact(&wanted.point)[wanted.output].value,
            };
        wanted.iter().zip(values).zip(deviations).map(learnt).collect()
    }

    fn solution(&mut self) -> Solution {
        let view = picture::View(self.setting.domain());
        let (u, exact) = self.pictured(&view.points());
        view.solution(u, exact)
    }
}
