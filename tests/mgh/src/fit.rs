//! A run from a multiple of the starting point.

use ngd_core::damping::Damping;
use ngd_core::least_squares::LeastSquares;
use ngd_core::natural_gradient::Parts;
use ngd_core::problem::Regression;
use ngd_core::step_length::StepLength;
use ngd_core::{Footprint, NaturalGradient, Sample, StepError};

use crate::{Case, Counted};

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Σ f² at the end.
    pub sum_of_squares: f64,
    /// Steps, rejected ones included.
    pub steps: usize,
    /// How often all residuals were computed, and how often all rows.
    pub passes: [usize; 2],
    /// Whether it is over; or why a step could not be tried.
    pub over: Result<bool, StepError>,
    /// See [`cosine`].
    pub cosine: f64,
    /// x.
    pub theta: Vec<f64>,
}

impl Fit {
    /// At most `most` steps of an optimizer from `factor` times the starting point.
    pub fn run<S, L, C>(
        case: &Case,
        factor: f64,
        optimizer: &mut NaturalGradient<f64, Parts<S, L, C>>,
        most: usize,
    ) -> Self
    where
        S: LeastSquares<f64>,
        L: StepLength<f64>,
        C: Damping<f64>,
    {
        let model = Counted::new(case);
        let samples: Vec<Sample<f64, 1>> =
            (0..case.residuals).map(|i| Sample::measured([i as f64], [0.0])).collect();
        let mut theta = case.start(factor);
        let mut memory = vec![0.0; Footprint::of_parameters(theta.len()).words()];
        let (mut steps, mut over) = (0, Ok(false));
        while steps < most && over == Ok(false) {
            let outcome = optimizer.step_in_blocks::<1, _, _, 1, 1>(
                &model,
                &Regression,
                &samples,
                &mut theta,
                &mut memory,
            );
            steps += 1;
            over = outcome.map(|outcome| outcome.report().repeats);
        }
        let (sum_of_squares, cosine) = (case.sum_of_squares(&theta), cosine(case, &theta));
        Self { sum_of_squares, steps, passes: model.passes(), over, cosine, theta }
    }
}

/// The largest cosine between the residuals and a column of their Jacobian at x; zero where either is.
pub fn cosine(case: &Case, x: &[f64]) -> f64 {
    let n = case.parameters;
    let (mut row, mut products, mut squares, mut total) = (vec![0.0; n], vec![0.0; n], vec![0.0; n], 0.0);
    for i in 0..case.residuals {
        let f = case.residual(x, i);
        case.row(x, i, &mut row);
        total += f * f;
        for j in 0..n {
            products[j] += f * row[j];
            squares[j] += row[j] * row[j];
        }
    }
    let cosines =
        products.iter().zip(&squares).map(|(product, square)| product.abs() / (square * total).sqrt());
    cosines.filter(|cosine| cosine.is_finite()).fold(0.0, f64::max)
}
