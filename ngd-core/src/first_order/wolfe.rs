//! A line search for the strong Wolfe conditions, with a bounded number of evaluations.

use crate::Real;

/// f(η) ≤ f(0) + c₁ η f′(0) and |f′(η)| ≤ c₂ |f′(0)|.
///
/// # Source
/// Nocedal, Wright, *Numerical Optimization*, 2nd ed., algorithms 3.5 and 3.6, trial lengths by cubic
/// interpolation (3.59). Where they loop, evaluations are counted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct StrongWolfe<R> {
    /// c₁ in (0, c₂). 1e-4.
    pub decrease: R,
    /// c₂ in (c₁, 1). 0.9.
    pub curvature: R,
    /// Loss and slope are evaluated at most so often. 25.
    pub evaluations: u32,
}

impl<R: Real> Default for StrongWolfe<R> {
    fn default() -> Self {
        Self { decrease: R::of(1e-4), curvature: R::of(0.9), evaluations: 25 }
    }
}

/// A point on the line: length, loss and slope there.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Point<R> {
    /// η.
    pub length: R,
    /// f(η), infinite where it is not a number.
    pub loss: R,
    /// f′(η).
    pub slope: R,
}

/// What is known of the line while a search runs.
struct Line<R, F> {
    start: Point<R>,
    evaluate: F,
    left: u32,
}

impl<R: Real, F: FnMut(R) -> (R, R)> Line<R, F> {
    /// The point at a length, if it may still be evaluated.
    fn at(&mut self, length: R) -> Option<Point<R>> {
        self.left = self.left.checked_sub(1)?;
        let (loss, slope) = (self.evaluate)(length);
        let loss = if loss.is_finite() && slope.is_finite() { loss } else { R::INFINITY };
        Some(Point { length, loss, slope })
    }
}

impl<R: Real> StrongWolfe<R> {
    /// A length that satisfies both conditions, tried from `first` on; if evaluations run out, the best
    /// one that satisfies the first. `evaluate` gives (loss, slope) at a length; the point returned is the
    /// one evaluated last. `None` if the slope at the start is not negative or nothing was found.
    pub fn search(&self, start: (R, R), first: R, evaluate: impl FnMut(R) -> (R, R)) -> Option<Point<R>> {
        let (loss, slope) = start;
        if !(slope < R::ZERO && first > R::ZERO) {
            return None;
        }
        let start = Point { length: R::ZERO, loss, slope };
        // The last evaluation is kept back for a return to the best point.
        let mut line = Line { start, evaluate, left: self.evaluations.saturating_sub(1) };
        let mut before = start;
        let mut length = first;
        while let Some(point) = line.at(length) {
            if !self.decreases(&start, &point) || (before.length > R::ZERO && point.loss >= before.loss) {
                return self.zoom(&mut line, before, point);
            }
            if self.is_flat(&start, &point) {
                return Some(point);
            }
            if point.slope >= R::ZERO {
                return self.zoom(&mut line, point, before);
            }
            before = point;
            length += length;
        }
        self.fall_back(&mut line, before)
    }

    /// Shrinks an interval that holds a good length; `low` is its end of smaller loss.
    fn zoom<F: FnMut(R) -> (R, R)>(
        &self,
        line: &mut Line<R, F>,
        mut low: Point<R>,
        mut high: Point<R>,
    ) -> Option<Point<R>> {
        let start = line.start;
        while let Some(point) = line.at(between(&low, &high)) {
            if !self.decreases(&start, &point) || point.loss >= low.loss {
                high = point;
            } else {
                if self.is_flat(&start, &point) {
                    return Some(point);
                }
                if point.slope * (high.length - low.length) >= R::ZERO {
                    high = low;
                }
                low = point;
            }
            let is_open = (high.length - low.length).abs() > R::EPSILON * low.length.abs();
            if !is_open {
                break;
            }
        }
        self.fall_back(line, low)
    }

    /// The best point once more, if it is a decrease at all.
    fn fall_back<F: FnMut(R) -> (R, R)>(&self, line: &mut Line<R, F>, best: Point<R>) -> Option<Point<R>> {
        if !(best.length > R::ZERO && best.loss < line.start.loss) {
            return None;
        }
        line.left += 1;
        line.at(best.length)
    }

    fn decreases(&self, start: &Point<R>, point: &Point<R>) -> bool {
        point.loss <= start.loss + self.decrease * point.length * start.slope
    }

    fn is_flat(&self, start: &Point<R>, point: &Point<R>) -> bool {
        point.slope.abs() <= -self.curvature * start.slope
    }
}

/// The minimum of the cubic through both ends; their middle where there is none well inside.
fn between<R: Real>(a: &Point<R>, b: &Point<R>) -> R {
    let width = b.length - a.length;
    let middle = a.length + R::HALF * width;
    let three = R::of_count(3);
    let d1 = a.slope + b.slope - three * (a.loss - b.loss) / (a.length - b.length);
    let d2 = (d1 * d1 - a.slope * b.slope).sqrt() * if width < R::ZERO { -R::ONE } else { R::ONE };
    let minimum = b.length - width * (b.slope + d2 - d1) / (b.slope - a.slope + d2 + d2);
    let share = (minimum - a.length) / width;
    // A tenth of the width from the ends, so that the interval shrinks.
    let margin = R::of(0.1);
    if share >= margin && share <= R::ONE - margin { minimum } else { middle }
}
