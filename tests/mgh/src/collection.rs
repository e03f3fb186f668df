//! A case as a model.

use std::cell::Cell;

use ngd_core::{At, Jet, Model};

use crate::Case;

/// A case as a model whose value at the point i is residual i, for [`Regression`](ngd_core::problem::Regression)
/// to zeros; counts residuals and rows.
#[derive(Debug)]
pub struct Counted<'a> {
    /// The case.
    pub case: &'a Case,
    values: Cell<usize>,
    rows: Cell<usize>,
}

impl<'a> Counted<'a> {
    /// The model of a case, nothing counted.
    pub const fn new(case: &'a Case) -> Self {
        Self { case, values: Cell::new(0), rows: Cell::new(0) }
    }

    /// How often all residuals and how often all rows were computed.
    pub fn passes(&self) -> [usize; 2] {
        [self.values.get(), self.rows.get()].map(|count| count / self.case.residuals)
    }
}

impl Model<f64, 1, 1> for Counted<'_> {
    fn parameters(&self) -> usize {
        self.case.parameters
    }

    fn jet(&self, at: At<'_, f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        self.values.set(self.values.get() + 1);
        [Jet::value(self.case.residual(at.theta, at.point()[0] as usize))]
    }

    fn pull_back(&self, at: At<'_, f64, 1>, [c]: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        self.rows.set(self.rows.get() + 1);
        self.case.row(at.theta, at.point()[0] as usize, row);
        row.iter_mut().for_each(|entry| *entry *= c.value);
    }
}
