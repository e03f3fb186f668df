//! `solution.svg`: the solution and its error, curves in 1D, maps in 2D.

mod curve;
mod map;

use super::plot::PlotError;
use crate::training::Solution;

/// The file's name.
pub const NAME: &str = "solution.svg";

/// The picture; what is not finite is left out.
///
/// # Errors
/// When the plotting library fails.
pub fn svg(title: &str, solution: &Solution) -> Result<String, PlotError> {
    match solution {
        Solution::Curve { x, u, exact } => curve::svg(title, x, u, exact),
        Solution::Map { axes, cells, extent, u, exact } => {
            let error: Vec<f64> = u.iter().zip(exact).map(|(u, exact)| u - exact).collect();
            map::svg(title, &map::Grid { axes: *axes, cells: *cells, extent: *extent }, u, &error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind_make_a_picture() {
        let odd = [0.0, f64::NAN, f64::INFINITY, -1e300, 1e300, 1e-300];
        for length in 0..=odd.len() {
            let numbers = odd[..length].to_vec();
            let x = (0..length).map(|index| index as f64).collect();
            let curve = Solution::Curve { x, u: numbers.clone(), exact: vec![1.0; length] };
            assert!(svg("curve", &curve).unwrap().ends_with("</svg>\n"));

            let extent = [[0.0, 1.0], [0.0, 2.0]];
            let [u, exact] = [numbers, vec![0.0; length]];
            let map = Solution::Map { axes: ["x", "y"], cells: [length, 1], extent, u, exact };
            assert!(svg("map", &map).unwrap().ends_with("</svg>\n"));
        }
    }
}
