//! Where a training starts: the output layer by one linear least-squares solution, the hidden layers of the steepness
//! that makes it smallest.

use ngd_core::model::{At, SplitMix64};
use ngd_core::{Jet, Model, Problem, Real, Sample};

use super::linearity::Degree;
use super::model::EquationModel;
use super::posed::Posed;

/// Factors of the weights of the first layer that are tried.
const STEEPNESSES: [f64; 6] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// λ of the linear solution, relative to the mean of the diagonal.
const DAMPING: f64 = 1e-12;

/// A steeper start must make the loss smaller by this factor.
const GAIN: f64 = 0.25;

/// Samples of the linear solution for each of its unknowns.
const SAMPLES_EACH: usize = 8;

impl<const D: usize, const O: usize> Posed<D, O> {
    /// Initial values. Hidden layers are Glorot's, the first one with transitions spread over the box; where all
    /// equations are linear, the output layer solves them as well as it can, and the first layer is the steepest of
    /// some that are worth it.
    pub fn start<R: Real>(&self, model: &EquationModel<R, D, O>, seed: u64, theta: &mut [R]) {
        model.network.glorot_into(seed, theta);
        model.start_constants(theta);
        let linear = self.0.system.laws().all(|law| law.degree == Degree::Linear);
        if !linear || !self.0.sought.is_empty() {
            return;
        }
        let samples = self.some_samples::<R>(model);
        let mut best: Option<(f64, Vec<R>)> = None;
        for steepness in STEEPNESSES {
            let mut tried = theta.to_vec();
            spread(model, steepness, seed, &mut tried);
            let Some(loss) = self.solve_output_layer(model, &samples, &mut tried) else { continue };
            if best.as_ref().is_none_or(|(least, _)| loss < GAIN * least) {
                best = Some((loss, tried));
            }
        }
        if let Some((_, best)) = best {
            theta.copy_from_slice(&best);
        }
    }

    /// An even choice of the samples, enough for the output layer.
    fn some_samples<R: Real>(&self, model: &EquationModel<R, D, O>) -> Vec<Sample<R, D, O>> {
        let all = self.samples();
        let unknowns = model.network_parameters() - model.network.output_layer::<R>();
        let step = (all.len() / (SAMPLES_EACH * unknowns).max(1)).max(1);
        let narrow = |sample: &Sample<f64, D, O>| Sample {
            point: sample.point.map(R::of),
            target: sample.target.map(R::of),
            weight: R::of(sample.weight * step as f64),
            kind: sample.kind,
        };
        all.iter().step_by(step).map(narrow).collect()
    }

    /// Sets the parameters of the output layer to the least-squares solution; half the sum of squares there. `None`
    /// if there is none.
    fn solve_output_layer<R: Real>(
        &self,
        model: &EquationModel<R, D, O>,
        samples: &[Sample<R, D, O>],
        theta: &mut [R],
    ) -> Option<f64> {
        let (first, end) = (model.network.output_layer::<R>(), model.network_parameters());
        let count = end.checked_sub(first)?;
        theta.get_mut(first..end)?.fill(R::ZERO);
        let order = Problem::<R, D, O>::order(self);
        let mut scratch = vec![R::ZERO; model.scratch()];
        let mut row = vec![R::ZERO; model.parameters()];
        let mut gram = vec![vec![0.0; count]; count];
        let (mut side, mut loss) = (vec![0.0; count], 0.0);
        for sample in samples {
            let at = At::new(theta, &sample.point, order);
            let jets: [Jet<R, D>; O] = model.jet(at, &mut scratch);
            let linear = Problem::<R, D, O>::linearize(self, sample, &jets, 0);
            model.pull_back(at, &linear.cotangent, &mut scratch, &mut row);
            let (weight, residual) = (sample.weight.to_f64(), linear.residual.to_f64());
            let row: Vec<f64> = row[first..end].iter().map(|entry| entry.to_f64()).collect();
            for (i, entry) in row.iter().enumerate() {
                side[i] -= weight * residual * entry;
                for (place, other) in gram[i].iter_mut().zip(&row[..=i]) {
                    *place += weight * entry * other;
                }
            }
            loss += 0.5 * weight * residual * residual;
        }
        let solution = cholesky(gram, &side)?;
        let gained: f64 = solution.iter().zip(&side).map(|(x, b)| x * b).sum();
        for (place, value) in theta.get_mut(first..end)?.iter_mut().zip(&solution) {
            *place = R::of(*value);
        }
        let loss = loss - 0.5 * gained;
        loss.is_finite().then_some(loss.max(0.0))
    }
}

/// The first layer's weights times a factor, and biases by which every unit turns somewhere in the box.
fn spread<R: Real, const D: usize, const O: usize>(
    model: &EquationModel<R, D, O>,
    steepness: f64,
    seed: u64,
    theta: &mut [R],
) {
    let [weights, units] = model.network.first_layer::<R>();
    let Some((first, rest)) = theta.split_at_mut_checked(weights) else { return };
    let mut random = SplitMix64::new(!seed);
    for (row, bias) in first.chunks_mut((weights / units.max(1)).max(1)).zip(rest) {
        let mut turn = R::ZERO;
        for weight in row {
            *weight *= R::of(steepness);
            turn += *weight * (R::of(2.0) * random.uniform::<R>() - R::ONE);
        }
        if steepness > 1.0 {
            *bias = turn;
        }
    }
}

/// The solution of (G + λI) x = b, G by its lower triangle.
fn cholesky(mut gram: Vec<Vec<f64>>, side: &[f64]) -> Option<Vec<f64>> {
    let count = side.len();
    let trace: f64 = (0..count).map(|i| gram[i][i]).sum();
    let damping = DAMPING * trace / count.max(1) as f64;
    for i in 0..count {
        gram[i][i] += damping;
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| gram[i][k] * gram[j][k]).sum();
            let rest = gram[i][j] - sum;
            gram[i][j] =
                if i == j { Some(rest).filter(|rest| *rest > 0.0)?.sqrt() } else { rest / gram[j][j] };
        }
    }
    let mut x = side.to_vec();
    for i in 0..count {
        let sum: f64 = (0..i).map(|k| gram[i][k] * x[k]).sum();
        x[i] = (x[i] - sum) / gram[i][i];
    }
    for i in (0..count).rev() {
        let sum: f64 = (i + 1..count).map(|k| gram[k][i] * x[k]).sum();
        x[i] = (x[i] - sum) / gram[i][i];
    }
    Some(x)
}
