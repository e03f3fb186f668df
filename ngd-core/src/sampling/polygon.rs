//! Polygons in the plane: what lies inside, and points on the edge.

use crate::Real;

/// Closed loops of vertices: an outline, and holes in it, in either sense of rotation. A point is inside where a
/// ray from it crosses the loops an odd number of times.
#[derive(Clone, Copy, Debug)]
pub struct Polygon<'a, R> {
    /// The loops, each without a repetition of its first vertex.
    pub loops: &'a [&'a [[R; 2]]],
}

/// A point on the edge of a polygon.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct EdgePoint<R> {
    /// Where it is.
    pub point: [R; 2],
    /// The outward normal there, of length one.
    pub normal: [R; 2],
}

impl<'a, R: Real> Polygon<'a, R> {
    fn edges(&self) -> impl Iterator<Item = [[R; 2]; 2]> + 'a {
        let loops = self.loops;
        loops.iter().flat_map(|vertices| {
            let next = vertices.iter().cycle().skip(1);
            vertices.iter().zip(next).map(|(from, to)| [*from, *to])
        })
    }

    /// Whether a point lies inside. On the edge itself either may be true.
    pub fn contains(&self, [x, y]: [R; 2]) -> bool {
        let mut inside = false;
        for [[x0, y0], [x1, y1]] in self.edges() {
            if (y0 > y) != (y1 > y) && x < x0 + (y - y0) * (x1 - x0) / (y1 - y0) {
                inside = !inside;
            }
        }
        inside
    }

    /// The length of the edge, holes included.
    pub fn length(&self) -> R {
        let mut sum = R::ZERO;
        for edge in self.edges() {
            sum += length(&edge);
        }
        sum
    }

    /// The area inside, if loops do not cross each other or themselves.
    pub fn area(&self) -> R {
        let mut sum = R::ZERO;
        for (index, vertices) in self.loops.iter().enumerate() {
            let mut twice = R::ZERO;
            for [[x0, y0], [x1, y1]] in (Polygon { loops: &[vertices] }).edges() {
                twice += x0 * y1 - x1 * y0;
            }
            let area = R::HALF * twice.abs();
            // A loop within an odd number of others is a hole.
            let others = self.loops.iter().enumerate().filter(|(other, _)| *other != index);
            let around = |vertices: &&[[R; 2]]| {
                let first = vertices.first().copied().unwrap_or([R::ZERO; 2]);
                others.clone().filter(|(_, other)| (Polygon { loops: &[other] }).contains(first)).count()
            };
            if around(vertices) % 2 == 1 {
                sum -= area;
            } else {
                sum += area;
            }
        }
        sum
    }

    /// Fills `points` with points of the edge at equal distances along it, the first one half a distance behind
    /// the first vertex.
    ///
    /// A loop of no length gives nothing; if all are such, the points stay as they were.
    pub fn along_edge(&self, points: &mut [EdgePoint<R>]) {
        let total = self.length();
        let spacing = total / R::of_count(points.len().max(1));
        if spacing.partial_cmp(&R::ZERO) != Some(core::cmp::Ordering::Greater) {
            return;
        }
        let mut places = points.iter_mut();
        let (mut before, mut next) = (R::ZERO, R::HALF * spacing);
        let mut index = 0;
        let mut last = None;
        for edge in self.edges() {
            let [from, to] = edge;
            let size = length(&edge);
            if size > R::ZERO {
                last = Some(edge);
            }
            while next < before + size && size > R::ZERO {
                let share = (next - before) / size;
                let Some(place) = places.next() else { return };
                *place = self.edge_point(from, to, share);
                index += 1;
                next = (R::of_count(index) + R::HALF) * spacing;
            }
            before += size;
        }
        // Rounding may leave the last one over.
        if let (Some([from, to]), Some(place)) = (last, places.next()) {
            *place = self.edge_point(from, to, R::HALF);
        }
    }

    fn edge_point(&self, from: [R; 2], to: [R; 2], share: R) -> EdgePoint<R> {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let size = (dx * dx + dy * dy).sqrt();
        let point = [from[0] + share * dx, from[1] + share * dy];
        let [nx, ny] = [dy / size, -dx / size];
        let off = R::EPSILON.sqrt() * size;
        let outside = !self.contains([point[0] + off * nx, point[1] + off * ny]);
        let normal = if outside { [nx, ny] } else { [-nx, -ny] };
        EdgePoint { point, normal }
    }
}

fn length<R: Real>([[x0, y0], [x1, y1]]: &[[R; 2]; 2]) -> R {
    let [dx, dy] = [*x1 - *x0, *y1 - *y0];
    (dx * dx + dy * dy).sqrt()
}
