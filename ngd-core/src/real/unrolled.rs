//! Short loops, written out. Where code is optimized for size compilers leave a loop rolled, and what it
//! indexes then lies in memory and not in registers.

use crate::Real;

/// N times x: for `[x; N]`, which is a loop too.
#[inline(always)]
pub(crate) fn splat<R: Real, const N: usize>(x: R) -> [R; N] {
    let mut lanes = [R::ZERO; N];
    each::<N>(|i| lanes[i] = x);
    lanes
}

/// Calls `body` with 0 … N−1. On desktops, whose compilers unroll and make vectors, by a loop.
#[inline(always)]
pub(crate) fn each<const N: usize>(mut body: impl FnMut(usize)) {
    if N > 8 || cfg!(target_pointer_width = "64") {
        for i in 0..N {
            body(i);
        }
        return;
    }
    if N > 0 {
        body(0);
    }
    if N > 1 {
        body(1);
    }
    if N > 2 {
        body(2);
    }
    if N > 3 {
        body(3);
    }
    if N > 4 {
        body(4);
    }
    if N > 5 {
        body(5);
    }
    if N > 6 {
        body(6);
    }
    if N > 7 {
        body(7);
    }
}
