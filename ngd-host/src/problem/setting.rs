//! The seam of a problem in the host: its equation is the core's [`Problem`]; a setting adds the points,
//! the model and the exact solution.

use ngd_core::{Jet, Mlp, Model, Problem, Real, Sample};

/// An equation with its points, its model and its exact solution.
pub trait Setting<R: Real, const D: usize, const O: usize>: Problem<R, D, O> {
    /// The network, or a model made of it.
    type Model: Model<R, D, O>;

    /// The quadrature points of the loss, with weights and data.
    fn samples(&self) -> Vec<Sample<R, D, O>>;

    /// The model of a network: the network itself, unless boundary values are built in.
    fn model(&self, network: Mlp<D, O>) -> Self::Model;

    /// Value and gradient of the exact solution.
    fn exact(&self, point: &[f64; D]) -> [Jet<f64, D>; O];

    /// The points of the error norms, all of one weight.
    fn error_points(&self) -> Vec<[f64; D]>;

    /// Where the domain begins and ends, and the names of the coordinates.
    fn domain(&self) -> Domain<D>;
}

/// The box that a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain<const D: usize> {
    /// Names of the coordinates.
    pub axes: [&'static str; D],
    /// Beginning and end along each.
    pub extent: [[f64; 2]; D],
}

/// Points i/n, i from 1 to n − 1.
pub fn inner_points(n: usize) -> impl Iterator<Item = f64> + Clone {
    (1..n).map(move |i| i as f64 / n as f64)
}

/// All pairs, the first coordinate slowest.
pub fn pairs(points: impl Iterator<Item = f64> + Clone) -> impl Iterator<Item = [f64; 2]> {
    points.clone().flat_map(move |x| points.clone().map(move |y| [x, y]))
}
