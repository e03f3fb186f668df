//! When momentum begins anew though nothing was rejected.

/// When the momentum begins anew under [`Policy::Descent`](super::Policy::Descent).
///
/// # Source
/// O'Donoghue, Candès (2015), Adaptive restart for accelerated gradient schemes (arXiv 1204.3982), section 3.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Restarts {
    /// When the loss would rise, which descent rejects.
    #[default]
    Function,
    /// Moreover after an accepted step that runs against its gradient, gᵀ(θ_{k+1} − θ_k) > 0 with g taken
    /// where the step took it. Only Nesterov makes such steps.
    Gradient,
}
