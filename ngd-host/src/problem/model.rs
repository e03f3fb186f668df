//! The models of the program, one type for every number of inputs and outputs.

use std::fmt;

use ngd_core::model::{At, HardBoundary};
use ngd_core::{Jet, Mlp, Model, Order, Real};

use super::{Init, Network, WithConstants};

/// The functions a and l of a [hard boundary](HardBoundary).
pub type Lift<R, const D: usize, const O: usize> =
    Box<dyn Fn(&[R; D]) -> (Jet<R, D>, [Jet<R, D>; O]) + Send + Sync>;

/// A model that is no network, written for one point.
pub trait OwnModel<R: Real, const D: usize, const O: usize>: fmt::Debug + Send + Sync {
    /// The parameters at the start; their number is P.
    fn start(&self) -> Vec<f64>;

    /// As [`Model::jet`].
    fn jet(&self, at: At<'_, R, D>) -> [Jet<R, D>; O];

    /// As [`Model::pull_back`].
    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], row: &mut [R]);
}

/// What stands between θ and the jets of a problem. It is an enum, so that a step is compiled once for every
/// number of inputs and outputs and not once for every kind of model.
pub enum AnyModel<R, const D: usize, const O: usize> {
    /// A network.
    Network(Mlp<D, O>),
    /// A network with the boundary values built in.
    Bounded(HardBoundary<Mlp<D, O>, Lift<R, D, O>>),
    /// A network of one output, and constants for the others.
    WithConstants(WithConstants<Mlp<D, 1>, 1>),
    /// No network.
    Own(Pointwise<R, D, O>),
}

impl<R: Real, const D: usize, const O: usize> AnyModel<R, D, O> {
    /// The network with D inputs and O outputs.
    ///
    /// # Errors
    /// In words, when the widths make no network.
    pub fn network(network: Option<&Network>) -> Result<Self, String> {
        given(network)?.build().map(Self::Network)
    }

    /// The same with the boundary values built in: a vanishes at the boundary, l has the values there.
    ///
    /// # Errors
    /// As [`network`](Self::network).
    pub fn bounded(
        network: Option<&Network>,
        lift: impl Fn(&[R; D]) -> (Jet<R, D>, [Jet<R, D>; O]) + Send + Sync + 'static,
    ) -> Result<Self, String> {
        let lift: Lift<R, D, O> = Box::new(lift);
        Ok(Self::Bounded(HardBoundary::new(given(network)?.build()?, lift)))
    }

    /// A network of one output beside O − 1 unknown constants, which start at `start`.
    ///
    /// # Errors
    /// As [`network`](Self::network).
    pub fn with_constants(network: Option<&Network>, start: f64) -> Result<Self, String> {
        Ok(Self::WithConstants(WithConstants { inner: given(network)?.build()?, start }))
    }

    /// A model that is no network.
    pub fn own(model: impl OwnModel<R, D, O> + 'static) -> Self {
        Self::Own(Pointwise { parameters: model.start().len(), model: Box::new(model) })
    }

    /// Writes the initial parameters; models that are no network have their own.
    ///
    /// Shapes: theta P.
    pub fn start(&self, init: Init, seed: u64, theta: &mut [R]) {
        match self {
            Self::Network(network) => init.write(network, seed, theta),
            Self::Bounded(HardBoundary { inner, .. }) => init.write(inner, seed, theta),
            Self::WithConstants(WithConstants { inner, start }) => {
                theta.fill(R::of(*start));
                init.write(inner, seed, theta);
            }
            Self::Own(own) => {
                for (entry, start) in theta.iter_mut().zip(own.model.start()) {
                    *entry = R::of(start);
                }
            }
        }
    }
}

fn given(network: Option<&Network>) -> Result<&Network, String> {
    network.ok_or_else(|| "the model is a network, and none is given".to_owned())
}

/// The methods of the model that it is.
macro_rules! each {
    ($self:ident, $model:ident => $call:expr) => {
        match $self {
            AnyModel::Network($model) => $call,
            AnyModel::Bounded($model) => $call,
            AnyModel::WithConstants($model) => $call,
            AnyModel::Own($model) => $call,
        }
    };
}

impl<R: Real, const D: usize, const O: usize> Model<R, D, O> for AnyModel<R, D, O> {
    fn parameters(&self) -> usize {
        each!(self, model => Model::<R, D, O>::parameters(model))
    }

    fn scratch(&self) -> usize {
        each!(self, model => Model::<R, D, O>::scratch(model))
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        each!(self, model => Model::<R, D, O>::block_scratch(model, order, points))
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        each!(self, model => model.jet(at, scratch))
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        each!(self, model => model.pull_back(at, cotangent, scratch, row));
    }

    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        each!(self, model => model.jets(at, scratch))
    }

    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        each!(self, model => model.last_jets(at, scratch))
    }

    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        each!(self, model => model.pull_backs(at, cotangents, scratch, rows));
    }

    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        each!(self, model => model.push_forwards(at, direction, scratch, rows))
    }

    fn values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        each!(self, model => model.values(at, scratch))
    }

    fn last_values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        each!(self, model => model.last_values(at, scratch))
    }

    fn pull_back_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[[R; K]; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        each!(self, model => model.pull_back_values(at, cotangents, scratch, rows));
    }

    fn push_forward_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [[R; K]; O] {
        each!(self, model => model.push_forward_values(at, direction, scratch, rows))
    }
}

/// An [`OwnModel`] as a model of the core: its blocks are made point by point.
#[derive(Debug)]
pub struct Pointwise<R, const D: usize, const O: usize> {
    model: Box<dyn OwnModel<R, D, O>>,
    parameters: usize,
}

impl<R: Real, const D: usize, const O: usize> Model<R, D, O> for Pointwise<R, D, O> {
    fn parameters(&self) -> usize {
        self.parameters
    }

    fn jet(&self, at: At<'_, R, D>, _: &mut [R]) -> [Jet<R, D>; O] {
        self.model.jet(at)
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], _: &mut [R], row: &mut [R]) {
        self.model.pull_back(at, cotangent, row);
    }
}
