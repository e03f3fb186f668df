//! How far a function is from what it approximates: stated beside each, asserted by the tests.

/// The largest errors of a function and of its derivatives.
#[derive(Clone, Copy)]
pub(crate) struct Accuracy {
    /// Of [σ, σ′, σ″, σ‴], in `f32` and in `f64`.
    pub errors: [[f64; 4]; 2],
    /// The largest |z| for which they hold, in `f32` and in `f64`.
    pub range: [f64; 2],
    /// Of the slope of the value over a short distance, where the value is not smooth.
    pub roughness: Option<f64>,
}

impl Accuracy {
    /// Of a smooth function, everywhere.
    pub const fn of(errors: [[f64; 4]; 2]) -> Self {
        Self { errors, range: [f64::INFINITY; 2], roughness: None }
    }
}
