//! The equations of a file, understood: outputs, residuals, auxiliary unknowns, directions.

use super::csv_file::Columns;
use super::expression::{Graph, Id, Operation};
use super::fault::Fault;
use super::file::{Equation, File, MOST_INPUTS, Word};
use super::linearity::{Degree, degree};
use super::names::{Orders, Place, Symbol, Symbols, Vocabulary, suffix};

/// An output of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Of an auxiliary one: the derivative of an unknown that it is.
    pub stands_for: Option<(usize, Orders)>,
}

/// Something that is to be zero.
#[derive(Clone, Debug)]
pub struct Law {
    /// The residual, in derivatives of outputs up to the second.
    pub root: Id,
    /// What a person calls it.
    pub title: String,
    /// Where it stands in the file.
    pub word: Word,
    /// The file's factor of its share of the loss.
    pub weight: f64,
    /// How it depends on outputs and numbers to be found.
    pub degree: Degree,
    /// Whether the program has introduced it.
    pub own: bool,
}

/// All equations of a file.
#[derive(Debug)]
pub struct System {
    /// All expressions.
    pub graph: Graph,
    /// What they read.
    pub symbols: Symbols,
    /// Unknowns, and behind them auxiliary ones.
    pub outputs: Vec<Output>,
    /// What holds in the domain.
    pub equations: Vec<Law>,
    /// What holds on the boundary, as the file's conditions.
    pub conditions: Vec<Law>,
    /// What holds at the points of files.
    pub data: Vec<(Law, Columns)>,
    /// The solutions of the unknowns that are known.
    pub solution: Vec<Option<Id>>,
    /// The true values of the numbers to be found that are known.
    pub found: Vec<Option<f64>>,
    /// Pairs of inputs that a derivative is mixed of.
    pub mixed: Vec<[usize; 2]>,
}

/// The most outputs of the network.
const MOST_OUTPUTS: usize = 6;

impl System {
    /// Understands a file.
    ///
    /// # Errors
    /// A [`Fault`] at the first mistake.
    pub fn new(file: &File) -> Result<Self, Fault> {
        let unknowns = file.unknowns.iter().map(|word| Output { name: word.text.clone(), stands_for: None });
        let mut system = Self {
            graph: Graph::default(),
            symbols: Symbols::default(),
            outputs: unknowns.collect(),
            equations: Vec::new(),
            conditions: Vec::new(),
            data: Vec::new(),
            solution: vec![None; file.unknowns.len()],
            found: vec![None; file.find.len()],
            mixed: Vec::new(),
        };
        for (index, equation) in file.equations.iter().enumerate() {
            let title = if file.equations.len() > 1 {
                format!("equation {}", index + 1)
            } else {
                "the equation".into()
            };
            let law = system.law(file, equation, Place::Domain, title)?;
            system.equations.push(law);
        }
        for condition in &file.conditions {
            let title = format!("the condition where {}", condition.place.text);
            let law = system.law(file, &condition.equation, Place::Boundary, title)?;
            system.conditions.push(law);
        }
        for data in &file.data {
            let columns = Columns::read(&data.file, &file.folder)?;
            let inputs = file.coordinates.iter().chain(&file.parameters).map(|axis| axis.name.text.as_str());
            columns.need(&data.file, inputs.clone())?;
            let own: Vec<&str> = inputs.collect();
            // What is a coordinate is read as one.
            let names: Vec<String> = columns
                .names
                .iter()
                .map(|name| if own.contains(&name.as_str()) { String::new() } else { name.clone() })
                .collect();
            let title = format!("the data of {}", data.file.text);
            let law = system.law(file, &data.equation, Place::Data(&names), title)?;
            system.data.push((law, columns));
        }
        system.read_solution(file)?;
        system.introduce_auxiliaries(file)?;
        system.collect_mixed();
        if system.graph.is_full() {
            return Err(Fault::new(0..0, "the expressions of the file are too long"));
        }
        Ok(system)
    }

    fn law(
        &mut self,
        file: &File,
        equation: &Equation,
        place: Place<'_>,
        title: String,
    ) -> Result<Law, Fault> {
        let mut names = Vocabulary { file, symbols: &mut self.symbols, place };
        let root = equation.residual.expression(&mut self.graph, &mut names)?;
        let degree = self.degree(root);
        if degree == Degree::Free {
            let known: Vec<_> = file.unknowns.iter().map(|word| word.text.as_str()).collect();
            let sentence =
                format!("there is no unknown in this residual: expected one of {}", known.join(", "));
            return Err(equation.residual.wrong(sentence));
        }
        Ok(Law { root, title, word: equation.residual.clone(), weight: equation.weight, degree, own: false })
    }

    fn degree(&self, root: Id) -> Degree {
        let unknown = |input| matches!(self.symbols.get(input), Symbol::Derivative(..) | Symbol::Sought(_));
        degree(&self.graph, root, unknown)
    }

    fn read_solution(&mut self, file: &File) -> Result<(), Fault> {
        for (name, word) in &file.solution {
            let mut names = Vocabulary { file, symbols: &mut self.symbols, place: Place::Coordinates };
            let root = word.expression(&mut self.graph, &mut names)?;
            if let Some(index) = file.unknowns.iter().position(|unknown| unknown.text == name.text) {
                self.solution[index] = Some(root);
            } else if let Some(index) = file.find.iter().position(|(sought, _)| sought.text == name.text) {
                let value = self.graph.value_of(root);
                self.found[index] =
                    Some(value.ok_or_else(|| word.wrong("a number that is found is constant"))?);
            }
        }
        Ok(())
    }

    /// All laws.
    pub fn laws(&self) -> impl Iterator<Item = &Law> {
        self.equations.iter().chain(&self.conditions).chain(self.data.iter().map(|(law, _)| law))
    }

    fn laws_mut(&mut self) -> impl Iterator<Item = &mut Law> {
        self.equations.iter_mut().chain(&mut self.conditions).chain(self.data.iter_mut().map(|(law, _)| law))
    }

    /// The derivatives that a root reads.
    pub fn derivatives(&self, root: Id) -> Vec<(usize, Orders)> {
        let inputs = self.graph.inputs_of(&[root]);
        let derivative = |input| match self.symbols.get(input) {
            Symbol::Derivative(unknown, orders) => Some((unknown, orders)),
            _ => None,
        };
        inputs.into_iter().filter_map(derivative).collect()
    }

    /// Derivatives of third and fourth order become derivatives of new unknowns, which stand for first or second ones.
    fn introduce_auxiliaries(&mut self, file: &File) -> Result<(), Fault> {
        let total = |orders: &Orders| orders.iter().sum::<u8>();
        let mut high: Vec<(usize, Orders)> = self.laws().flat_map(|law| self.derivatives(law.root)).collect();
        high.retain(|(_, orders)| total(orders) > 2);
        high.sort_unstable();
        high.dedup();
        if high.is_empty() {
            return Ok(());
        }
        let mut chosen: Vec<(usize, Orders)> = Vec::new();
        let mut open = high;
        while !open.is_empty() {
            let serves = |(unknown, low): &(usize, Orders), (other, orders): &(usize, Orders)| {
                unknown == other && lower(orders).any(|possible| possible == *low)
            };
            let mut candidates: Vec<(usize, Orders)> =
                open.iter().flat_map(|(unknown, orders)| lower(orders).map(|low| (*unknown, low))).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let score = |candidate: &(usize, Orders)| {
                let served = open.iter().filter(|other| serves(candidate, other));
                // First derivatives train better than second ones, and mixed rests cost a direction.
                let pure = served.clone().filter(|(_, orders)| {
                    let rest = orders.iter().zip(&candidate.1).filter(|(order, low)| order > low);
                    rest.count() == 1
                });
                (served.clone().count(), 2 - total(&candidate.1).min(2), pure.count())
            };
            let Some(best) = candidates.into_iter().max_by_key(score) else { break };
            open.retain(|other| !serves(&best, other));
            chosen.push(best);
        }
        let first = self.outputs.len();
        for (unknown, orders) in &chosen {
            let name = format!("{}_{}", self.outputs[*unknown].name, suffix(file, orders));
            self.outputs.push(Output { name, stands_for: Some((*unknown, *orders)) });
        }
        if self.outputs.len() > MOST_OUTPUTS {
            let sentence = format!(
                "third and fourth derivatives make {} unknowns of {first}: at most {MOST_OUTPUTS} are possible",
                self.outputs.len()
            );
            return Err(Fault::new(0..0, sentence));
        }
        let roots: Vec<Id> = self.laws().map(|law| law.root).collect();
        let mut lowered = Vec::with_capacity(roots.len());
        for root in roots {
            lowered.push(self.with_auxiliaries(root, &chosen, first));
        }
        for (law, root) in self.laws_mut().zip(lowered) {
            law.root = root;
        }
        for (index, (unknown, orders)) in chosen.iter().enumerate() {
            let own = self.symbols.node(&mut self.graph, Symbol::Derivative(first + index, [0; MOST_INPUTS]));
            let meant = self.symbols.node(&mut self.graph, Symbol::Derivative(*unknown, *orders));
            let root = self.graph.between(Operation::Subtract, own, meant);
            let title = format!("the equation of the auxiliary unknown {}", self.outputs[first + index].name);
            let word = self
                .equations
                .first()
                .map_or_else(|| file.unknowns[*unknown].clone(), |law| law.word.clone());
            self.equations.push(Law { root, title, word, weight: 1.0, degree: Degree::Linear, own: true });
        }
        Ok(())
    }

    fn with_auxiliaries(&mut self, root: Id, chosen: &[(usize, Orders)], first: usize) -> Id {
        let mut replaced = Vec::new();
        for (unknown, orders) in self.derivatives(root) {
            if orders.iter().sum::<u8>() <= 2 {
                continue;
            }
            let serving = chosen.iter().position(|(other, low)| {
                *other == unknown && lower(&orders).any(|possible| possible == *low)
            });
            if let Some(index) = serving {
                let rest = std::array::from_fn(|axis| orders[axis] - chosen[index].1[axis]);
                let from = self.symbols.index(Symbol::Derivative(unknown, orders));
                let to = self.symbols.node(&mut self.graph, Symbol::Derivative(first + index, rest));
                replaced.push((from, to));
            }
        }
        let replacement = |input| replaced.iter().find(|(from, _)| *from == input).map(|(_, to)| *to);
        self.graph.substitute(root, &replacement)
    }

    fn collect_mixed(&mut self) {
        let mut mixed: Vec<[usize; 2]> = Vec::new();
        for (_, orders) in self.laws().flat_map(|law| self.derivatives(law.root)) {
            let axes: Vec<usize> = (0..MOST_INPUTS).filter(|axis| orders[*axis] == 1).collect();
            if let [one, other] = axes[..] {
                mixed.push([one, other]);
            }
        }
        mixed.sort_unstable();
        mixed.dedup();
        self.mixed = mixed;
    }

    /// The known solution of an output, or the derivative of one that an auxiliary output is.
    pub fn solution_of(&mut self, output: usize) -> Option<Id> {
        let (unknown, orders) = self.outputs[output].stands_for.unwrap_or((output, [0; MOST_INPUTS]));
        let root = self.solution[unknown]?;
        Some(self.differentiated(root, &orders))
    }

    /// An expression of coordinates, differentiated.
    pub fn differentiated(&mut self, root: Id, orders: &Orders) -> Id {
        let mut root = root;
        for (axis, order) in orders.iter().enumerate() {
            for _ in 0..*order {
                let input = self.symbols.index(Symbol::Input(axis));
                root = self.graph.derivative(root, input);
            }
        }
        root
    }
}

/// The first and second derivatives of which a higher one is a derivative of at most second order.
fn lower(orders: &Orders) -> impl Iterator<Item = Orders> + use<> {
    let orders = *orders;
    let axes = 0..MOST_INPUTS;
    let first = axes.clone().map(|axis| {
        let mut low: Orders = [0; MOST_INPUTS];
        low[axis] = 1;
        low
    });
    let pairs = axes.flat_map(|one| (one..MOST_INPUTS).map(move |other| [one, other]));
    let second = pairs.map(|[one, other]| {
        let mut low: Orders = [0; MOST_INPUTS];
        low[one] += 1;
        low[other] += 1;
        low
    });
    first.chain(second).filter(move |low| {
        let contained = low.iter().zip(&orders).all(|(low, order)| low <= order);
        contained && orders.iter().sum::<u8>() <= low.iter().sum::<u8>() + 2
    })
}
