//! The least-squares problems of Moré, Garbow and Hillstrom (1981), ACM Trans. Math. Softw. 7, 17: those that
//! MINPACK is tested with, and the other systems of the collection, 44 cases in all.
//!
//! | module | holds |
//! |---|---|
//! | [`dual`] | numbers that carry one derivative |
//! | [`problems`] | the residuals, each problem one function |
//! | [`table`] | the cases: sizes, starting points, best known minima |
//! | [`collection`] | a case as a model: sample i asks for residual i; counts the passes |
//! | [`fit`] | steps from a multiple of the starting point, and what they came to |
#![forbid(unsafe_code)]

pub mod collection;
pub mod dual;
pub mod fit;
pub mod problems;
pub mod table;

pub use collection::Counted;
pub use fit::{Fit, cosine};
pub use table::{CASES, Case};
