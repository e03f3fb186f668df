//! What a person should know before the training begins: conditions that are missing, a solution that is none.

use super::block::Site;
use super::blueprint::Blueprint;
use super::domain::Surface;
use super::expression::Tape;
use super::fault::Fault;
use super::names::Symbol;
use super::system::Law;

/// A residual of a given solution above this share of its parts is no rounding.
const ROUNDING: f64 = 1e-6;

impl Blueprint {
    pub(super) fn warn(&mut self, surfaces: &[Surface]) -> Result<(), Fault> {
        self.warn_of_conditions(surfaces);
        self.warn_of_solution();
        Ok(())
    }

    /// On the sides of a coordinate there should be as many conditions as the unknowns are differentiated twice and more
    /// by it, and one at least for every unknown. Data may stand for them.
    fn warn_of_conditions(&mut self, surfaces: &[Surface]) {
        if !self.system.data.is_empty() {
            return;
        }
        let unknowns = self.file.unknowns.len();
        let highest = |unknown: usize, axis: usize| {
            let derivatives = self.system.equations.iter().flat_map(|law| self.system.derivatives(law.root));
            let of = |(output, orders): (usize, super::names::Orders)| {
                let (known, low) =
                    self.system.outputs[output].stands_for.unwrap_or((output, Default::default()));
                if known == unknown { orders[axis] + low[axis] } else { 0 }
            };
            derivatives.map(of).max().unwrap_or(0)
        };
        let mut warnings = Vec::new();
        for axis in (0..self.file.coordinates.len()).filter(|axis| self.domain.extents[*axis].bounded) {
            let orders = (0..unknowns).map(|unknown| highest(unknown, axis));
            let needed: usize = orders.filter(|order| *order >= 2).map(usize::from).sum();
            let counts = surfaces.iter().map(|surface| match surface {
                Surface::Side(other, _) => usize::from(*other == axis),
                Surface::Boundary | Surface::Part(_) => 2,
            });
            if counts.sum::<usize>() < needed {
                warnings.push(format!(
                    "too few conditions: the unknowns are differentiated {needed} times by {0}, and fewer conditions stand on the sides of {0}",
                    self.domain.extents[axis].name
                ));
            }
        }
        for unknown in 0..unknowns {
            let differentiated = (0..self.domain.inputs()).any(|axis| highest(unknown, axis) > 0);
            let reads =
                |law: &Law| self.system.derivatives(law.root).iter().any(|(output, _)| *output == unknown);
            let bounded = self.domain.extents.iter().any(|extent| extent.bounded);
            let bound = self.system.conditions.iter().any(reads);
            if differentiated && bounded && !bound && (unknowns == 1 || self.system.conditions.is_empty()) {
                let name = &self.file.unknowns[unknown].text;
                warnings.push(format!("too few conditions: none contains {name}"));
            }
        }
        self.warnings.extend(warnings);
    }

    /// Puts a given solution into every residual.
    fn warn_of_solution(&mut self) {
        if self.system.solution.iter().all(Option::is_none) {
            return;
        }
        let laws: Vec<Law> = self.system.laws().cloned().collect();
        let soft: Vec<bool> =
            (0..self.system.conditions.len()).map(|index| !self.file.conditions[index].hard).collect();
        let equations = self.system.equations.len();
        let mut block = 0;
        for (index, law) in laws.iter().enumerate() {
            let hard = index >= equations && soft.get(index - equations).is_some_and(|soft| !soft);
            if hard {
                continue;
            }
            if let Some(size) = self.residual_of_solution(law, block)
                && (size > ROUNDING || size.is_nan())
            {
                self.warnings.push(format!(
                    "the given solution does not satisfy {}: its residual is {size:.1e} of its parts",
                    law.title
                ));
            }
            block += 1;
        }
    }

    /// √mean r² of the given solution, relative to the parts of the residual.
    fn residual_of_solution(&mut self, law: &Law, block: usize) -> Option<f64> {
        let mut replaced = Vec::new();
        let mut parts = Vec::new();
        for input in self.system.graph.inputs_of(&[law.root]) {
            let node = match self.system.symbols.get(input) {
                Symbol::Derivative(output, orders) => {
                    let root = self.system.solution_of(output)?;
                    self.system.differentiated(root, &orders)
                }
                Symbol::Sought(index) => {
                    let truth = self.system.found[index]?;
                    self.system.graph.constant(truth)
                }
                _ => continue,
            };
            let slope = self.system.graph.derivative(law.root, input);
            replaced.push((input, node));
            parts.push((slope, node));
        }
        let replacement = |input| replaced.iter().find(|(from, _)| *from == input).map(|(_, to)| *to);
        let graph = &mut self.system.graph;
        let residual = graph.substitute(law.root, &replacement);
        let mut roots = vec![residual];
        for (slope, node) in parts {
            let slope = graph.substitute(slope, &replacement);
            roots.push(graph.product(slope, node));
        }
        let tape = Tape::new(graph, &roots, |_| false).ok()?;
        let mut places = tape.places();
        let (mut sum, mut parts) = (0.0, 0.0);
        let block = self.blocks.get(block)?;
        for site in &block.sites {
            tape.fix(&mut places, |input| value(site, self.system.symbols.get(input)), &mut []);
            let values: Vec<f64> = (0..roots.len()).map(|root| tape.value(&places, root)).collect();
            sum += values[0] * values[0];
            parts += values.iter().map(|value| value * value).sum::<f64>();
        }
        let usual = block.size * block.size * block.sites.len() as f64;
        Some((sum / (parts + usual)).sqrt())
    }
}

fn value(site: &Site, symbol: Symbol) -> f64 {
    let found = match symbol {
        Symbol::Input(axis) => site.point.get(axis),
        Symbol::Normal(axis) => site.normal.get(axis),
        Symbol::Column(column) => site.columns.get(column),
        Symbol::Derivative(..) | Symbol::Sought(_) | Symbol::Entry { .. } => None,
    };
    found.copied().unwrap_or(f64::NAN)
}
