//! A problem of the core from an equation file, in D directions and O outputs.

use std::rc::Rc;

use ngd_core::model::{Coordinate, Coordinates, Featured};
use ngd_core::{Activation, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::block::Entry;
use super::blueprint::Blueprint;
use super::model::{EquationModel, narrowed};

/// The equations of a file as a [`Problem`], its points as samples: `kind` is the block, the target's first number
/// the site in it.
#[derive(Clone, Debug)]
pub struct Posed<const D: usize, const O: usize>(pub Rc<Blueprint>);

impl<const D: usize, const O: usize> Posed<D, O> {
    /// All points of all blocks.
    pub fn samples(&self) -> Vec<Sample<f64, D, O>> {
        let mut samples = Vec::new();
        for (kind, block) in self.0.blocks.iter().enumerate() {
            for (index, site) in block.sites.iter().enumerate() {
                let weight = block.weight * site.share / (block.size * block.size);
                let mut target = [0.0; O];
                target[0] = index as f64;
                let mut point = narrowed::<f64, D>(&site.point);
                point.iter_mut().skip(self.0.domain.inputs()).for_each(|x| *x = 0.0);
                samples.push(Sample::new(point, weight, kind as u16).with_target(target));
            }
        }
        samples
    }

    /// The model with these hidden layers.
    ///
    /// # Errors
    /// In words, when the widths make no network.
    pub fn model<R: Real>(
        &self,
        hidden: &[usize],
        activation: Activation,
    ) -> Result<EquationModel<R, D, O>, String> {
        let blueprint = &*self.0;
        let network = Mlp::<D, O>::try_new(hidden, activation).map_err(|error| error.to_string())?;
        let outputs = blueprint.scales.len();
        let unit = |guess: f64| R::of(if guess == 0.0 { 1.0 } else { guess });
        Ok(EquationModel {
            network: Featured::new(Coordinates(self.coordinates()), network).with_outputs(outputs),
            scales: blueprint.scales.iter().map(|scale| R::of(*scale)).collect(),
            units: blueprint.sought.iter().map(|sought| unit(sought.guess)).collect(),
            from_zero: blueprint.sought.iter().map(|sought| sought.guess == 0.0).collect(),
            lift: blueprint.lift.clone(),
            inputs: blueprint.domain.inputs(),
            places: std::cell::RefCell::default(),
        })
    }

    /// The inputs of the network: every coordinate in units of its half, from its middle; cosines and sines in the
    /// place of a periodic one.
    fn coordinates<R: Real>(&self) -> Vec<Coordinate<R, D>> {
        let blueprint = &*self.0;
        let (centre, half) = (blueprint.domain.centre(), blueprint.domain.half_sizes());
        let harmonics = blueprint.file.network.fourier;
        let coordinate = |axis: usize| {
            let along =
                |d: usize| blueprint.directions.get(d).map_or(0.0, |direction| direction[axis] / half[axis]);
            let along = std::array::from_fn(|d| R::of(along(d)));
            let offset = R::of(-centre[axis] / half[axis]);
            let pi = R::of(std::f64::consts::PI);
            let extent = &blueprint.domain.extents[axis];
            let is_coordinate = axis < blueprint.file.coordinates.len();
            match harmonics {
                _ if extent.periodic => Coordinate::periodic(along, offset, pi, harmonics.unwrap_or(1)),
                Some(harmonics) if is_coordinate => {
                    Coordinate::plain(along, offset).with_harmonics(pi, harmonics)
                }
                _ => Coordinate::plain(along, offset),
            }
        };
        (0..blueprint.domain.inputs()).map(coordinate).collect()
    }

    /// The hidden layers of the file, or those that suit its inputs and outputs: small ones, so that there are many
    /// steps. With 24, 24 units Korteweg and de Vries' equation is at 3e-4 after 6 s, with 16, 16 at 5e-7.
    pub fn hidden(&self) -> Vec<usize> {
        let outputs = self.0.scales.len();
        self.0.file.network.layers.clone().unwrap_or_else(|| match (self.0.domain.inputs(), outputs) {
            (1, 1) => vec![40],
            (_, 1) => vec![20, 20],
            _ => vec![16, 16],
        })
    }

    /// Initial values: Glorot's, and first guesses.
    ///
    /// An output layer that solves a linear equation by least squares at the start was worse in five of six files and
    /// better in none (relative L² after 6 s on one core, with it and without: a steep layer 6.7e-8 and 3.9e-10, an L
    /// 2.7e-5 and 2.1e-7, a long interval 2e-2 and 6e-6): its large coefficients of opposite signs are a narrow valley.
    pub fn start<R: Real>(&self, model: &EquationModel<R, D, O>, seed: u64, theta: &mut [R]) {
        model.network.glorot_into(seed, theta);
        model.start_constants(theta);
    }

    /// The solution at a point, where it is known: value and first derivatives of every output.
    pub fn exact(&self, point: &[f64; D]) -> Option<[Jet<f64, D>; O]> {
        let field = self.0.solution.as_ref()?;
        let mut full = super::domain::Point::default();
        for (to, from) in full.iter_mut().zip(point).take(self.0.domain.inputs()) {
            *to = *from;
        }
        let words = 1 + self.0.directions.len();
        let mut jets = [Jet::ZERO; O];
        field.block(&mut Vec::new(), &[full; super::expression::LANES], |root, lanes| {
            let Some(jet) = jets.get_mut(root / words) else { return };
            match root % words {
                0 => jet.value = lanes[0],
                d => {
                    if let Some(slope) = jet.gradient.get_mut(d - 1) {
                        *slope = lanes[0];
                    }
                }
            }
        });
        let first = self.0.scales.len();
        for (jet, sought) in jets.iter_mut().skip(first).zip(&self.0.sought) {
            jet.value = sought.truth.unwrap_or(f64::NAN);
        }
        Some(jets)
    }
}

fn read<R: Real, const D: usize, const O: usize>(jets: &[Jet<R, D>; O], entry: &Entry) -> f64 {
    let Some(jet) = jets.get(entry.output) else { return f64::NAN };
    let found = match entry.order {
        0 => Some(&jet.value),
        1 => jet.gradient.get(entry.along),
        _ => jet.second.get(entry.along),
    };
    found.map_or(f64::NAN, |value| value.to_f64())
}

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for Posed<D, O> {
    fn order(&self) -> Order {
        let entries = self.0.blocks.iter().flat_map(|block| &block.entries);
        match entries.map(|entry| entry.order).max() {
            Some(2) => Order::Second,
            Some(1) => Order::Gradient,
            _ => Order::Value,
        }
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], _: usize) -> Residual<R, D, O> {
        let mut cotangent = [Jet::ZERO; O];
        let Some(block) = self.0.blocks.get(usize::from(sample.kind)) else {
            return Residual::new(R::ZERO, cotangent);
        };
        let site = sample.target[0].to_f64() as usize;
        let residual = block.linearize(
            site,
            |entry| read(jets, entry),
            |entry, slope| {
                let Some(jet) = cotangent.get_mut(entry.output) else { return };
                let place = match entry.order {
                    0 => Some(&mut jet.value),
                    1 => jet.gradient.get_mut(entry.along),
                    _ => jet.second.get_mut(entry.along),
                };
                if let Some(place) = place {
                    *place = R::of(slope);
                }
            },
        );
        Residual::new(R::of(residual), cotangent)
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        let Some(block) = self.0.blocks.get(usize::from(sample.kind)) else { return R::ZERO };
        let r = R::of(block.residual(sample.target[0].to_f64() as usize, |entry| read(jets, entry)));
        R::HALF * r * r
    }
}

/// What is done with a problem once its numbers of directions and outputs are known.
pub trait Visitor {
    /// What comes of it.
    type Output;

    /// Called with the problem.
    fn visit<const D: usize, const O: usize>(self, posed: Posed<D, O>) -> Self::Output;
}

impl Blueprint {
    /// Hands the problem to a visitor, in the smallest compiled numbers of directions and outputs that hold it.
    pub fn visit<V: Visitor>(self: Rc<Self>, visitor: V) -> V::Output {
        match (self.directions.len(), self.outputs()) {
            (..=1, ..=1) => visitor.visit(Posed::<1, 1>(self)),
            (..=1, ..=3) => visitor.visit(Posed::<1, 3>(self)),
            (..=1, _) => visitor.visit(Posed::<1, 6>(self)),
            (2, ..=1) => visitor.visit(Posed::<2, 1>(self)),
            (2, ..=2) => visitor.visit(Posed::<2, 2>(self)),
            (2, ..=3) => visitor.visit(Posed::<2, 3>(self)),
            (2, _) => visitor.visit(Posed::<2, 6>(self)),
            (3, ..=1) => visitor.visit(Posed::<3, 1>(self)),
            (3, ..=3) => visitor.visit(Posed::<3, 3>(self)),
            (3, _) => visitor.visit(Posed::<3, 6>(self)),
            (4, ..=2) => visitor.visit(Posed::<4, 2>(self)),
            (4, _) => visitor.visit(Posed::<4, 6>(self)),
            (_, ..=1) => visitor.visit(Posed::<6, 1>(self)),
            _ => visitor.visit(Posed::<6, 6>(self)),
        }
    }
}
