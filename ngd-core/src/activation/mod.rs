//! Activation functions: value and three derivatives, branch-free, over blocks of points.

/// Elementary functions of a [`Real`](crate::Real), one evaluation scheme per precision.
pub trait Elementary: Sized {
    /// tanh z.
    fn tanh(self) -> Self;
}
impl Elementary for f32 {
    fn tanh(self) -> f32 {
        libm::tanhf(self)
    }
}
impl Elementary for f64 {
    fn tanh(self) -> f64 {
        libm::tanh(self)
    }
}
