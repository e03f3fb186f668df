//! The program `ngd`: physics-informed networks trained by natural gradient descent with momentum.
//!
//! What is asked comes in at the top and is handed down: a command line is read to flags and values, parts of a method
//! and limits take theirs out of them, and what nobody takes is an error.
//!
//! From the highest room to the lowest; imports run downwards and never back, and no module imports one that it knows
//! nothing of: a test reads this table.
//!
//! | module | holds | knows nothing of |
//! |---|---|---|
//! | [`cli`] | the command line, the only place that knows clap | [`equation`] |
//! | [`command`] | what each command does: it trains, writes files, says what came of it | [`cli`] |
//! | [`report`] | tables, JSON, CSV, pictures and pages, one format per file | [`cli`], [`command`] |
//! | [`study`] | published figures as data: who is compared, what must hold | [`cli`], [`command`], [`report`], [`method`] |
//! | [`race`] | entrants, and what their runs come to: quartiles, decades, bands | [`cli`], [`command`], [`report`], [`study`] |
//! | [`training`] | settings resolved from a request, one seed's loop, seeds in parallel, when a run ends | [`cli`], [`command`], [`report`], [`study`], [`race`] |
//! | [`problem`] | the equations, one per file, each with what it recommends | [`method`], [`training`], [`race`], [`report`], [`command`], [`cli`] |
//! | [`method`] | the named methods and their parts: how each is read, written and built | [`problem`], [`training`], [`race`], [`report`], [`command`], [`cli`] |
//! | [`equation`] | equations of the user's own: from a text file to a problem | [`method`], [`training`], [`race`], [`report`], [`command`], [`cli`] |
//! | [`request`] | flags and their values, whoever wrote them; what they mean is not known | [`method`], [`problem`], [`training`], [`race`], [`report`], [`command`], [`cli`] |
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
