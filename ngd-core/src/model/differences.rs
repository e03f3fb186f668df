//! Central differences of fourth order, shared by [`Numeric`](super::Numeric) and the derivative
//! checkers.
//!
//! A first step is relative to |x|, and to one at zero. The difference of two formulas says how much a step is too
//! long, the size of f how much it is too short; where that is more than it should be the step is changed eightfold,
//! in the direction that helps. So neither the unit of x nor that of f matters.

use crate::Real;

/// A derivative, and how far it may be off.
#[derive(Clone, Copy)]
pub(crate) struct Estimate<R> {
    pub value: R,
    pub error: R,
}

/// The steps from one that is tried to the next.
const FACTOR: f64 = 8.0;
/// The rounding of f in units of that of its value: sums cancel inside.
const ROUNDING: f64 = 8.0;
/// How many steps are tried at most: a range of 8¹⁶; of a function that does not change at all, of 8³.
const MOST: usize = 16;
const MOST_STILL: usize = 4;

/// f′(x) ≈ (8(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h)))/12h. Error about ε^⅘ of the size of f over that of x.
///
/// Cost: four evaluations of f, more where the first step does not suit.
pub(crate) fn first<R: Real>(x: R, mut f: impl FnMut(R) -> R) -> Estimate<R> {
    best(x, R::of(4.0) * R::EPSILON.sqrt().sqrt(), |h| {
        let [right, left, far_right, far_left] = [f(x + h), f(x - h), f(x + h + h), f(x - h - h)];
        let (near, far) = ((right - left) / (h + h), (far_right - far_left) / (R::of(4.0) * h));
        let size = largest([right, left, far_right, far_left]);
        Tried { near, far, value: (R::of(4.0) * near - far) / R::of(3.0), rounding: size / h }
    })
}

/// f″(x) ≈ (16(f(x+h) + f(x−h)) − (f(x+2h) + f(x−2h)) − 30 f(x))/12h². Error about ε^⅔ of the size of f over that of
/// x².
pub(crate) fn second<R: Real>(x: R, mut f: impl FnMut(R) -> R) -> R {
    let center = f(x);
    let estimate = best(x, R::of(0.25) * R::EPSILON.sqrt().sqrt().sqrt(), |h| {
        let [right, left, far_right, far_left] = [f(x + h), f(x - h), f(x + h + h), f(x - h - h)];
        // Differences to the centre, so that a constant drops out before it is divided.
        let near = ((right - center) + (left - center)) / (h * h);
        let far = ((far_right - center) + (far_left - center)) / (R::of(4.0) * h * h);
        let size = largest([right, left, far_right, far_left]).larger(center.abs());
        Tried {
            near,
            far,
            value: (R::of(4.0) * near - far) / R::of(3.0),
            rounding: R::of(4.0) * size / (h * h),
        }
    });
    estimate.value
}

/// What a step gives.
struct Tried<R> {
    /// By the formula of second order with the step, and with twice the step.
    near: R,
    far: R,
    /// By that of fourth order.
    value: R,
    /// What a relative error of one in f would change.
    rounding: R,
}

impl<R: Real> Tried<R> {
    /// The errors by length and by rounding.
    ///
    /// near and far are off by ah² and 4ah²; the next term, which is what is left, is of the order of (ah²)² over
    /// the derivative.
    fn errors(&self) -> [R; 2] {
        let apart = (self.near - self.far).abs();
        let share = apart / self.value.abs().larger(apart);
        let long = if apart == R::ZERO { R::ZERO } else { apart * share };
        [long, R::of(ROUNDING) * R::EPSILON * self.rounding]
    }
}

/// The derivative by the step of the smallest error, of those that lead there from the first.
fn best<R: Real>(x: R, relative: R, mut at: impl FnMut(R) -> Tried<R>) -> Estimate<R> {
    let size = if x == R::ZERO { R::ONE } else { x.abs() };
    let mut step = relative * size;
    let mut found: Option<(Estimate<R>, bool)> = None;
    for tries in 1..=MOST {
        let h = exact(x, step);
        if h == R::ZERO || !h.is_finite() {
            break;
        }
        let tried = at(h);
        let [long, short] = tried.errors();
        let estimate = Estimate { value: tried.value, error: long + short };
        let is_number = estimate.error.is_finite();
        let is_better = match found {
            None => true,
            Some((best, _)) => is_number && (!best.error.is_finite() || estimate.error < best.error),
        };
        // Too long also where f is not a number.
        let lengthen = is_number && short > long;
        let turned = found.is_some_and(|(_, lengthened)| lengthened != lengthen);
        if is_better {
            found = Some((estimate, lengthen));
        }
        let still = tried.value == R::ZERO && estimate.error == short && tries >= MOST_STILL;
        let enough =
            estimate.error <= R::of(10.0) * R::EPSILON.sqrt() * R::EPSILON.sqrt().sqrt() * tried.value.abs();
        if enough || still || turned || !is_better {
            break;
        }
        step = if lengthen { R::of(FACTOR) * step } else { step / R::of(FACTOR) };
    }
    let none = R::NAN;
    found.map_or(Estimate { value: none, error: none }, |(estimate, _)| estimate)
}

fn largest<R: Real>(values: [R; 4]) -> R {
    values.into_iter().fold(R::ZERO, |most, value| most.larger(value.abs()))
}

/// A step for which x + h − x is h.
fn exact<R: Real>(x: R, step: R) -> R {
    (x + step) - x
}
