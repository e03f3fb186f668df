//! Rotations of pairs of columns, until all are orthogonal.

use super::SvdError;
use super::columns::{Columns, dot};
use crate::Real;

/// Sweeps before it is given up. Random, graded and rank-deficient matrices of up to 449 columns take at most
/// ten.
const SWEEPS: usize = 30;

/// Rotates the first `rank` columns until all are orthogonal up to rounding, the longest first; rotates the
/// sides with them. At the end the columns have length one, and `norms` holds their lengths, σ. How many are not
/// zero.
///
/// # Errors
/// [`SvdError::NoConvergence`].
pub(super) fn orthogonalize<R: Real>(columns: &mut Columns<'_, R>, rank: usize) -> Result<usize, SvdError> {
    for j in 0..rank {
        columns.normalize(j);
    }
    let tolerance = R::EPSILON * R::of_count(columns.reflector.len().max(16)).sqrt();
    for _ in 0..SWEEPS {
        if !sweep(columns, rank, tolerance)? {
            return Ok(finish(columns, rank));
        }
    }
    Err(SvdError::NoConvergence)
}

/// Visits every pair once; whether one was rotated.
fn sweep<R: Real>(columns: &mut Columns<'_, R>, rank: usize, tolerance: R) -> Result<bool, SvdError> {
    let mut rotated = false;
    for p in 0..rank {
        let Some(longest) = columns.longest(p) else { break };
        if longest > p {
            columns.swap(p, longest);
        }
        for q in p + 1..rank {
            rotated |= rotate(columns, p, q, tolerance)?;
        }
    }
    Ok(rotated)
}

/// Makes columns p and q orthogonal, unless they are; whether they were not.
///
/// For columns x, y with the ratio of lengths ϱ ≤ 1 and the cosine c between them, the tangent of the angle is ϱτ,
/// τ = 2c/(1 − ϱ² + √((1 − ϱ²)² + 4ϱ²c²)): y loses τ‖y‖/‖x‖ of x, which a division by ϱ would not give where it
/// underflows.
fn rotate<R: Real>(columns: &mut Columns<'_, R>, p: usize, q: usize, tolerance: R) -> Result<bool, SvdError> {
    let ([long, long_scale], [short, short_scale]) = (columns.length(p), columns.length(q));
    if short == R::ZERO {
        return Ok(false);
    }
    let [x, y] = columns.pair_mut(p, q);
    let cosine = dot(x, y) / (long * short);
    if cosine.abs() <= tolerance {
        return Ok(false);
    }
    if !cosine.is_finite() {
        return Err(SvdError::NoConvergence);
    }
    let scales = short_scale / long_scale;
    let ratio = (scales * (short / long)).smaller(R::ONE);
    let two = R::ONE + R::ONE;
    let (apart, twice) = ((R::ONE - ratio) * (R::ONE + ratio), two * cosine);
    let bent = ratio * twice;
    let share = twice / (apart + (apart * apart + bent * bent).sqrt());
    let tangent = ratio * share;
    let root = R::ONE / (R::ONE + tangent * tangent).sqrt();
    turn([x, y], root, root * tangent * scales, root * share * (short / long));
    for side in &mut columns.sides {
        if let (Some(a), Some(b)) = (side.get(p).copied(), side.get(q).copied()) {
            for (place, value) in [(p, a + tangent * b), (q, b - tangent * a)] {
                if let Some(place) = side.get_mut(place) {
                    *place = root * value;
                }
            }
        }
    }
    remember(columns, [p, q], [R::ONE + tangent * ratio * cosine, R::ONE - share * cosine]);
    Ok(true)
}

/// x := cosine x + gained y, y := cosine y − lost x.
fn turn<R: Real>([x, y]: [&mut [R]; 2], cosine: R, gained: R, lost: R) {
    for (x, y) in x.iter_mut().zip(y) {
        let (a, b) = (*x, *y);
        *x = cosine * a + gained * b;
        *y = cosine * b - lost * a;
    }
}

/// The lengths after a rotation, from the factors of their squares; measured where these are small.
fn remember<R: Real>(columns: &mut Columns<'_, R>, pair: [usize; 2], factors: [R; 2]) {
    for (j, factor) in pair.into_iter().zip(factors) {
        let within = factor > R::of(0.1) && columns.length(j)[0] < R::of(1e3);
        match columns.norms.get_mut(j) {
            Some(norm) if within => *norm *= factor.sqrt(),
            _ => columns.normalize(j),
        }
    }
}

/// Measures the columns, puts them in order and divides them by their lengths.
fn finish<R: Real>(columns: &mut Columns<'_, R>, rank: usize) -> usize {
    for j in 0..rank {
        columns.normalize(j);
    }
    for p in 0..rank {
        let Some(longest) = columns.longest(p) else { return p };
        if longest > p {
            columns.swap(p, longest);
        }
        let [norm, scale] = columns.length(p);
        for x in columns.column_mut(p) {
            *x = *x / norm;
        }
        if let Some(sigma) = columns.norms.get_mut(p) {
            *sigma = norm * scale;
        }
    }
    rank
}
