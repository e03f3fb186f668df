//! max(z, 0), the rectified linear unit.
//!
//! Its derivative is that where there is one; at zero, where there is none, it is zero, as scikit-learn and PyTorch
//! have it. Higher derivatives are zero: equations of second order see nothing of such a network. Exact.

use crate::Real;

/// max(z, 0).
#[inline(always)]
pub fn value<R: Real>(z: R) -> R {
    if z <= R::ZERO { R::ZERO } else { z }
}

/// [max(z, 0), its first, second and third derivative].
#[inline(always)]
pub fn derivatives<R: Real>(z: R) -> [R; 4] {
    let value = value(z);
    let slope = if z > R::ZERO { R::ONE } else { value };
    // Zero, unless z is not a number.
    let higher = slope * R::ZERO;
    [value, slope, higher, higher]
}
