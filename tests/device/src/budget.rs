//! What a configuration may cost: `tests/budgets.toml`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::firmware::root;
use crate::measurement::Figures;

/// How far a figure may be from its budget.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Tolerance {
    /// Above it, as a fraction.
    pub above: f64,
    /// Below it: beyond this the budget no longer says the truth.
    pub below: f64,
    /// Either way, under a compiler that has no budgets of its own.
    pub unknown_compiler: f64,
}

/// The file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Budgets {
    /// How far a figure may be from its budget.
    pub tolerance: Tolerance,
    /// By configuration: what no figure may exceed, whatever the compiler.
    pub limits: BTreeMap<String, Figures>,
    /// By configuration: limits that are asked for and not reached yet.
    pub goals: BTreeMap<String, Figures>,
    /// By minor version of the compiler and configuration: what was measured.
    pub rustc: BTreeMap<String, BTreeMap<String, Figures>>,
}

/// Where the file lies.
pub fn path() -> PathBuf {
    root().join("tests/budgets.toml")
}

impl Budgets {
    /// Reads the file.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(path()).expect("tests/budgets.toml can be read");
        toml::from_str(&text).unwrap_or_else(|error| panic!("tests/budgets.toml: {error}"))
    }

    /// What is wrong with these figures, a sentence each.
    pub fn complaints(&self, minor: u32, configuration: &str, figures: &Figures) -> Vec<String> {
        let own = self.rustc.get(&minor.to_string()).and_then(|all| all.get(configuration));
        let budgets = own.or_else(|| self.nearest(minor, configuration));
        let Some(budgets) = budgets else { return vec![format!("{configuration} has no budgets")] };
        let (above, below) = match own {
            Some(_) => (self.tolerance.above, self.tolerance.below),
            None => (self.tolerance.unknown_compiler, self.tolerance.unknown_compiler),
        };
        let mut complaints = Vec::new();
        for name in budgets.keys().filter(|name| !figures.contains_key(*name)) {
            complaints.push(format!("{configuration}: {name} has a budget but was not measured"));
        }
        for (name, figure) in figures {
            let Some(budget) = budgets.get(name) else {
                complaints.push(format!("{configuration}: {name} = {figure} has no budget"));
                continue;
            };
            let ratio = *figure as f64 / *budget as f64;
            if (1.0 - below..=1.0 + above).contains(&ratio) {
                continue;
            }
            let improved = if ratio < 1.0 { "; much better: regenerate" } else { "" };
            complaints.push(format!("{configuration}: {name} is {figure}, its budget {budget}{improved}"));
        }
        complaints
    }

    /// Every limit that these figures exceed, a sentence each.
    pub fn exceeded(&self, configuration: &str, figures: &Figures) -> Vec<String> {
        let limits = self.limits.get(configuration).into_iter().flatten();
        let exceeded = |(name, limit): (&String, &u64)| {
            let figure = figures.get(name).copied().unwrap_or(u64::MAX);
            (figure > *limit)
                .then(|| format!("{configuration}: {name} is {figure}, at most {limit} is allowed"))
        };
        limits.filter_map(exceeded).collect()
    }

    /// Every goal of a configuration: name, figure, what is asked for.
    pub fn goals<'a>(
        &'a self,
        configuration: &str,
        figures: &'a Figures,
    ) -> impl Iterator<Item = (&'a str, u64, u64)> {
        let goals = self.goals.get(configuration).into_iter().flatten();
        goals.map(|(name, goal)| (name.as_str(), figures.get(name).copied().unwrap_or(u64::MAX), *goal))
    }

    /// The lines to add for a compiler that has no budgets of its own.
    pub fn missing(&self, minor: u32, configuration: &str, figures: &Figures) -> Option<String> {
        if self.rustc.get(&minor.to_string()).is_some_and(|all| all.contains_key(configuration)) {
            return None;
        }
        let lines = toml::to_string(figures).expect("numbers can be written");
        Some(format!("[rustc.{minor}.\"{configuration}\"]\n{lines}"))
    }

    fn nearest(&self, minor: u32, configuration: &str) -> Option<&Figures> {
        let known = self
            .rustc
            .iter()
            .filter_map(|(known, all)| Some((known.parse::<u32>().ok()?, all.get(configuration)?)));
        known.min_by_key(|(known, _)| known.abs_diff(minor)).map(|(_, figures)| figures)
    }
}
