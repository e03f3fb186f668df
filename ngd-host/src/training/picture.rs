//! Where a solution is looked at for its picture.

use crate::problem::Domain;
use crate::training::Solution;

/// Points along each axis of a picture: of a curve, of a map.
const CURVE_POINTS: usize = 401;
const MAP_CELLS: usize = 100;

/// A curve, or a map over the first two coordinates; further ones stay in the middle of the domain.
pub(super) struct View<const D: usize>(pub(super) Domain<D>);

impl<const D: usize> View<D> {
    /// The points of the picture, in the order of a [`Solution`].
    pub(super) fn points(&self) -> Vec<[f64; D]> {
        if D == 1 {
            return self.0.closed_grid([CURVE_POINTS; D]);
        }
        let centre = |cell: usize| (cell as f64 + 0.5) / MAP_CELLS as f64;
        let at = |cell: usize| {
            let mut shares = [0.5; D];
            shares[0] = centre(cell % MAP_CELLS);
            shares[1] = centre(cell / MAP_CELLS);
            self.0.at(shares)
        };
        (0..MAP_CELLS * MAP_CELLS).map(at).collect()
    }

    /// The picture of these values.
    pub(super) fn solution(&self, u: Vec<f64>, exact: Vec<f64>) -> Solution {
        let Domain { axes, extent } = self.0;
        if D == 1 {
            let x = self.points().iter().map(|point| point[0]).collect();
            return Solution::Curve { x, u, exact };
        }
        Solution::Map {
            axes: [axes[0], axes[1]],
            cells: [MAP_CELLS; 2],
            extent: [extent[0], extent[1]],
            u,
            exact,
        }
    }
}
