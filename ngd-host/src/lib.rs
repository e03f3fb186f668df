//! The program `ngd`: physics-informed networks trained by natural gradient descent with momentum.
//!
//! | module | holds | does not |
//! |---|---|---|
//! | [`cli`] | the arguments, and the commands as functions | know how anything is trained |
//! | [`choice`] | every word and number that a flag accepts | know which go together |
//! | [`problem`] | the equations, each with its own good defaults | know optimizers |
//! | [`settings`] | one run, resolved and validated: what goes together | train |
//! | [`engine`] | the core's optimizer behind the seam, its parts chosen at run time | know arguments or files |
//! | [`run`] | the seam [`Training`](run::Training), one seed's loop, seeds in parallel, Ctrl-C | print or plot |
//! | [`stopping`] | when a run ends, and the verdict | |
//! | [`compare`] | what the runs of several optimizers come to: quartiles, decades, bands | train, print or plot |
//! | [`study`] | published figures as data: who is compared, and what must hold | train, print or plot |
//! | [`report`] | tables, JSON, CSV and plots, one format per file | know optimizers |
#![forbid(unsafe_code)]

pub mod choice;
pub mod cli;
pub mod compare;
pub mod engine;
pub mod problem;
pub mod report;
pub mod run;
pub mod settings;
pub mod stopping;
pub mod study;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
