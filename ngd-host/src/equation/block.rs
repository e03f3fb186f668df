//! One residual with its points: what the training evaluates.

use std::cell::RefCell;

use super::domain::Point;
use super::expression::{Graph, Id, Operation, Places, Tape, TooLong};
use super::names::{Symbol, Symbols};
use super::system::System;

/// An entry of the jet of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The output.
    pub output: usize,
    /// 0, 1 or 2 derivatives.
    pub order: u8,
    /// Along which direction.
    pub along: usize,
}

/// A point with what else a residual reads there.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where.
    pub point: Point,
    /// The outward normal.
    pub normal: Point,
    /// The row of the data file.
    pub columns: Vec<f64>,
    /// Its share of the block.
    pub share: f64,
}

/// A residual, compiled, and its points.
#[derive(Debug)]
pub struct Block {
    /// What a person calls it.
    pub title: String,
    /// Its points.
    pub sites: Vec<Site>,
    /// What the residual reads of jets, in the order of the tape's varying inputs.
    pub entries: Vec<Entry>,
    /// The weight of the block in the loss, and the size that its residual is divided by.
    pub weight: f64,
    /// See `weight`.
    pub size: f64,
    tape: Tape,
    kept: Vec<f64>,
    places: RefCell<Places>,
}

impl Block {
    /// Compiles a root whose symbols are entries of jets.
    ///
    /// # Errors
    /// When it is too long.
    pub fn new(
        title: String,
        (graph, symbols, root): (&Graph, &Symbols, Id),
        sites: Vec<Site>,
        weight: f64,
    ) -> Result<Self, TooLong> {
        let varies = |input| matches!(symbols.get(input), Symbol::Entry { .. });
        let tape = Tape::new(graph, &[root], varies)?;
        let entry = |input: &u32| match symbols.get(*input) {
            Symbol::Entry { output, order, along } => {
                Entry { output: output.into(), order, along: along.into() }
            }
            _ => Entry { output: usize::MAX, order: 0, along: 0 },
        };
        let entries = tape.varying_inputs().iter().map(entry).collect();
        let mut places = tape.places();
        let mut kept = vec![0.0; tape.kept() * sites.len()];
        for (site, kept) in sites.iter().zip(kept.chunks_mut(tape.kept().max(1))) {
            tape.fix(&mut places, |input| site.value(symbols.get(input)), kept);
        }
        Ok(Self { title, sites, entries, weight, size: 1.0, tape, kept, places: RefCell::new(places) })
    }

    fn kept(&self, site: usize) -> &[f64] {
        let words = self.tape.kept();
        self.kept.get(site * words..(site + 1) * words).unwrap_or_default()
    }

    /// The residual at a site; `value` gives the entries.
    pub fn residual(&self, site: usize, value: impl Fn(&Entry) -> f64) -> f64 {
        let places = &mut *self.places.borrow_mut();
        self.tape.recall(places, self.kept(site));
        self.tape.vary(places, |index| value(&self.entries[index]));
        self.tape.value(places, 0)
    }

    /// The residual at a site and its derivatives by the entries.
    pub fn linearize(
        &self,
        site: usize,
        value: impl Fn(&Entry) -> f64,
        mut each: impl FnMut(&Entry, f64),
    ) -> f64 {
        let places = &mut *self.places.borrow_mut();
        self.tape.recall(places, self.kept(site));
        self.tape.vary(places, |index| value(&self.entries[index]));
        self.tape.cotangents(places, 0, |index, slope| each(&self.entries[index], slope));
        self.tape.value(places, 0)
    }
}

impl Site {
    fn value(&self, symbol: Symbol) -> f64 {
        let found = match symbol {
            Symbol::Input(axis) => self.point.get(axis),
            Symbol::Normal(axis) => self.normal.get(axis),
            Symbol::Column(column) => self.columns.get(column),
            Symbol::Derivative(..) | Symbol::Sought(_) | Symbol::Entry { .. } => None,
        };
        found.copied().unwrap_or(f64::NAN)
    }
}

/// The directions of derivatives: the inputs, and for mixed derivatives sums of two, in half sizes of the box.
pub fn directions(inputs: usize, mixed: &[[usize; 2]], half: &Point) -> Vec<Point> {
    let axes = (0..inputs).map(|axis| {
        let mut direction = Point::default();
        direction[axis] = 1.0;
        direction
    });
    let pairs = mixed.iter().map(|[one, other]| {
        let mut direction = Point::default();
        direction[*one] = half[*one];
        direction[*other] = half[*other];
        direction
    });
    axes.chain(pairs).collect()
}

impl System {
    /// A root in entries of jets: ∂²_ij = (∂²_a − h_i²∂²_i − h_j²∂²_j)/(2 h_i h_j), a = h_i e_i + h_j e_j.
    pub fn in_entries(&mut self, root: Id, inputs: usize, half: &Point) -> Id {
        let outputs = self.outputs.len();
        let mut replaced = Vec::new();
        for input in self.graph.inputs_of(&[root]) {
            let node = match self.symbols.get(input) {
                Symbol::Sought(index) => self.entry(outputs + index, 0, 0),
                Symbol::Derivative(output, orders) => {
                    let axes: Vec<usize> = (0..inputs).filter(|axis| orders[*axis] > 0).collect();
                    match axes[..] {
                        [] => self.entry(output, 0, 0),
                        [axis] => self.entry(output, orders[axis], axis),
                        [one, other, ..] => self.mixed(output, [one, other], inputs, half),
                    }
                }
                _ => continue,
            };
            replaced.push((input, node));
        }
        let replacement = |input| replaced.iter().find(|(from, _)| *from == input).map(|(_, to)| *to);
        self.graph.substitute(root, &replacement)
    }

    fn entry(&mut self, output: usize, order: u8, along: usize) -> Id {
        let symbol = Symbol::Entry { output: output as u8, order, along: along as u8 };
        self.symbols.node(&mut self.graph, symbol)
    }

    fn mixed(&mut self, output: usize, [one, other]: [usize; 2], inputs: usize, half: &Point) -> Id {
        let pair = self.mixed.iter().position(|pair| *pair == [one, other]).unwrap_or(0);
        let [a, b] = [half[one], half[other]];
        let mut rest = self.entry(output, 2, inputs + pair);
        for (axis, square) in [(one, a * a), (other, b * b)] {
            let (entry, square) = (self.entry(output, 2, axis), self.graph.constant(square));
            let product = self.graph.between(Operation::Multiply, square, entry);
            rest = self.graph.between(Operation::Subtract, rest, product);
        }
        let factor = self.graph.constant(0.5 / (a * b));
        self.graph.between(Operation::Multiply, factor, rest)
    }
}
