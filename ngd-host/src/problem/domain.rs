use ngd_core::model::SplitMix64;

/// A box: what the equation is solved on, and what a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain<const D: usize> {
    /// Names of the coordinates.
    pub axes: [&'static str; D],
    /// Beginning and end along each.
    pub extent: [[f64; 2]; D],
}

/// A side of a rectangle whose first coordinate runs to the right and whose second runs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The second coordinate at its beginning.
    Bottom,
    /// The first coordinate at its end.
    Right,
    /// The second coordinate at its end.
    Top,
    /// The first coordinate at its beginning.
    Left,
}

impl<const D: usize> Domain<D> {
    /// The unit cube with these coordinates.
    pub const fn unit(axes: [&'static str; D]) -> Self {
        Self { axes, extent: [[0.0, 1.0]; D] }
    }

    /// The measure of the box.
    pub fn measure(&self) -> f64 {
        self.extent.iter().map(|[begin, end]| end - begin).product()
    }

    /// The point at these shares of the way along every axis.
    pub fn at(&self, shares: [f64; D]) -> [f64; D] {
        std::array::from_fn(|d| {
            let [begin, end] = self.extent[d];
            begin + (end - begin) * shares[d]
        })
    }

    /// An even grid of so many points along each axis that stays one spacing away from the boundary; the
    /// first coordinate is slowest.
    pub fn inner_grid(&self, counts: [usize; D]) -> Vec<[f64; D]> {
        self.grid(counts, |i, count| (i + 1) as f64 / (count + 1) as f64)
    }

    /// An even grid with points on the boundary.
    pub fn closed_grid(&self, counts: [usize; D]) -> Vec<[f64; D]> {
        self.grid(counts, |i, count| i as f64 / (count - 1) as f64)
    }

    /// The midpoints of a grid of equal cells.
    pub fn midpoints(&self, counts: [usize; D]) -> Vec<[f64; D]> {
        self.grid(counts, |i, count| (i as f64 + 0.5) / count as f64)
    }

    fn grid(&self, counts: [usize; D], share: impl Fn(usize, usize) -> f64) -> Vec<[f64; D]> {
        let total: usize = counts.iter().product();
        let point = |mut index: usize| {
            let mut shares = [0.0; D];
            for d in (0..D).rev() {
                shares[d] = share(index % counts[d], counts[d]);
                index /= counts[d];
            }
            self.at(shares)
        };
        (0..total).map(point).collect()
    }

    /// A point with uniform distribution.
    pub fn draw(&self, random: &mut SplitMix64) -> [f64; D] {
        self.at(std::array::from_fn(|_| random.uniform()))
    }

    /// A point on the boundary, uniform on each face, every face as likely.
    pub fn draw_on_boundary(&self, random: &mut SplitMix64) -> [f64; D] {
        let mut point = self.draw(random);
        let face = (random.uniform::<f64>() * (2 * D) as f64) as usize;
        let axis = (face / 2).min(D - 1);
        point[axis] = self.extent[axis][face % 2];
        point
    }
}

impl Domain<2> {
    /// So many even points along a side, in the sense of a walk against the clock that ends one spacing
    /// before the next side.
    pub fn side(&self, side: Side, count: usize) -> Vec<[f64; 2]> {
        let share = |t: f64| match side {
            Side::Bottom => [t, 0.0],
            Side::Right => [1.0, t],
            Side::Top => [1.0 - t, 1.0],
            Side::Left => [0.0, 1.0 - t],
        };
        (0..count).map(|i| self.at(share(i as f64 / count as f64))).collect()
    }

    /// So many points along every side; each corner once.
    pub fn around(&self, count: usize) -> Vec<[f64; 2]> {
        let sides = [Side::Bottom, Side::Right, Side::Top, Side::Left];
        sides.into_iter().flat_map(|side| self.side(side, count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECTANGLE: Domain<2> = Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [-1.0, 3.0]] };

    #[test]
    fn grids_have_the_first_coordinate_slowest() {
        assert_eq!(RECTANGLE.inner_grid([1, 3]), [[0.5, 0.0], [0.5, 1.0], [0.5, 2.0]]);
        assert_eq!(RECTANGLE.closed_grid([2, 2]), [[0.0, -1.0], [0.0, 3.0], [1.0, -1.0], [1.0, 3.0]]);
        assert_eq!(RECTANGLE.midpoints([1, 2]), [[0.5, 0.0], [0.5, 2.0]]);
        assert_eq!(RECTANGLE.measure(), 4.0);
    }

    #[test]
    fn a_walk_around_meets_every_corner_once() {
        let walk = RECTANGLE.around(2);
        assert_eq!(walk[..4], [[0.0, -1.0], [0.5, -1.0], [1.0, -1.0], [1.0, 1.0]]);
        assert_eq!(walk[4..], [[1.0, 3.0], [0.5, 3.0], [0.0, 3.0], [0.0, 1.0]]);
    }

    #[test]
    fn every_face_is_drawn_alike() {
        let mut random = SplitMix64::new(1);
        let mut counts = [[0; 2]; 2];
        for _ in 0..4000 {
            let point = RECTANGLE.draw_on_boundary(&mut random);
            for (axis, [begin, end]) in RECTANGLE.extent.into_iter().enumerate() {
                counts[axis][0] += i32::from(point[axis] == begin);
                counts[axis][1] += i32::from(point[axis] == end);
            }
        }
        assert!(counts.iter().flatten().all(|count| (900..1100).contains(count)), "{counts:?}");
    }
}
