//! Laws fitted to data.

use super::{Dual, count};

/// (8) Bard.
pub fn bard(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 15] =
        [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
    let (u, v) = (count(i), 15.0 - i as f64);
    Y[i] - (x[0] + u * (v * x[1] + u.min(v) * x[2]).recip())
}

/// (9) Gaussian.
pub fn gaussian(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 8] = [0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989];
    let t = (7.0 - i as f64) / 2.0;
    x[0] * (-0.5 * (x[1] * (t - x[2]).square())).exp() - Y[i.min(14 - i)]
}

/// (10) Meyer.
pub fn meyer(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 16] = [
        34780.0, 28610.0, 23650.0, 19630.0, 16370.0, 13720.0, 11540.0, 9744.0, 8261.0, 7030.0, 6005.0,
        5147.0, 4427.0, 3820.0, 3307.0, 2872.0,
    ];
    let t = 45.0 + 5.0 * count(i);
    x[0] * (x[1] * (x[2] + t).recip()).exp() - Y[i]
}

/// (11) Gulf research and development; with y − x₂ in the place of a product, a misprint of the source.
pub fn gulf(x: &[Dual], i: usize, _: usize) -> Dual {
    let t = count(i) / 100.0;
    let y = 25.0 + (-50.0 * t.ln()).powf(2.0 / 3.0);
    (-((y - x[1]).abs().pow(x[2]) * x[0].recip())).exp() - t
}

/// (12) Box, in three dimensions.
pub fn box_three(x: &[Dual], i: usize, _: usize) -> Dual {
    let t = count(i) / 10.0;
    (-t * x[0]).exp() - (-t * x[1]).exp() - ((-t).exp() - (-10.0 * t).exp()) * x[2]
}

/// (15) Kowalik and Osborne.
pub fn kowalik_osborne(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 11] =
        [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
    const U: [f64; 11] = [4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
    let u = U[i];
    Y[i] - x[0] * (u * (x[1] + u)) * (u * (x[2] + u) + x[3]).recip()
}

/// (17) Osborne 1.
pub fn osborne_1(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 33] = [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658,
        0.628, 0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431,
        0.424, 0.42, 0.414, 0.411, 0.406,
    ];
    let t = 10.0 * i as f64;
    Y[i] - (x[0] + x[1] * (-t * x[3]).exp() + x[2] * (-t * x[4]).exp())
}

/// (18) Biggs EXP6.
pub fn biggs(x: &[Dual], i: usize, _: usize) -> Dual {
    let t = count(i) / 10.0;
    let y = (-t).exp() - 5.0 * (-10.0 * t).exp() + 3.0 * (-4.0 * t).exp();
    x[2] * (-t * x[0]).exp() - x[3] * (-t * x[1]).exp() + x[5] * (-t * x[4]).exp() - y
}

/// (19) Osborne 2.
pub fn osborne_2(x: &[Dual], i: usize, _: usize) -> Dual {
    const Y: [f64; 65] = [
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655,
        0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558,
        0.533, 0.495, 0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562,
        0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.71,
        0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
    ];
    let t = i as f64 / 10.0;
    let peak = |k: usize| x[k] * (-x[k + 4] * (t - x[k + 7]).square()).exp();
    Y[i] - (x[0] * (-t * x[4]).exp() + peak(1) + peak(2) + peak(3))
}
