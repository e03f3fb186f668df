//! How well the data of an inverse problem determine an output of the model.

use ngd_core::least_squares::{LeastSquares, PANEL_ROWS, Panel, Regularization, System, TruncatedSvd};
use ngd_core::linear_algebra::packed::{packed_len, padded_len};
use ngd_core::model::At;
use ngd_core::{Jet, Model, Order, Problem, Sample};

use crate::method::{Float, HeapSpectrum};

/// A model at its parameters.
pub(super) struct Estimate<'a, R, M> {
    pub(super) model: &'a M,
    pub(super) theta: &'a [R],
}

impl<R: Float, M> Estimate<'_, R, M> {
    /// The standard deviations of outputs at points: √(jᵀ(JᵀJ)⁺j), j the row of the output and J that of all
    /// residuals, which are divided by the standard deviations of their noise. NaN if it cannot be computed.
    ///
    /// Singular values of J below εP times the largest are rounding and left out.
    pub(super) fn deviations<const D: usize, const O: usize>(
        &self,
        problem: &dyn Problem<R, D, O>,
        samples: &[Sample<R, D, O>],
        outputs: &[([R; D], usize)],
    ) -> Vec<f64>
    where
        M: Model<R, D, O>,
    {
        let parameters = self.model.parameters();
        let (length, groups) = (padded_len(parameters), parameters.div_ceil(4));
        let mut triangle = vec![R::ZERO; packed_len(parameters)];
        let (mut residual, mut velocity) = (vec![R::ZERO; length], vec![R::ZERO; length]);
        let mut lanes = vec![[R::ZERO; 4]; PANEL_ROWS * groups];
        let mut system = System {
            parameters,
            triangle: triangle.as_chunks_mut().0,
            residual: &mut residual,
            velocity: &mut velocity,
            damping: R::ZERO,
            relative: R::ZERO,
        };
        let mut solver = TruncatedSvd::new(HeapSpectrum::default());
        solver.begin(&mut system, R::ZERO);
        for rows in self.rows(problem, samples).chunks(PANEL_ROWS) {
            lanes.fill([R::ZERO; 4]);
            for (k, row) in rows.iter().enumerate() {
                for (j, entry) in row.iter().enumerate() {
                    lanes[PANEL_ROWS * (j / 4) + k][j % 4] = *entry;
                }
            }
            let [mut residual, mut velocity] = [[R::ZERO; PANEL_ROWS]; 2];
            let (residual, velocity) = (&mut residual, &mut velocity);
            solver.absorb(&mut system, &mut Panel { lanes: &mut lanes, residual, velocity });
        }
        let cutoff = Regularization::Cutoff(R::EPSILON * R::of_count(parameters));
        if solver.factor(&mut system, &mut lanes, cutoff).is_err() {
            return vec![f64::NAN; outputs.len()];
        }
        let mut deviation = |(point, output): &([R; D], usize)| {
            let mut cotangent = [Jet::ZERO; O];
            cotangent[*output] = Jet::value(R::ONE);
            let row = self.row(At::new(self.theta, point, Order::Value), |_| cotangent);
            let mut solution = row.clone();
            solution.resize(length, R::ZERO);
            solver.solve_for(&mut system, &mut solution);
            row.iter().zip(&solution).map(|(j, x)| (*j * *x).to_f64()).sum::<f64>().sqrt()
        };
        outputs.iter().map(&mut deviation).collect()
    }

    /// The weighted rows of all residuals of all samples.
    fn rows<const D: usize, const O: usize>(
        &self,
        problem: &dyn Problem<R, D, O>,
        samples: &[Sample<R, D, O>],
    ) -> Vec<Vec<R>>
    where
        M: Model<R, D, O>,
    {
        let mut rows = Vec::with_capacity(samples.len());
        for sample in samples {
            let scale = ngd_core::Real::sqrt(sample.weight);
            for which in 0..problem.residuals() {
                let at = At::new(self.theta, &sample.point, problem.order());
                let mut row = self.row(at, |jets| problem.linearize(sample, &jets, which).cotangent);
                row.iter_mut().for_each(|entry| *entry = scale * *entry);
                rows.push(row);
            }
        }
        rows
    }

    fn row<const D: usize, const O: usize>(
        &self,
        at: At<'_, R, D>,
        cotangent: impl FnOnce([Jet<R, D>; O]) -> [Jet<R, D>; O],
    ) -> Vec<R>
    where
        M: Model<R, D, O>,
    {
        let mut scratch = vec![R::ZERO; self.model.scratch()];
        let mut row = vec![R::ZERO; self.model.parameters()];
        let jets = self.model.jet(at, &mut scratch);
        self.model.pull_back(at, &cotangent(jets), &mut scratch, &mut row);
        row
    }
}
