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

    /// An unknown wants as many conditions on the sides of a coordinate as it is differentiated by it, if it has a
    /// second derivative by it, and one anywhere if it has first ones only.
    fn warn_of_conditions(&mut self, surfaces: &[Surface]) {
        for unknown in 0..self.file.unknowns.len() {
            let of = |law: &Law| {
                let derivatives = self.system.derivatives(law.root);
                derivatives.into_iter().filter(|(output, _)| *output == unknown).collect::<Vec<_>>()
            };
            let measured = self.system.data.iter().any(|(law, _)| !of(law).is_empty());
            let held: Vec<Surface> = self
                .system
                .conditions
                .iter()
                .zip(surfaces)
                .filter(|(law, _)| !of(law).is_empty())
                .map(|(_, surface)| *surface)
                .collect();
            let name = &self.file.unknowns[unknown].text;
            let mut differentiated = false;
            let mut missing = None;
            for axis in 0..self.file.coordinates.len() {
                let laws = self.system.equations.iter();
                let order = laws.flat_map(of).map(|(_, orders)| orders[axis]).max().unwrap_or(0);
                differentiated |= order > 0;
                let extent = &self.domain.extents[axis];
                let on_sides = held
                    .iter()
                    .filter(|surface| matches!(surface, Surface::Side(other, _) if *other == axis));
                let anywhere = held.iter().any(|surface| !matches!(surface, Surface::Side(..)));
                if order >= 2 && extent.bounded && !anywhere && on_sides.count() < usize::from(order) {
                    missing = Some(format!(
                        "too few conditions: {name} is differentiated {order} times by {}, and fewer conditions stand on its sides",
                        extent.name
                    ));
                }
            }
            if missing.is_none() && differentiated && held.is_empty() {
                let bounded = self.domain.extents.iter().any(|extent| extent.bounded);
                missing = bounded.then(|| format!("too few conditions: none contains {name}"));
            }
            if let (Some(missing), false) = (missing, measured) {
                self.warnings.push(missing);
            }
        }
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
