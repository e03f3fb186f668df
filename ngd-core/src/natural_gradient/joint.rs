//! The joint choice of α and β by the quadratic model.

use crate::Real;

/// gᵀ(a x + b y) + ½(a x + b y)ᵀG(a x + b y) on the span of two directions.
pub(super) struct Plane<R> {
    /// gᵀx, gᵀy.
    pub slopes: [R; 2],
    /// xᵀGx, xᵀGy, yᵀGy.
    pub curvatures: [R; 3],
}

impl<R: Real> Plane<R> {
    fn value(&self, [a, b]: [R; 2]) -> R {
        let ([s, t], [xx, xy, yy]) = (self.slopes, self.curvatures);
        a * s + b * t + R::HALF * (a * a * xx + b * b * yy) + a * b * xy
    }

    /// The minimum over 0 ≤ a ≤ 1, 0 ≤ b ≤ `most`; where x and y are parallel, on the edge.
    pub fn minimum(&self, most: R) -> [R; 2] {
        let ([s, t], [xx, xy, yy]) = (self.slopes, self.curvatures);
        let determinant = xx * yy - xy * xy;
        if determinant > R::EPSILON.sqrt() * xx * yy {
            let inside = [(t * xy - s * yy) / determinant, (s * xy - t * xx) / determinant];
            if within(inside[0], R::ONE) && within(inside[1], most) {
                return inside;
            }
        }
        // Where the curvature along an edge vanishes, its better end.
        let along = |slope: R, curvature: R, end: R| {
            let x = -slope / curvature;
            if within(x, end) {
                x
            } else if slope < R::ZERO {
                end
            } else {
                R::ZERO
            }
        };
        let edges = [
            [R::ONE, along(t + xy, yy, most)],
            [along(s, xx, R::ONE), R::ZERO],
            [along(s + most * xy, xx, R::ONE), most],
            [R::ZERO, along(t, yy, most)],
        ];
        // Of equal ones, as of parallel directions, the first: a full step along x.
        let [mut best, ..] = edges;
        for edge in edges {
            let value = self.value(best);
            if self.value(edge) < value - R::EPSILON.sqrt() * value.abs() {
                best = edge;
            }
        }
        best
    }
}

fn within<R: Real>(x: R, end: R) -> bool {
    x >= R::ZERO && x <= end
}
