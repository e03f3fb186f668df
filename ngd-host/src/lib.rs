//! The program `ngd`: physics-informed networks trained by natural gradient descent with momentum.
//!
//! | module | holds | does not |
//! |---|---|---|
//! | [`cli`] | the arguments | know how anything is trained |
//! | [`command`] | the commands as functions | |
//! | [`equation`] | equations of the user's own: from a text file to a problem | train |
//! | [`request`] | plain numbers, seeds, names: what flags accept | know which go together |
//! | [`method`] | the named methods and their parts, chosen at run time | know arguments or files |
//! | [`problem`] | the equations, each with its own good defaults | know optimizers |
//! | [`training`] | settings, the loop of one seed, seeds in parallel, when a run ends | print or plot |
//! | [`race`] | what the runs of several optimizers come to: quartiles, decades, bands | train, print or plot |
//! | [`study`] | published figures as data: who is compared, and what must hold | train, print or plot |
//! | [`report`] | tables, JSON, CSV and plots, one format per file | know optimizers |
#![forbid(unsafe_code)]

pub mod cli;
pub mod command;
pub mod equation;
pub mod method;
pub mod problem;
pub mod race;
pub mod report;
pub mod request;
pub mod study;
pub mod training;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
