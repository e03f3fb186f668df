use clap::ValueEnum;
use serde::Serialize;

/// How the least-squares problem of a natural step is solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Solver {
    /// Gram matrix and Cholesky factor: the fastest, squares the condition number; takes --damping
    Cholesky,
    /// Orthogonal factor, no Gram matrix: sees smaller singular values; takes --damping
    SquareRoot,
    /// Singular values, those below --cutoff left out: the most accurate
    Svd,
    /// Kernel of a batch, fewer residuals than parameters; takes --damping
    Dual,
    /// Gram matrix averaged over the last ten steps, for small batches; takes --damping
    Averaged,
    /// Gram matrices of the last ten steps summed up, as a Kalman filter does, for small batches; takes --damping
    Accumulated,
}

impl Solver {
    /// Whether it is regularized by a damping λ; otherwise by a cutoff.
    pub fn takes_damping(self) -> bool {
        !matches!(self, Self::Svd)
    }
}
