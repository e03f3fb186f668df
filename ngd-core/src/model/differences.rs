//! Central differences of fourth order, shared by [`Numeric`](super::Numeric) and the derivative
//! checkers.

use crate::Real;

/// f′(x) ≈ (8(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h)))/12h. Error about ε^⅘ of the size of f.
pub(crate) fn first<R: Real>(x: R, mut f: impl FnMut(R) -> R) -> R {
    let h = exact_step(x, R::of(4.0) * R::EPSILON.sqrt().sqrt());
    let (near, far) = (f(x + h) - f(x - h), f(x + h + h) - f(x - h - h));
    (R::of(8.0) * near - far) / (R::of(12.0) * h)
}

/// f″(x) ≈ (16(f(x+h) + f(x−h)) − (f(x+2h) + f(x−2h)) − 30 f(x))/12h². Error about ε^⅔ of the size of f.
pub(crate) fn second<R: Real>(x: R, mut f: impl FnMut(R) -> R) -> R {
    let h = exact_step(x, R::of(0.25) * R::EPSILON.sqrt().sqrt().sqrt());
    let center = f(x);
    // Differences to the centre, so that a constant drops out before it is multiplied.
    let near = (f(x + h) - center) + (f(x - h) - center);
    let far = (f(x + h + h) - center) + (f(x - h - h) - center);
    (R::of(16.0) * near - far) / (R::of(12.0) * h * h)
}

/// A step relative to max(1, |x|) for which x + h − x is h.
fn exact_step<R: Real>(x: R, relative: R) -> R {
    let h = relative * x.abs().larger(R::ONE);
    (x + h) - x
}
