//! Residual i = 0 … m−1 of each problem, at x.
//!
//! Numbers of the problems as in the source: (1) to (35).

mod data;
mod equations;
mod linear;
mod penalties;
mod systems;
mod valleys;

pub use data::{bard, biggs, box_three, gaussian, gulf, kowalik_osborne, meyer, osborne_1, osborne_2};
pub use equations::{boundary_value, broyden_banded, broyden_tridiagonal, integral_equation};
pub use linear::{full_rank, rank_one, rank_one_with_zeros};
pub use penalties::{penalty_1, penalty_2, variably_dimensioned};
pub use systems::{brown_almost_linear, chebyquad, jennrich_sampson, trigonometric, watson};
pub use valleys::{
    beale, brown_badly_scaled, brown_dennis, freudenstein_roth, helical_valley, powell_badly_scaled,
    powell_singular, rosenbrock, wood,
};

use crate::dual::Dual;

/// 1, 2, 3, … as numbers.
fn count(i: usize) -> f64 {
    (i + 1) as f64
}

fn sum(x: &[Dual], term: impl Fn(usize, Dual) -> Dual) -> Dual {
    x.iter().enumerate().map(|(j, x)| term(j, *x)).sum()
}
