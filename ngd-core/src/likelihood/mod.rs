//! Factors of the Fisher information of output distributions: Σ s sᵀ. Below metrics and problems, which share them.

pub(crate) mod bernoulli;
pub(crate) mod categorical;
