//! Where to look: points and weights, filled into slices of the caller.
//!
//! * [`uniform`]: independent points in a box.
//! * [`Sobol`], [`halton`]: points that fill a cube more evenly.
//! * [`latin`]: points that are even along every axis.
//! * [`Polygon`]: what lies inside, and points along the edge with their normals.
//! * [`gauss_legendre`]: nodes and weights of quadrature on an interval.
//! * [`Candidates`]: the leverage of candidate points in the tangent space, the inverse of the Christoffel
//!   function; [`draw`] draws from it, and [`Candidates::draw_conditioned`] again until the drawn points
//!   represent the tangent space well.
//!
//! With drawn points a plain step is the *least-squares projection*: one sample for matrix and right-hand
//! side. The *quasi-projection*, the matrix from all candidates and the right-hand side from the drawn ones, is
//! unbiased.

mod candidates;
mod draw;
mod gauss_legendre;
mod halton;
mod latin;
mod polygon;
mod sobol;
mod uniform;

pub use candidates::{Candidates, Conditioning, ConditioningError};
pub use draw::{DrawError, draw};
pub use gauss_legendre::{gauss_legendre, onto};
pub use halton::halton;
pub use latin::latin;
pub use polygon::{EdgePoint, Polygon};
pub use sobol::Sobol;
pub use uniform::uniform;
