//! The model of an equation file: a network of exactly its inputs and outputs, scaled, with hard conditions and
//! the numbers to be found.

use std::cell::RefCell;
use std::rc::Rc;

use ngd_core::model::{At, Coordinate, Coordinates, Featured};
use ngd_core::{Jet, Model, Order, Real};

use super::domain::Point;
use super::expression::LANES;
use super::file::MOST_INPUTS;
use super::lift::Lift;

type Net<R, const D: usize, const O: usize> = Featured<Coordinates<Vec<Coordinate<R, D>>>, D, O>;

/// u_o = l_o + s_o a_o N_o(φ(x)) for the outputs of the network, and behind them constants.
///
/// Layout of θ: the network's, then the constants, each in units of its first guess.
#[derive(Clone, Debug)]
pub struct EquationModel<R, const D: usize, const O: usize> {
    /// N.
    pub network: Net<R, D, O>,
    /// s, the sizes of the network's outputs.
    pub scales: Vec<R>,
    /// First guesses of the constants; one in the place of zero.
    pub units: Vec<R>,
    /// Whether a constant starts at zero.
    pub from_zero: Vec<bool>,
    /// l and a.
    pub lift: Option<Rc<Lift>>,
    /// How many coordinates of a point are its inputs.
    pub inputs: usize,
    /// Working memory.
    pub places: RefCell<Vec<[f64; LANES]>>,
}

/// l and a at a block of points.
struct Outer<R, const D: usize, const K: usize> {
    output: usize,
    lift: Jet<[R; K], D>,
    factor: Jet<[R; K], D>,
}

impl<R: Real, const D: usize, const O: usize> EquationModel<R, D, O> {
    /// θ of the network, and the constants.
    fn split<'a>(&self, theta: &'a [R]) -> (&'a [R], &'a [R]) {
        theta.split_at_checked(Model::<R, D, O>::parameters(&self.network)).unwrap_or_default()
    }

    /// l and a of every output that has them.
    fn outers<const K: usize>(&self, points: &[[R; D]; K]) -> Vec<Outer<R, D, K>> {
        let Some(lift) = &self.lift else { return Vec::new() };
        let zero = || Outer { output: 0, lift: Jet::ZEROS, factor: Jet::ZEROS };
        let mut outers: Vec<Outer<R, D, K>> =
            lift.outputs.iter().map(|output| Outer { output: *output, ..zero() }).collect();
        let directions = lift.directions;
        let words = 2 * (1 + 2 * directions);
        let mut places = self.places.borrow_mut();
        for first in (0..K).step_by(LANES) {
            let point = |lane: usize| -> Point {
                let point = &points[(first + lane).min(K - 1)];
                std::array::from_fn(|d| if d < self.inputs.min(D) { point[d].to_f64() } else { 0.0 })
            };
            let block: [Point; LANES] = std::array::from_fn(point);
            lift.field.block(&mut places, &block, |root, lanes| {
                let Some(outer) = outers.get_mut(root / words) else { return };
                let (jet, entry) = match root % words {
                    entry if entry < words / 2 => (&mut outer.lift, entry),
                    entry => (&mut outer.factor, entry - words / 2),
                };
                let place = match entry {
                    0 => Some(&mut jet.value),
                    entry if entry <= directions => jet.gradient.get_mut(entry - 1),
                    entry => jet.second.get_mut(entry - 1 - directions),
                };
                if let Some(place) = place {
                    for (value, lane) in place.iter_mut().skip(first).zip(lanes) {
                        *value = R::of(*lane);
                    }
                }
            });
        }
        outers
    }

    /// u, ∂u = ∂l + s(a ∂N + N ∂a), ∂²u = ∂²l + s(a ∂²N + 2 ∂a ∂N + N ∂²a), and the constants.
    fn outer<const K: usize>(
        &self,
        at: &At<'_, R, D, K>,
        mut jets: [Jet<[R; K], D>; O],
        constants: &[R],
        lifted: bool,
    ) -> [Jet<[R; K], D>; O] {
        for (jet, scale) in jets.iter_mut().zip(&self.scales) {
            scale_jet(jet, *scale, at.order);
        }
        for Outer { output, lift, factor: a } in self.outers(at.points) {
            let Some(jet) = jets.get_mut(output) else { continue };
            let n = *jet;
            for k in 0..K {
                jet.value[k] = a.value[k] * n.value[k] + if lifted { lift.value[k] } else { R::ZERO };
            }
            for d in 0..if at.order >= Order::Gradient { D } else { 0 } {
                for k in 0..K {
                    let own = if lifted { lift.gradient[d][k] } else { R::ZERO };
                    jet.gradient[d][k] = own + a.value[k] * n.gradient[d][k] + a.gradient[d][k] * n.value[k];
                }
            }
            for d in 0..if at.order >= Order::Second { D } else { 0 } {
                for k in 0..K {
                    let own = if lifted { lift.second[d][k] } else { R::ZERO };
                    let slope = a.gradient[d][k];
                    let bend = a.second[d][k] * n.value[k];
                    jet.second[d][k] =
                        own + a.value[k] * n.second[d][k] + (slope + slope) * n.gradient[d][k] + bend;
                }
            }
        }
        let behind = jets.iter_mut().skip(self.scales.len());
        for ((jet, constant), unit) in behind.zip(constants).zip(&self.units) {
            *jet = Jet { value: [*constant * *unit; K], ..Jet::ZEROS };
        }
        jets
    }

    /// The adjoint of [`outer`](Self::outer) in N.
    fn inner<const K: usize>(
        &self,
        at: &At<'_, R, D, K>,
        mut cotangents: [Jet<[R; K], D>; O],
    ) -> [Jet<[R; K], D>; O] {
        for Outer { output, factor: a, .. } in self.outers(at.points) {
            let Some(jet) = cotangents.get_mut(output) else { continue };
            let c = *jet;
            for k in 0..K {
                let mut value = a.value[k] * c.value[k];
                for d in 0..D {
                    let (slope, second) = (a.gradient[d][k], c.second[d][k]);
                    value += slope * c.gradient[d][k] + a.second[d][k] * second;
                    jet.gradient[d][k] = a.value[k] * c.gradient[d][k] + (slope + slope) * second;
                    jet.second[d][k] = a.value[k] * second;
                }
                jet.value[k] = value;
            }
        }
        for (jet, scale) in cotangents.iter_mut().zip(&self.scales) {
            scale_jet(jet, *scale, at.order);
        }
        cotangents
    }

    fn write_constants<const K: usize>(&self, cotangents: &[Jet<[R; K], D>; O], rows: &mut [[R; K]]) {
        let behind = cotangents.iter().skip(self.scales.len());
        for ((row, cotangent), unit) in rows.iter_mut().zip(behind).zip(&self.units) {
            *row = cotangent.value.map(|c| c * *unit);
        }
    }

    /// Where the constants start in θ.
    pub fn start_constants(&self, theta: &mut [R]) {
        let network = Model::<R, D, O>::parameters(&self.network);
        for (place, from_zero) in theta.iter_mut().skip(network).zip(&self.from_zero) {
            *place = if *from_zero { R::ZERO } else { R::ONE };
        }
    }
}

fn scale_jet<R: Real, const D: usize, const K: usize>(jet: &mut Jet<[R; K], D>, scale: R, order: Order) {
    if scale == R::ONE {
        return;
    }
    let times = |lane: &mut [R; K]| lane.iter_mut().for_each(|x| *x *= scale);
    times(&mut jet.value);
    if order >= Order::Gradient {
        jet.gradient.iter_mut().for_each(times);
    }
    if order >= Order::Second {
        jet.second.iter_mut().for_each(times);
    }
}

impl<R: Real, const D: usize, const O: usize> Model<R, D, O> for EquationModel<R, D, O> {
    fn parameters(&self) -> usize {
        Model::<R, D, O>::parameters(&self.network) + self.units.len()
    }

    fn scratch(&self) -> usize {
        Model::<R, D, O>::scratch(&self.network)
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        Model::<R, D, O>::block_scratch(&self.network, order, points)
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        self.jets(at, scratch).map(|lanes| lanes.point(0))
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let mut cotangents = [Jet::ZEROS; O];
        for (lanes, jet) in cotangents.iter_mut().zip(cotangent) {
            lanes.set_point(0, jet);
        }
        self.pull_backs(at, &cotangents, scratch, row.as_chunks_mut::<1>().0);
    }

    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let (theta, constants) = self.split(at.theta);
        let inner = self.network.jets(At { theta, ..at }, scratch);
        self.outer(&at, inner, constants, true)
    }

    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let (theta, constants) = self.split(at.theta);
        let inner = self.network.last_jets(At { theta, ..at }, scratch);
        self.outer(&at, inner, constants, true)
    }

    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let (theta, _) = self.split(at.theta);
        let Some((rows, constants)) = rows.split_at_mut_checked(theta.len()) else { return };
        let inner = self.inner(&at, *cotangents);
        self.network.pull_backs(At { theta, ..at }, &inner, scratch, rows);
        self.write_constants(cotangents, constants);
    }

    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        let (theta, _) = self.split(at.theta);
        let (along, constants) = self.split(direction);
        let inner = self.network.push_forwards(At { theta, ..at }, along, scratch, rows);
        self.outer(&at, inner, constants, false)
    }
}

/// The first D numbers of a point, in the number type of a training.
pub fn narrowed<R: Real, const D: usize>(point: &Point) -> [R; D] {
    std::array::from_fn(|d| if d < MOST_INPUTS { R::of(point[d]) } else { R::ZERO })
}
