//! The memory that a solver borrows, and rows to fill it with.

use nalgebra::{DMatrix, DVector};
use ngd_core::Real;
use ngd_core::least_squares::{LeastSquares, PANEL_ROWS, Panel, System};
use ngd_core::linear_algebra::packed::{get, packed_lanes, padded_len};

/// J, r and v in double precision; every entry is a number of the precision under test.
pub struct Rows {
    /// J: a row a residual.
    pub jacobian: DMatrix<f64>,
    /// r.
    pub residual: DVector<f64>,
    /// The second right-hand side.
    pub velocity: DVector<f64>,
}

impl Rows {
    /// Rows with entries in (−1, 1).
    pub fn random<R: Real>(rows: usize, parameters: usize, seed: u64) -> Self {
        let mut noise = noise(seed);
        Self::of::<R>(DMatrix::from_fn(rows, parameters, |_, _| noise()), seed + 1)
    }

    /// The rows of a matrix, rounded to R, with random right-hand sides.
    pub fn of<R: Real>(jacobian: DMatrix<f64>, seed: u64) -> Self {
        let mut noise = noise(seed);
        let rows = jacobian.nrows();
        let mut side = || DVector::from_fn(rows, |_, _| R::of(noise()).to_f64());
        let (residual, velocity) = (side(), side());
        Self { jacobian: jacobian.map(|entry| R::of(entry).to_f64()), residual, velocity }
    }

    /// JᵀJ + λI.
    pub fn gram(&self, damping: f64) -> DMatrix<f64> {
        let parameters = self.jacobian.ncols();
        self.jacobian.tr_mul(&self.jacobian) + DMatrix::identity(parameters, parameters) * damping
    }
}

/// Uniform in (−1, 1): SplitMix64 (Steele, Lea, Flood 2014).
pub fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// What a [`System`] borrows, of the right sizes.
pub struct LentMemory<R> {
    parameters: usize,
    triangle: Vec<[R; 4]>,
    residual: Vec<R>,
    velocity: Vec<R>,
    damping: R,
    relative: R,
    /// What the solver's workspace is lent.
    pub workspace: Vec<[R; 4]>,
}

impl<R: Real> LentMemory<R> {
    /// With the triangle of P parameters.
    pub fn new(parameters: usize) -> Self {
        Self::with_lanes(parameters, packed_lanes(parameters))
    }

    /// With a triangle of so many lanes, as the solver asks for.
    pub fn with_lanes(parameters: usize, lanes: usize) -> Self {
        let padded = padded_len(parameters);
        // what is left of an earlier use must not matter
        let stale = R::of(f64::NAN);
        Self {
            parameters,
            triangle: vec![[stale; 4]; lanes],
            residual: vec![stale; padded],
            velocity: vec![stale; padded],
            damping: stale,
            relative: stale,
            workspace: vec![[stale; 4]; 2 * padded],
        }
    }

    /// Begins with a damping and absorbs all rows, eight at a time.
    pub fn filled<S: LeastSquares<R>>(solver: &mut S, rows: &Rows, damping: R) -> Self {
        let parameters = rows.jacobian.ncols();
        let mut memory = Self::with_lanes(parameters, solver.lanes(parameters));
        memory.with(|system, _| solver.begin(system, damping));
        memory.absorb(solver, rows, 0..rows.jacobian.nrows(), PANEL_ROWS);
        memory
    }

    /// Absorbs some of the rows, `per_panel` at a time.
    pub fn absorb<S: LeastSquares<R>>(
        &mut self,
        solver: &mut S,
        rows: &Rows,
        range: std::ops::Range<usize>,
        per_panel: usize,
    ) {
        let numbers: Vec<usize> = range.collect();
        for chunk in numbers.chunks(per_panel) {
            let mut lanes = vec![[R::ZERO; 4]; 2 * padded_len(self.parameters)];
            let (mut residual, mut velocity) = ([R::ZERO; PANEL_ROWS], [R::ZERO; PANEL_ROWS]);
            for (k, row) in chunk.iter().enumerate() {
                for j in 0..self.parameters {
                    lanes[PANEL_ROWS * (j / 4) + k][j % 4] = R::of(rows.jacobian[(*row, j)]);
                }
                residual[k] = R::of(rows.residual[*row]);
                velocity[k] = R::of(rows.velocity[*row]);
            }
            self.with(|system, _| {
                let (residual, velocity) = (&mut residual, &mut velocity);
                solver.absorb(system, &mut Panel { lanes: &mut lanes, residual, velocity });
            });
        }
    }

    /// Lends the memory, and a workspace beside it.
    pub fn with<T>(&mut self, use_it: impl FnOnce(&mut System<'_, R>, &mut [[R; 4]]) -> T) -> T {
        let mut system = System {
            parameters: self.parameters,
            triangle: &mut self.triangle,
            residual: &mut self.residual,
            velocity: &mut self.velocity,
            damping: self.damping,
            relative: self.relative,
        };
        let result = use_it(&mut system, &mut self.workspace);
        (self.damping, self.relative) = (system.damping, system.relative);
        result
    }

    /// Entry (i, j) of the triangle as a symmetric matrix.
    pub fn entry(&self, i: usize, j: usize) -> f64 {
        get(&self.triangle, i, j).expect("inside the triangle").to_f64()
    }

    /// The triangle as a symmetric matrix.
    pub fn symmetric(&self) -> DMatrix<f64> {
        DMatrix::from_fn(self.parameters, self.parameters, |i, j| self.entry(i, j))
    }

    /// The triangle as L, zero above the diagonal.
    pub fn lower(&self) -> DMatrix<f64> {
        self.symmetric().lower_triangle()
    }

    /// Every bit the memory holds.
    pub fn bits(&self) -> Vec<u64> {
        let vectors = self.residual.iter().chain(&self.velocity);
        self.triangle.as_flattened().iter().chain(vectors).map(|entry| entry.to_f64().to_bits()).collect()
    }
}

/// A vector in double precision.
pub fn wide<R: Real>(vector: &[R], parameters: usize) -> DVector<f64> {
    DVector::from_iterator(parameters, vector.iter().take(parameters).map(|entry| entry.to_f64()))
}

/// The larger of two errors; not a number if one of them is none.
pub fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || a >= b { a } else { b }
}

/// Errors as they are printed.
pub fn scientific(errors: &[f64]) -> String {
    errors.iter().map(|error| format!("{error:.1e}")).collect::<Vec<_>>().join(", ")
}
