//! Derivatives of expressions, as expressions.

use super::function::Function;
use super::graph::{Graph, Id, Node};
use super::operation::Operation;

impl Graph {
    /// ∂root/∂input. Jumps have the derivative zero, a kink that of its right side or zero.
    pub fn derivative(&mut self, root: Id, input: u32) -> Id {
        let reached = self.reached(&[root]);
        let zero = self.constant(0.0);
        let mut slopes: Vec<Id> = Vec::with_capacity(root.index() + 1);
        for (index, reached) in reached.into_iter().enumerate().take(root.index() + 1) {
            let node = self.nodes()[index];
            let id = if reached { self.slope(node, input, &slopes) } else { zero };
            slopes.push(id);
        }
        slopes[root.index()]
    }

    fn slope(&mut self, node: Node, input: u32, slopes: &[Id]) -> Id {
        let zero = self.constant(0.0);
        let along = |id: Id| slopes[id.index()];
        match node {
            Node::Constant(_) => zero,
            Node::Input(other) => self.constant(if other == input { 1.0 } else { 0.0 }),
            Node::Of(function, a) => {
                if along(a) == zero {
                    return zero;
                }
                let slope = self.slope_of(function, a);
                self.product(slope, along(a))
            }
            Node::Whole(a, n) => {
                if along(a) == zero {
                    return zero;
                }
                let (factor, exponent) = (self.constant(f64::from(n)), self.constant(f64::from(n) - 1.0));
                let power = self.between(Operation::Power, a, exponent);
                let slope = self.product(factor, power);
                self.product(slope, along(a))
            }
            Node::Between(operation, a, b) => self.slope_between(operation, [a, b], [along(a), along(b)]),
            Node::Choice(condition, a, b) => self.choice(condition, along(a), along(b)),
        }
    }

    fn slope_of(&mut self, function: Function, a: Id) -> Id {
        let one = self.constant(1.0);
        let y = self.of(function, a);
        match function {
            Function::Negative => self.constant(-1.0),
            Function::Sin => self.of(Function::Cos, a),
            Function::Cos => {
                let sin = self.of(Function::Sin, a);
                self.of(Function::Negative, sin)
            }
            Function::Tan => {
                let square = self.between(Operation::Multiply, y, y);
                self.between(Operation::Add, one, square)
            }
            Function::Asin | Function::Acos => {
                let square = self.between(Operation::Multiply, a, a);
                let rest = self.between(Operation::Subtract, one, square);
                let root = self.of(Function::Sqrt, rest);
                let sign = self.constant(if function == Function::Asin { 1.0 } else { -1.0 });
                self.between(Operation::Divide, sign, root)
            }
            Function::Atan => {
                let square = self.between(Operation::Multiply, a, a);
                let sum = self.between(Operation::Add, one, square);
                self.between(Operation::Divide, one, sum)
            }
            Function::Sinh => self.of(Function::Cosh, a),
            Function::Cosh => self.of(Function::Sinh, a),
            Function::Tanh => {
                let square = self.between(Operation::Multiply, y, y);
                self.between(Operation::Subtract, one, square)
            }
            Function::Exp => y,
            Function::Log => self.between(Operation::Divide, one, a),
            Function::Sqrt => {
                let half = self.constant(0.5);
                self.between(Operation::Divide, half, y)
            }
            Function::Abs => self.of(Function::Sign, a),
            Function::Sign => self.constant(0.0),
        }
    }

    fn slope_between(&mut self, operation: Operation, [a, b]: [Id; 2], [da, db]: [Id; 2]) -> Id {
        let zero = self.constant(0.0);
        if da == zero && db == zero || operation.compares() {
            return zero;
        }
        match operation {
            Operation::Add => self.sum(da, db),
            Operation::Subtract => self.difference(da, db),
            Operation::Multiply => {
                let (left, right) = (self.product(da, b), self.product(a, db));
                self.sum(left, right)
            }
            Operation::Divide => {
                let quotient = self.between(Operation::Divide, a, b);
                let bent = self.product(quotient, db);
                let rest = self.difference(da, bent);
                if rest == zero { zero } else { self.between(Operation::Divide, rest, b) }
            }
            Operation::Power => {
                let one = self.constant(1.0);
                let exponent = self.between(Operation::Subtract, b, one);
                let lower = self.between(Operation::Power, a, exponent);
                let left = self.product(b, lower);
                let left = self.product(left, da);
                if db == zero {
                    return left;
                }
                let (power, log) = (self.between(Operation::Power, a, b), self.of(Function::Log, a));
                let right = self.product(power, log);
                let right = self.product(right, db);
                self.sum(left, right)
            }
            Operation::Min | Operation::Max => {
                let [low, high] = if operation == Operation::Min { [a, b] } else { [b, a] };
                let first = self.between(Operation::Less, low, high);
                self.choice(first, da, db)
            }
            Operation::Less | Operation::LessEqual | Operation::Equal | Operation::Unequal => zero,
        }
    }

    /// a + b, where zero is one that no value changes.
    pub fn sum(&mut self, a: Id, b: Id) -> Id {
        match (self.is(a, 0.0), self.is(b, 0.0)) {
            (true, _) => b,
            (_, true) => a,
            _ => self.between(Operation::Add, a, b),
        }
    }

    fn difference(&mut self, a: Id, b: Id) -> Id {
        match (self.is(a, 0.0), self.is(b, 0.0)) {
            (_, true) => a,
            (true, _) => self.of(Function::Negative, b),
            _ => self.between(Operation::Subtract, a, b),
        }
    }

    /// a b, where zero is one that no value changes.
    pub fn product(&mut self, a: Id, b: Id) -> Id {
        if self.is(a, 0.0) || self.is(b, 0.0) {
            return self.constant(0.0);
        }
        if self.is(a, -1.0) {
            return self.of(Function::Negative, b);
        }
        if self.is(b, -1.0) {
            return self.of(Function::Negative, a);
        }
        self.between(Operation::Multiply, a, b)
    }
}
