//! One coin: logit z, p = 1/(1 + e^−z).

use crate::Real;

/// Beyond this |z| the factor s would underflow; the gradient ρ s is by then exactly p − y.
pub(crate) fn clamped<R: Real>(z: R) -> R {
    let most = R::of(if R::EPSILON > R::of(1e-10) { 160.0 } else { 1400.0 });
    if z > most {
        most
    } else if z < -most {
        -most
    } else {
        z
    }
}

/// s = √(p(1−p)) = e^{−|z|/2}/(1 + e^{−|z|}).
pub(crate) fn factor<R: Real>(z: R) -> R {
    let half = (-R::HALF * clamped(z).abs()).exp();
    half / (R::ONE + half * half)
}
