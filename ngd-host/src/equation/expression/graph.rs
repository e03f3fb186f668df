//! Expressions as one graph in which equal parts are one node.

use std::collections::HashMap;

use super::function::Function;
use super::operation::{Operation, whole_power};

/// The most nodes of a graph.
pub const MOST_NODES: usize = 60_000;

/// Whole exponents up to this are multiplications.
const MOST_MULTIPLIED: f64 = 16.0;

/// A node: a number below those of all nodes that use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u32);

impl Id {
    /// Its place in the graph.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A number, by its bits.
    Constant(u64),
    /// What comes from outside, by a number that its owner knows.
    Input(u32),
    /// f(a).
    Of(Function, Id),
    /// a ∘ b.
    Between(Operation, Id, Id),
    /// aⁿ by multiplications.
    Whole(Id, i8),
    /// The second where the first is not zero, else the third.
    Choice(Id, Id, Id),
}

impl Node {
    /// The nodes it is made of.
    pub fn arguments(self) -> impl Iterator<Item = Id> {
        let [a, b, c] = match self {
            Self::Constant(_) | Self::Input(_) => [None; 3],
            Self::Of(_, a) | Self::Whole(a, _) => [Some(a), None, None],
            Self::Between(_, a, b) => [Some(a), Some(b), None],
            Self::Choice(a, b, c) => [Some(a), Some(b), Some(c)],
        };
        a.into_iter().chain(b).chain(c)
    }
}

/// Nodes, each once, every one behind what it is made of.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    known: HashMap<Node, Id>,
}

impl Graph {
    /// The nodes in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What a node computes.
    pub fn node(&self, id: Id) -> Node {
        self.nodes[id.index()]
    }

    /// Whether no more expressions fit; what is built from then on is not to be used.
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= MOST_NODES
    }

    fn put(&mut self, node: Node) -> Id {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        if self.is_full() {
            return Id(0);
        }
        let id = Id(self.nodes.len() as u32);
        self.nodes.push(node);
        self.known.insert(node, id);
        id
    }

    /// A number.
    pub fn constant(&mut self, value: f64) -> Id {
        self.put(Node::Constant(value.to_bits()))
    }

    /// What comes from outside.
    pub fn input(&mut self, input: u32) -> Id {
        self.put(Node::Input(input))
    }

    /// The number that a node always is.
    pub fn value_of(&self, id: Id) -> Option<f64> {
        match self.node(id) {
            Node::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// Whether a node is this number.
    pub(super) fn is(&self, id: Id, value: f64) -> bool {
        self.value_of(id).is_some_and(|found| found == value)
    }

    /// f(a).
    pub fn of(&mut self, function: Function, a: Id) -> Id {
        if let Some(a) = self.value_of(a) {
            return self.constant(function.value(a));
        }
        match (function, self.node(a)) {
            (Function::Negative, Node::Of(Function::Negative, inner)) => inner,
            _ => self.put(Node::Of(function, a)),
        }
    }

    /// a ∘ b. Folds what stays the same to the bit.
    pub fn between(&mut self, operation: Operation, a: Id, b: Id) -> Id {
        if let (Some(a), Some(b)) = (self.value_of(a), self.value_of(b)) {
            let whole = whole_exponent(b).filter(|_| operation == Operation::Power);
            return self.constant(whole.map_or_else(|| operation.value(a, b), |n| whole_power(a, n)));
        }
        match operation {
            Operation::Multiply if self.is(a, 1.0) => return b,
            Operation::Multiply | Operation::Divide if self.is(b, 1.0) => return a,
            Operation::Power => {
                if let Some(n) = self.value_of(b).and_then(whole_exponent) {
                    return if n == 1 { a } else { self.put(Node::Whole(a, n)) };
                }
                if self.is(b, 0.5) {
                    return self.of(Function::Sqrt, a);
                }
            }
            _ => {}
        }
        let (a, b) = if operation.commutes() && b < a { (b, a) } else { (a, b) };
        self.put(Node::Between(operation, a, b))
    }

    /// `then` where the condition is not zero, else `otherwise`.
    pub fn choice(&mut self, condition: Id, then: Id, otherwise: Id) -> Id {
        match self.value_of(condition) {
            Some(value) if value != 0.0 => then,
            Some(_) => otherwise,
            None if then == otherwise => then,
            None => self.put(Node::Choice(condition, then, otherwise)),
        }
    }

    /// The nodes that some roots are made of, as marks.
    pub fn reached(&self, roots: &[Id]) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        for root in roots {
            reached[root.index()] = true;
        }
        for index in (0..self.nodes.len()).rev() {
            if reached[index] {
                for argument in self.nodes[index].arguments() {
                    reached[argument.index()] = true;
                }
            }
        }
        reached
    }

    /// The inputs that some roots read, in ascending order.
    pub fn inputs_of(&self, roots: &[Id]) -> Vec<u32> {
        let reached = self.reached(roots);
        let read = self.nodes.iter().zip(reached).filter(|(_, reached)| *reached);
        let mut inputs: Vec<u32> = read
            .filter_map(|(node, _)| if let Node::Input(input) = node { Some(*input) } else { None })
            .collect();
        inputs.sort_unstable();
        inputs
    }

    /// The same expression with other nodes in the place of some inputs.
    pub fn substitute(&mut self, root: Id, replacement: &dyn Fn(u32) -> Option<Id>) -> Id {
        let reached = self.reached(&[root]);
        let mut new: Vec<Id> = Vec::with_capacity(root.index() + 1);
        for (index, reached) in reached.into_iter().enumerate().take(root.index() + 1) {
            let id = Id(index as u32);
            if !reached {
                new.push(id);
                continue;
            }
            new.push(match self.nodes[index] {
                Node::Constant(_) => id,
                Node::Input(input) => replacement(input).unwrap_or(id),
                Node::Of(function, a) => self.of(function, new[a.index()]),
                Node::Between(operation, a, b) => self.between(operation, new[a.index()], new[b.index()]),
                Node::Whole(a, n) => {
                    let exponent = self.constant(f64::from(n));
                    self.between(Operation::Power, new[a.index()], exponent)
                }
                Node::Choice(c, a, b) => self.choice(new[c.index()], new[a.index()], new[b.index()]),
            });
        }
        new[root.index()]
    }
}

fn whole_exponent(exponent: f64) -> Option<i8> {
    (exponent.fract() == 0.0 && exponent.abs() <= MOST_MULTIPLIED).then_some(exponent as i8)
}
