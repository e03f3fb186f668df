//! Whether an expression is linear in some of its inputs.

use super::expression::{Function, Graph, Id, Node, Operation};

/// How an expression depends on the unknowns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    /// Not at all.
    Free,
    /// As a sum of coefficients times unknowns, and a rest.
    Linear,
    /// Otherwise.
    Nonlinear,
}

/// How a root depends on the inputs that are `unknown`.
pub fn degree(graph: &Graph, root: Id, unknown: impl Fn(u32) -> bool) -> Degree {
    let mut degrees: Vec<Degree> = Vec::with_capacity(root.index() + 1);
    for node in &graph.nodes()[..=root.index()] {
        let of = |id: &Id| degrees[id.index()];
        let highest = node.arguments().map(|id| of(&id)).max().unwrap_or(Degree::Free);
        let bent = if highest == Degree::Free { Degree::Free } else { Degree::Nonlinear };
        degrees.push(match node {
            Node::Constant(_) => Degree::Free,
            Node::Input(input) => {
                if unknown(*input) {
                    Degree::Linear
                } else {
                    Degree::Free
                }
            }
            Node::Of(Function::Negative, a) => of(a),
            Node::Between(Operation::Add | Operation::Subtract, ..) => highest,
            Node::Between(Operation::Multiply, a, b) => match (of(a), of(b)) {
                (Degree::Free, other) | (other, Degree::Free) => other,
                _ => Degree::Nonlinear,
            },
            Node::Between(Operation::Divide, a, b) if of(b) == Degree::Free => of(a),
            Node::Choice(condition, a, b) if of(condition) == Degree::Free => of(a).max(of(b)),
            Node::Of(..) | Node::Whole(..) | Node::Between(..) | Node::Choice(..) => bent,
        });
    }
    degrees[root.index()]
}
