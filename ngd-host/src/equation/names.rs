//! What the names in an equation mean: coordinates, unknowns and their derivatives.

use super::expression::{Function, Graph, Id, Names, Operation};
use super::file::{File, MOST_INPUTS};

/// How often an unknown is differentiated by each input.
pub type Orders = [u8; MOST_INPUTS];

/// What an expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// A coordinate or, behind these, a parameter.
    Input(usize),
    /// An unknown, differentiated.
    Derivative(usize, Orders),
    /// A number to be found.
    Sought(usize),
    /// A component of the outward normal.
    Normal(usize),
    /// A column of the data file.
    Column(usize),
    /// An entry of the jet of an output: 0, 1 or 2 derivatives along a direction.
    Entry {
        /// The output.
        output: u8,
        /// How many derivatives.
        order: u8,
        /// The direction.
        along: u8,
    },
}

/// The symbols of a graph: symbol i is input i.
#[derive(Clone, Debug, Default)]
pub struct Symbols(Vec<Symbol>);

impl Symbols {
    /// The node of a symbol.
    pub fn node(&mut self, graph: &mut Graph, symbol: Symbol) -> Id {
        let index = self.index(symbol);
        graph.input(index)
    }

    /// The number of a symbol.
    pub fn index(&mut self, symbol: Symbol) -> u32 {
        let found = self.0.iter().position(|known| *known == symbol);
        found.unwrap_or_else(|| {
            self.0.push(symbol);
            self.0.len() - 1
        }) as u32
    }

    /// The symbol of an input.
    pub fn get(&self, input: u32) -> Symbol {
        self.0[input as usize]
    }
}

/// Where an expression stands, which decides what it may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// In the domain.
    Domain,
    /// On the boundary, where there is a normal.
    Boundary,
    /// At points of a file, with the names of further columns.
    Data(&'a [String]),
    /// Of the coordinates alone.
    Coordinates,
}

/// The highest derivative that can be read.
const HIGHEST: u8 = 4;

/// The names of a file at a place.
pub struct Vocabulary<'a> {
    /// The file.
    pub file: &'a File,
    /// The symbols so far.
    pub symbols: &'a mut Symbols,
    /// Where the expression stands.
    pub place: Place<'a>,
}

impl Vocabulary<'_> {
    fn inputs(&self) -> impl Iterator<Item = &str> + Clone {
        self.file.coordinates.iter().chain(&self.file.parameters).map(|axis| axis.name.text.as_str())
    }

    /// Every derivative that the part of a name behind an unknown and _ can mean.
    fn derivatives(&self, suffix: &str) -> Vec<Orders> {
        let names: Vec<&str> = self.inputs().collect();
        let mut found = Vec::new();
        let mut open = vec![(suffix, [0u8; MOST_INPUTS], 0)];
        while let Some((rest, orders, count)) = open.pop() {
            if rest.is_empty() {
                if !found.contains(&orders) {
                    found.push(orders);
                }
                continue;
            }
            if count > usize::from(HIGHEST) {
                continue;
            }
            let rest = if count > 0 { rest.strip_prefix('_').unwrap_or(rest) } else { rest };
            for (axis, name) in names.iter().enumerate() {
                if let Some(rest) = rest.strip_prefix(name) {
                    let mut orders = orders;
                    orders[axis] += 1;
                    open.push((rest, orders, count + 1));
                }
            }
        }
        found
    }

    /// The unknowns that a name can be a derivative of, with what stands behind them and _.
    fn stems<'n>(&self, name: &'n str) -> Vec<(usize, &'n str)> {
        let unknowns = self.file.unknowns.iter().enumerate();
        let stem = |(index, word): (usize, &super::file::Word)| {
            Some((index, name.strip_prefix(word.text.as_str())?.strip_prefix('_')?))
        };
        unknowns.filter_map(stem).filter(|(_, suffix)| !suffix.is_empty()).collect()
    }

    fn axis(&self, name: &str) -> Option<usize> {
        self.inputs().position(|known| known == name)
    }

    /// ∂u/∂n = Σ n_i ∂u/∂x_i.
    fn along_normal(&mut self, graph: &mut Graph, unknown: usize) -> Id {
        let mut sum = graph.constant(0.0);
        for axis in 0..self.file.coordinates.len() {
            let mut orders = [0; MOST_INPUTS];
            orders[axis] = 1;
            let normal = self.symbols.node(graph, Symbol::Normal(axis));
            let slope = self.symbols.node(graph, Symbol::Derivative(unknown, orders));
            let product = graph.between(Operation::Multiply, normal, slope);
            sum = graph.sum(sum, product);
        }
        sum
    }

    /// What a name means, one phrase and one node for each reading.
    fn readings(&mut self, graph: &mut Graph, name: &str) -> Result<Vec<(String, Id)>, String> {
        let mut readings = Vec::new();
        if let Some((_, value)) = self.file.constants.0.iter().find(|(known, _)| known == name) {
            readings.push((format!("the constant {name}"), graph.constant(*value)));
        }
        if let Some(axis) = self.axis(name) {
            readings.push((format!("the coordinate {name}"), self.symbols.node(graph, Symbol::Input(axis))));
        }
        if let Place::Data(columns) = self.place
            && let Some(column) = columns.iter().position(|known| known == name)
        {
            readings.push((format!("the column {name}"), self.symbols.node(graph, Symbol::Column(column))));
        }
        if self.place == Place::Coordinates {
            return Ok(readings);
        }
        if let Some(index) = self.file.unknowns.iter().position(|word| word.text == name) {
            let node = self.symbols.node(graph, Symbol::Derivative(index, [0; MOST_INPUTS]));
            readings.push((format!("the unknown {name}"), node));
        }
        if let Some(index) = self.file.find.iter().position(|(word, _)| word.text == name) {
            readings.push((format!("the number {name}"), self.symbols.node(graph, Symbol::Sought(index))));
        }
        let normal = name.strip_prefix("n_").and_then(|axis| self.axis(axis));
        if let (Some(axis), Place::Boundary) = (normal, self.place) {
            readings.push((format!("the normal's {name}"), self.symbols.node(graph, Symbol::Normal(axis))));
        }
        for (unknown, suffix) in self.stems(name) {
            let of = self.file.unknowns[unknown].text.clone();
            if suffix == "n" {
                if self.place != Place::Boundary {
                    return Err(format!(
                        "{name} is the derivative along the normal, which only a condition has"
                    ));
                }
                readings.push((format!("the normal derivative of {of}"), self.along_normal(graph, unknown)));
            }
            for orders in self.derivatives(suffix) {
                let phrase = format!("the derivative of {of} by {}", self.spelled(&orders));
                if orders.iter().skip(self.file.coordinates.len()).any(|order| *order > 0) {
                    return Err(format!(
                        "{name} is a derivative by a parameter: there are only those by coordinates"
                    ));
                }
                if orders.iter().sum::<u8>() > HIGHEST {
                    return Err(format!(
                        "{name} is a derivative of higher order than {HIGHEST}, the highest possible"
                    ));
                }
                readings.push((phrase, self.symbols.node(graph, Symbol::Derivative(unknown, orders))));
            }
        }
        Ok(readings)
    }

    /// Orders in words: x, x, y.
    fn spelled(&self, orders: &Orders) -> String {
        let times = self.inputs().zip(orders);
        let names: Vec<&str> =
            times.flat_map(|(name, order)| std::iter::repeat_n(name, usize::from(*order))).collect();
        names.join(", ")
    }
}

impl Names for Vocabulary<'_> {
    fn node(&mut self, graph: &mut Graph, name: &str) -> Result<Option<Id>, String> {
        let readings = self.readings(graph, name)?;
        match &readings[..] {
            [] => Ok(None),
            [(_, id)] => Ok(Some(*id)),
            [(one, _), (other, _), ..] => Err(format!(
                "{name} can be read as {one} or as {other}: rename one of them, or write it apart with _"
            )),
        }
    }

    fn known(&self) -> Vec<String> {
        let mut known: Vec<String> = self.inputs().map(str::to_owned).collect();
        if self.place != Place::Coordinates {
            let unknowns = self.file.unknowns.iter().map(|word| word.text.clone());
            known.extend(unknowns);
            if let (Some(unknown), Some(axis)) = (self.file.unknowns.first(), self.file.coordinates.first()) {
                known.push(format!("{}_{}", unknown.text, axis.name.text));
            }
            known.extend(self.file.find.iter().map(|(word, _)| word.text.clone()));
        }
        known.extend(self.file.constants.0.iter().map(|(name, _)| name.clone()));
        if let Place::Data(columns) = self.place {
            known.extend(columns.iter().cloned());
        }
        known.push("pi".to_owned());
        known
    }
}

/// An order of differentiation as a suffix: xx, or x1_x1 where names have several letters.
pub fn suffix(file: &File, orders: &Orders) -> String {
    let names = file.coordinates.iter().map(|axis| axis.name.text.as_str());
    let joint = if file.coordinates.iter().all(|axis| axis.name.text.len() == 1) { "" } else { "_" };
    let times = names.zip(orders);
    let names: Vec<&str> =
        times.flat_map(|(name, order)| std::iter::repeat_n(name, usize::from(*order))).collect();
    names.join(joint)
}

/// −x, for the equations that the program adds.
pub fn negative(graph: &mut Graph, id: Id) -> Id {
    graph.of(Function::Negative, id)
}
