//! A domain that is given by a comparison: the points where a function is positive.

use super::super::expression::{Function, Graph, Id, Node, Operation};
use super::super::fault::Fault;
use super::super::file::{File, MOST_INPUTS, Word};
use super::super::names::{Place, Symbol, Symbols, Vocabulary};
use super::{Field, Point};

/// A function that is positive inside, and its derivatives.
#[derive(Debug)]
pub(super) struct Level(Field);

impl Level {
    /// The level function of a comparison: a − b for a > b, the smaller one for a product, the larger one for max.
    pub fn new(file: &File, word: &Word) -> Result<Self, Fault> {
        let (mut graph, mut symbols) = (Graph::default(), Symbols::default());
        let mut names = Vocabulary { file, symbols: &mut symbols, place: Place::Coordinates };
        let root = word.expression(&mut graph, &mut names)?;
        let level = level(&mut graph, root).ok_or_else(|| {
            word.wrong("expected a comparison, such as x^2 + y^2 > 0.25, or a product of comparisons")
        })?;
        let mut roots = vec![level];
        for axis in 0..file.coordinates.len() {
            let input = symbols.index(Symbol::Input(axis));
            roots.push(graph.derivative(level, input));
        }
        let field =
            Field::new(&graph, &symbols, &roots).map_err(|_| word.wrong("the expression is too long"))?;
        Ok(Self(field))
    }

    /// The level at a point.
    pub fn at(&self, point: &Point) -> f64 {
        self.0.at::<1>(point)[0]
    }

    /// The outward normal at a point of the edge.
    pub fn normal(&self, point: &Point) -> Point {
        let [_, slopes @ ..] = self.0.at::<{ MOST_INPUTS + 1 }>(point);
        let slopes = slopes.map(|slope| if slope.is_nan() { 0.0 } else { slope });
        let length = slopes.iter().map(|slope| slope * slope).sum::<f64>().sqrt();
        slopes.map(|slope| -slope / length)
    }
}

/// A function that is positive where a condition holds.
fn level(graph: &mut Graph, root: Id) -> Option<Id> {
    match graph.node(root) {
        Node::Between(Operation::Less | Operation::LessEqual, a, b) => {
            Some(graph.between(Operation::Subtract, b, a))
        }
        Node::Between(
            operation @ (Operation::Multiply | Operation::Min | Operation::Max | Operation::Add),
            a,
            b,
        ) => {
            let (a, b) = (level(graph, a)?, level(graph, b)?);
            let both = matches!(operation, Operation::Multiply | Operation::Min);
            Some(graph.between(if both { Operation::Min } else { Operation::Max }, a, b))
        }
        Node::Between(Operation::Subtract, one, a) if graph.value_of(one) == Some(1.0) => {
            let a = level(graph, a)?;
            Some(graph.of(Function::Negative, a))
        }
        _ => None,
    }
}
