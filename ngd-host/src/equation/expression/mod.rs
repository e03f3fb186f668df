//! The language of expressions: from a text to values and exact derivatives.
//!
//! | file | holds |
//! |---|---|
//! | `lexer`, `parser` | numbers, names and signs; how they bind |
//! | `function`, `operation` | values and slopes |
//! | `graph` | expressions in which equal parts are one |
//! | `derivative` | derivatives as expressions |
//! | `tape` | instructions, run forwards for values and backwards for derivatives |
//!
//! Everything is computed in double precision: a run is a few dozen instructions of one number each, which
//! single precision would not speed up.

mod derivative;
mod function;
mod graph;
mod lexer;
mod operation;
mod parser;
mod tape;

pub use function::Function;
pub use graph::{Graph, Id, MOST_NODES, Node};
pub use operation::Operation;
pub use parser::{Names, RESERVED, parse};
pub use tape::{LANES, Places, Tape, TooLong};
