//! Hard conditions: u = l + a·N, where l has the values that sides of the box prescribe and a vanishes there.

use super::domain::{Domain, Field, Surface};
use super::expression::{Id, Operation};
use super::fault::Fault;
use super::file::MOST_INPUTS;
use super::names::{Orders, Symbol};
use super::system::System;

/// A value that an output has on a side of the box.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The output.
    pub output: usize,
    /// The axis of the side.
    pub axis: usize,
    /// Its beginning or its end.
    pub end: usize,
    /// The value, an expression of the coordinates.
    pub value: Id,
}

/// The functions l and a of the outputs that have hard conditions.
#[derive(Debug)]
pub struct Lift {
    /// These outputs.
    pub outputs: Vec<usize>,
    /// How many directions.
    pub directions: usize,
    /// For each of them l and a: value, and along every direction first and second derivatives.
    pub field: Field,
}

impl System {
    /// What condition number `index` holds on a side of the box.
    ///
    /// # Errors
    /// A [`Fault`] that says why it cannot be built in.
    pub fn held(&mut self, index: usize, surface: Surface, domain: &Domain) -> Result<Held, Fault> {
        let law = self.conditions[index].clone();
        let no = |why: &str| Err(law.word.wrong(format!("this condition cannot be hard: {why}")));
        let Surface::Side(axis, end) = surface else {
            return no("only those on a side of the box can");
        };
        let [(output, orders)] = self.derivatives(law.root)[..] else {
            return no("it must contain one unknown and no derivative");
        };
        if orders != [0; MOST_INPUTS] {
            return no("it must contain an unknown itself and no derivative");
        }
        let reads: Vec<Symbol> =
            self.graph.inputs_of(&[law.root]).into_iter().map(|input| self.symbols.get(input)).collect();
        if reads.iter().any(|symbol| matches!(symbol, Symbol::Sought(_) | Symbol::Normal(_))) {
            return no("it must contain no number that is to be found and no normal");
        }
        let own = self.symbols.index(Symbol::Derivative(output, orders));
        let slope = self.graph.derivative(law.root, own);
        if self.graph.inputs_of(&[slope]).contains(&own) {
            return no("it must be linear in the unknown");
        }
        let zero = self.graph.constant(0.0);
        let rest = self.graph.substitute(law.root, &|input| (input == own).then_some(zero));
        let quotient = self.graph.between(Operation::Divide, rest, slope);
        let value = super::names::negative(&mut self.graph, quotient);
        let place = self.graph.constant(domain.extents[axis].range[end]);
        let here = self.symbols.index(Symbol::Input(axis));
        let value = self.graph.substitute(value, &|input| (input == here).then_some(place));
        Ok(Held { output, axis, end, value })
    }

    /// The lift of all hard conditions; `None` without any.
    ///
    /// # Errors
    /// A [`Fault`] where the expressions are too long.
    pub fn lift(
        &mut self,
        held: &[Held],
        domain: &Domain,
        directions: &[[f64; MOST_INPUTS]],
    ) -> Result<Option<Lift>, Fault> {
        let mut outputs: Vec<usize> = held.iter().map(|held| held.output).collect();
        outputs.sort_unstable();
        outputs.dedup();
        if outputs.is_empty() {
            return Ok(None);
        }
        let mut roots = Vec::new();
        for output in &outputs {
            let own: Vec<Held> = held.iter().filter(|held| held.output == *output).copied().collect();
            let (lift, factor) = self.blended(&own, domain);
            for root in [lift, factor] {
                roots.push(root);
                for order in [1, 2] {
                    for direction in directions {
                        let slope = self.along(root, direction, order, domain.inputs());
                        roots.push(slope);
                    }
                }
            }
        }
        let field = Field::new(&self.graph, &self.symbols, &roots)
            .map_err(|_| Fault::new(0..0, "the hard conditions are too long"))?;
        Ok(Some(Lift { outputs, directions: directions.len(), field }))
    }

    /// l, axis by axis: what is missing on the sides of an axis, blended between them, is added; and a.
    fn blended(&mut self, held: &[Held], domain: &Domain) -> (Id, Id) {
        let mut lift = self.graph.constant(0.0);
        let mut factor = self.graph.constant(1.0);
        for axis in 0..domain.inputs() {
            let [from, to] = domain.extents[axis].range;
            let input = self.symbols.index(Symbol::Input(axis));
            let x = self.graph.input(input);
            let before = lift;
            for side in held.iter().filter(|side| side.axis == axis) {
                let place = self.graph.constant(domain.extents[axis].range[side.end]);
                let there = self.graph.substitute(before, &|other| (other == input).then_some(place));
                let mut missing = self.graph.between(Operation::Subtract, side.value, there);
                let both = held.iter().any(|other| other.axis == axis && other.end != side.end);
                // The distance from the other side, in lengths of the box.
                let [zero, scale] =
                    if side.end == 0 { [to, 1.0 / (from - to)] } else { [from, 1.0 / (to - from)] };
                if both {
                    let weight = self.affine(x, zero, scale);
                    missing = self.graph.product(weight, missing);
                }
                lift = self.graph.sum(lift, missing);
                let own = domain.extents[axis].range[side.end];
                let distance = self.affine(x, own, if side.end == 0 { 1.0 } else { -1.0 } / (to - from));
                let two = self.graph.constant(if both { 2.0 } else { 1.0 });
                let distance = self.graph.product(two, distance);
                factor = self.graph.product(factor, distance);
            }
        }
        (lift, factor)
    }

    /// (x − zero)·scale.
    fn affine(&mut self, x: Id, zero: f64, scale: f64) -> Id {
        let (zero, scale) = (self.graph.constant(zero), self.graph.constant(scale));
        let difference = self.graph.between(Operation::Subtract, x, zero);
        self.graph.product(scale, difference)
    }

    /// The first or second derivative of a function of the coordinates along a direction.
    pub fn along(&mut self, root: Id, direction: &[f64; MOST_INPUTS], order: u8, inputs: usize) -> Id {
        let mut root = root;
        for _ in 0..order {
            let mut sum = self.graph.constant(0.0);
            for (axis, share) in direction.iter().enumerate().take(inputs).filter(|(_, share)| **share != 0.0)
            {
                let mut orders: Orders = [0; MOST_INPUTS];
                orders[axis] = 1;
                let (slope, share) = (self.differentiated(root, &orders), self.graph.constant(*share));
                let product = self.graph.product(share, slope);
                sum = self.graph.sum(sum, product);
            }
            root = sum;
        }
        root
    }
}
