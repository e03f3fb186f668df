//! Expressions as a list of instructions, run forwards for values and backwards for derivatives.

use super::function::Function;
use super::graph::{Graph, Id, Node};
use super::operation::{Operation, whole_power};

/// The most places of a tape. With so many in an array, no index of an instruction can be out of it.
const PLACES: usize = 1 << 16;

/// Points of a block.
pub const LANES: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Code {
    Of(Function),
    Add,
    Subtract,
    Multiply,
    Divide,
    Between(Operation),
    Whole(i8),
    Choice,
}

#[derive(Clone, Copy, Debug)]
struct Instruction {
    code: Code,
    a: u16,
    b: u16,
    c: u16,
}

/// The instructions of some expressions. What depends on fixed inputs alone comes first and need be computed
/// only once for each point.
///
/// Places: constants, fixed inputs, fixed results, varying inputs, varying results.
#[derive(Clone, Debug)]
pub struct Tape {
    constants: Vec<f64>,
    fixed: Vec<u32>,
    varying: Vec<u32>,
    instructions: Vec<Instruction>,
    fixed_instructions: usize,
    /// The fixed places that the varying instructions or the results read.
    kept: Vec<u16>,
    roots: Vec<u16>,
}

/// Where a tape is run.
#[derive(Clone, Debug)]
pub struct Places {
    values: Box<[f64; PLACES]>,
    adjoints: Box<[f64; PLACES]>,
}

/// The expressions are too long for a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl Tape {
    /// The tape of some roots; `varies` says which inputs change while a point stays.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn new(graph: &Graph, roots: &[Id], varies: impl Fn(u32) -> bool) -> Result<Self, TooLong> {
        if graph.is_full() {
            return Err(TooLong);
        }
        let reached = graph.reached(roots);
        let nodes: Vec<(usize, Node)> =
            graph.nodes().iter().copied().enumerate().filter(|(index, _)| reached[*index]).collect();
        if nodes.len() >= PLACES {
            return Err(TooLong);
        }
        let mut moves = vec![false; graph.nodes().len()];
        for (index, node) in &nodes {
            moves[*index] = match node {
                Node::Input(input) => varies(*input),
                node => node.arguments().any(|argument| moves[argument.index()]),
            };
        }
        let mut tape = Self {
            constants: Vec::new(),
            fixed: Vec::new(),
            varying: Vec::new(),
            instructions: Vec::new(),
            fixed_instructions: 0,
            kept: Vec::new(),
            roots: Vec::new(),
        };
        let mut place = vec![0u16; graph.nodes().len()];
        let mut next = 0u16;
        let mut put = |index: usize, place: &mut [u16]| {
            place[index] = next;
            next = next.wrapping_add(1);
        };
        for (index, node) in &nodes {
            if let Node::Constant(bits) = node {
                tape.constants.push(f64::from_bits(*bits));
                put(*index, &mut place);
            }
        }
        for moving in [false, true] {
            for (index, node) in nodes.iter().filter(|(index, _)| moves[*index] == moving) {
                if let Node::Input(input) = node {
                    if moving { &mut tape.varying } else { &mut tape.fixed }.push(*input);
                    put(*index, &mut place);
                }
            }
            for (index, node) in nodes.iter().filter(|(index, _)| moves[*index] == moving) {
                if let Some(instruction) = instruction(*node, &place) {
                    tape.instructions.push(instruction);
                    put(*index, &mut place);
                }
            }
            if !moving {
                tape.fixed_instructions = tape.instructions.len();
            }
        }
        tape.roots = roots.iter().map(|root| place[root.index()]).collect();
        let read = tape.instructions[tape.fixed_instructions..].iter().flat_map(Instruction::reads);
        let mut kept: Vec<u16> = read.chain(tape.roots.iter().copied()).collect();
        let [first, end] = [tape.constants.len(), tape.first_varying()];
        kept.retain(|place| (first..end).contains(&usize::from(*place)));
        kept.sort_unstable();
        kept.dedup();
        tape.kept = kept;
        Ok(tape)
    }

    fn first_varying(&self) -> usize {
        self.constants.len() + self.fixed.len() + self.fixed_instructions
    }

    /// The fixed inputs, in the order in which they are to be given.
    pub fn fixed_inputs(&self) -> &[u32] {
        &self.fixed
    }

    /// The varying inputs, in the order in which they are to be given.
    pub fn varying_inputs(&self) -> &[u32] {
        &self.varying
    }

    /// Numbers of a point that its fixed inputs come to.
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// Where to run it.
    pub fn places(&self) -> Places {
        let zeros = || -> Box<[f64; PLACES]> {
            vec![0.0; PLACES]
                .into_boxed_slice()
                .try_into()
                .unwrap_or_else(|_| unreachable!("the length is PLACES"))
        };
        let mut places = Places { values: zeros(), adjoints: zeros() };
        places.values[..self.constants.len()].copy_from_slice(&self.constants);
        places
    }

    /// Runs the fixed part; `kept` takes what the rest needs of it.
    pub fn fix(&self, places: &mut Places, inputs: impl Fn(u32) -> f64, kept: &mut [f64]) {
        let first = self.constants.len();
        for (value, input) in places.values[first..].iter_mut().zip(&self.fixed) {
            *value = inputs(*input);
        }
        let instructions = &self.instructions[..self.fixed_instructions];
        run(instructions, first + self.fixed.len(), &mut places.values);
        for (value, place) in kept.iter_mut().zip(&self.kept) {
            *value = places.values[usize::from(*place)];
        }
    }

    /// Puts a point's fixed part back.
    #[inline]
    pub fn recall(&self, places: &mut Places, kept: &[f64]) {
        for (value, place) in kept.iter().zip(&self.kept) {
            places.values[usize::from(*place)] = *value;
        }
    }

    /// Runs the varying part; `inputs` gives a varying input by its place among them.
    #[inline]
    pub fn vary(&self, places: &mut Places, inputs: impl Fn(usize) -> f64) {
        let first = self.first_varying();
        for (index, value) in places.values[first..first + self.varying.len()].iter_mut().enumerate() {
            *value = inputs(index);
        }
        run(&self.instructions[self.fixed_instructions..], first + self.varying.len(), &mut places.values);
    }

    /// The value of a root after a run.
    #[inline]
    pub fn value(&self, places: &Places, root: usize) -> f64 {
        self.roots.get(root).map_or(f64::NAN, |place| places.values[usize::from(*place)])
    }

    /// Hands out ∂root/∂input for every varying input, by its place among them, after a run: the reverse sweep.
    #[inline]
    pub fn cotangents(&self, places: &mut Places, root: usize, mut each: impl FnMut(usize, f64)) {
        let first = self.first_varying();
        let results = first + self.varying.len();
        let instructions = &self.instructions[self.fixed_instructions..];
        let Places { values, adjoints } = places;
        adjoints[first..results + instructions.len()].fill(0.0);
        let Some(place) = self.roots.get(root).filter(|place| usize::from(**place) >= first) else { return };
        adjoints[usize::from(*place)] = 1.0;
        for (index, instruction) in instructions.iter().enumerate().rev() {
            let to = (results + index) as u16;
            let adjoint = adjoints[usize::from(to)];
            // A branch that was not taken must not turn into 0·∞.
            if adjoint != 0.0 {
                instruction.pull_back(values, adjoints, to, adjoint, first);
            }
        }
        for (index, adjoint) in adjoints[first..results].iter().enumerate() {
            each(index, *adjoint);
        }
    }

    /// All roots at a block of points, every input at once: `inputs` gives an input at every point.
    pub fn block(
        &self,
        places: &mut Vec<[f64; LANES]>,
        inputs: impl Fn(u32) -> [f64; LANES],
        mut each: impl FnMut(usize, &[f64; LANES]),
    ) {
        places.clear();
        places.extend(self.constants.iter().map(|constant| [*constant; LANES]));
        places.extend(self.fixed.iter().map(|input| inputs(*input)));
        let (fixed, varying) = self.instructions.split_at(self.fixed_instructions);
        for instruction in fixed {
            let value = instruction.block(places);
            places.push(value);
        }
        places.extend(self.varying.iter().map(|input| inputs(*input)));
        for instruction in varying {
            let value = instruction.block(places);
            places.push(value);
        }
        for (root, place) in self.roots.iter().enumerate() {
            each(root, &places[usize::from(*place)]);
        }
    }
}

fn instruction(node: Node, place: &[u16]) -> Option<Instruction> {
    let at = |id: Id| place[id.index()];
    let two = |code, a, b| Some(Instruction { code, a: at(a), b: at(b), c: at(b) });
    match node {
        Node::Constant(_) | Node::Input(_) => None,
        Node::Of(function, a) => two(Code::Of(function), a, a),
        Node::Whole(a, n) => two(Code::Whole(n), a, a),
        Node::Between(Operation::Add, a, b) => two(Code::Add, a, b),
        Node::Between(Operation::Subtract, a, b) => two(Code::Subtract, a, b),
        Node::Between(Operation::Multiply, a, b) => two(Code::Multiply, a, b),
        Node::Between(Operation::Divide, a, b) => two(Code::Divide, a, b),
        Node::Between(operation, a, b) => two(Code::Between(operation), a, b),
        Node::Choice(c, a, b) => Some(Instruction { code: Code::Choice, a: at(a), b: at(b), c: at(c) }),
    }
}

#[inline]
fn run(instructions: &[Instruction], first: usize, values: &mut [f64; PLACES]) {
    let mut to = first as u16;
    for instruction in instructions {
        let Instruction { code, a, b, c } = *instruction;
        let (a, b) = (values[usize::from(a)], values[usize::from(b)]);
        values[usize::from(to)] = match code {
            Code::Add => a + b,
            Code::Subtract => a - b,
            Code::Multiply => a * b,
            Code::Divide => a / b,
            Code::Of(function) => function.value(a),
            Code::Whole(2) => a * a,
            Code::Whole(n) => whole_power(a, n),
            Code::Between(operation) => operation.value(a, b),
            Code::Choice => {
                if values[usize::from(c)] != 0.0 {
                    a
                } else {
                    b
                }
            }
        };
        to = to.wrapping_add(1);
    }
}

impl Instruction {
    fn reads(&self) -> impl Iterator<Item = u16> {
        [self.a, self.b, self.c].into_iter()
    }

    /// Hands the adjoint of the result at `to` on to the arguments.
    #[inline]
    fn pull_back(
        &self,
        values: &[f64; PLACES],
        adjoints: &mut [f64; PLACES],
        to: u16,
        adjoint: f64,
        first: usize,
    ) {
        let [a, b, c] = [self.a, self.b, self.c].map(usize::from);
        match self.code {
            Code::Add => {
                adjoints[a] += adjoint;
                adjoints[b] += adjoint;
            }
            Code::Subtract => {
                adjoints[a] += adjoint;
                adjoints[b] -= adjoint;
            }
            Code::Multiply => {
                let (x, y) = (values[a], values[b]);
                adjoints[a] += adjoint * y;
                adjoints[b] += adjoint * x;
            }
            Code::Divide => {
                let share = adjoint / values[b];
                adjoints[a] += share;
                if b >= first {
                    adjoints[b] -= share * values[usize::from(to)];
                }
            }
            Code::Of(Function::Negative) => adjoints[a] -= adjoint,
            Code::Of(function) => {
                adjoints[a] += adjoint * function.slope(values[a], values[usize::from(to)]);
            }
            Code::Whole(2) => adjoints[a] += adjoint * (values[a] + values[a]),
            Code::Whole(n) => adjoints[a] += adjoint * f64::from(n) * whole_power(values[a], n - 1),
            Code::Choice => adjoints[if values[c] != 0.0 { a } else { b }] += adjoint,
            Code::Between(operation) => {
                self.pull_back_rarer(operation, values, adjoints, (to, adjoint, first))
            }
        }
    }

    #[cold]
    fn pull_back_rarer(
        &self,
        operation: Operation,
        values: &[f64; PLACES],
        adjoints: &mut [f64; PLACES],
        (to, adjoint, first): (u16, f64, usize),
    ) {
        let [a, b] = [self.a, self.b].map(usize::from);
        let (x, y) = (values[a], values[b]);
        match operation {
            Operation::Power => {
                if a >= first {
                    adjoints[a] += adjoint * y * x.powf(y - 1.0);
                }
                if b >= first {
                    adjoints[b] += adjoint * values[usize::from(to)] * x.ln();
                }
            }
            Operation::Min => adjoints[if x < y || x.is_nan() { a } else { b }] += adjoint,
            Operation::Max => adjoints[if x > y || x.is_nan() { a } else { b }] += adjoint,
            _ => {}
        }
    }

    fn block(&self, values: &[[f64; LANES]]) -> [f64; LANES] {
        let (a, b) = (&values[usize::from(self.a)], &values[usize::from(self.b)]);
        let each = |f: &dyn Fn(f64, f64) -> f64| std::array::from_fn(|k| f(a[k], b[k]));
        match self.code {
            Code::Add => std::array::from_fn(|k| a[k] + b[k]),
            Code::Subtract => std::array::from_fn(|k| a[k] - b[k]),
            Code::Multiply => std::array::from_fn(|k| a[k] * b[k]),
            Code::Divide => std::array::from_fn(|k| a[k] / b[k]),
            Code::Of(function) => a.map(|a| function.value(a)),
            Code::Whole(n) => a.map(|a| whole_power(a, n)),
            Code::Between(operation) => each(&|a, b| operation.value(a, b)),
            Code::Choice => {
                let c = &values[usize::from(self.c)];
                std::array::from_fn(|k| if c[k] != 0.0 { a[k] } else { b[k] })
            }
        }
    }
}
