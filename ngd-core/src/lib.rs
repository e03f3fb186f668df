//! Natural gradient descent with momentum, in fixed memory: `no_std`, no allocator, no `unsafe`.
//!
//! # The problem
//! Find θ that minimizes L(θ) = ½ Σ w r², where r are residuals of a small model u_θ at sample points: of a
//! differential equation, of measurements, of a likelihood. A natural gradient step projects the
//! functional gradient on the tangent space of the model, d = −G⁺Jᵀr with G = JᵀJ. Momentum lives *in
//! function space*: the last step is a function, and its projection on the present tangent space is added,
//!
//! d = argmin ‖J d − (βq − αr)‖² + λ‖d − βp‖²   (Nouy, Somacal, arXiv 2604.15554).
//!
//! # What you provide
//! A [`Model`] (or [`Mlp`]), a [`Problem`], samples, θ and memory:
//!
//! ```
//! use ngd_core::problem::Regression;
//! use ngd_core::{Activation, Memory, Mlp, NaturalGradient, Sample};
//!
//! const NET: Mlp<1> = Mlp::new(&[6], Activation::Tanh);
//! const MEMORY: Memory<f32, { NET.footprint().words() }> = Memory::new(NET.footprint());
//!
//! let samples: [Sample<f32, 1>; 20] = core::array::from_fn(|i| {
//!     let x = i as f32 / 10.0 - 1.0;
//!     Sample::measured([x], [x * x])
//! });
//! let (mut memory, mut theta) = (MEMORY, NET.glorot::<f32, { NET.parameters() }>(1));
//! let mut optimizer = NaturalGradient::natural_heavy_ball(0.5);
//! let mut loss = f32::MAX;
//! for _ in 0..50 {
//!     loss = optimizer.step(&NET, &Regression, &samples, &mut theta, &mut memory)?.loss();
//! }
//! assert!(loss < 1e-4);
//! # Ok::<(), ngd_core::StepError>(())
//! ```
//!
//! Check the derivatives of your own model and problem by [`model::check_model`] and
//! [`model::check_problem`].
//!
//! # The map
//! | module | holds | knows nothing of |
//! |---|---|---|
//! | [`model`] | u_θ: [`Mlp`], expansions, hard boundaries, plain functions; initial values | equations |
//! | [`problem`] | residuals and cotangents of data; a PDE is yours | θ |
//! | [`metric`] | which inner product measures the tangent space | solvers |
//! | [`least_squares`] | [`NormalEquations`](least_squares::NormalEquations), [`SquareRoot`](least_squares::SquareRoot), [`TruncatedSvd`](least_squares::TruncatedSvd), [`Dual`](least_squares::Dual), [`Whitened`](least_squares::Whitened), [`Averaged`](least_squares::Averaged) | momentum |
//! | [`linear_algebra`] | kernels on packed triangles | residuals |
//! | [`step_length`], [`damping`] | how far, how cautiously | each other |
//! | [`natural_gradient`] | the one step, policies, outcomes, presets | |
//! | [`first_order`] | methods without a Gram matrix, for comparison: gradient, momentum, Adam, L-BFGS; all in whitened coordinates too | metrics |
//! | [`sampling`] | uniform, Halton, Sobol and Gauss points; draws from the Christoffel density | steps |
//! | [`history`] | fixed-capacity batches and losses for streams | |
//! | [`activation`] | tanh, sine, softplus, logistic with three derivatives | layers |
//!
//! # Promises
//! On an error θ and every state are bit for bit what they were. No input makes a call panic. The
//! work of a step is bounded. Under [`Policy::Descent`] the loss never rises, under [`Policy::Converge`] not
//! by more than its rounding; under [`Policy::Escape`] it stays below a multiple of the first, and the best
//! θ is kept. The same arithmetic in the same order everywhere: a run in `f32` gives the same bits on a
//! desktop and on a microcontroller.
//!
//! # Features
//! None by default. `micromath`: rough, fast activations. `defmt`: `Format` for results and errors.
//! `nalgebra`: fixed-size matrices of what is packed here.
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
pub mod damping;
pub mod first_order;
pub mod history;
mod jet;
pub mod least_squares;
pub mod linear_algebra;
#[cfg(feature = "nalgebra")]
pub mod matrices;
mod memory;
pub mod metric;
pub mod model;
mod momentum;
pub mod natural_gradient;
pub mod problem;
mod real;
mod sample;
pub mod sampling;
pub mod step_length;
mod unrolled;

pub use activation::Activation;
pub use jet::{Jet, Order};
pub use memory::{Footprint, Memory, MemoryError};
pub use model::{At, Mlp, Model};
pub use momentum::{Momentum, Transport};
pub use natural_gradient::{NaturalGradient, Outcome, Policy, StepError, loss};
pub use problem::{Problem, Residual};
pub use real::Real;
pub use sample::{BOUNDARY, INTERIOR, Sample};

/// Points per block: one pass over the weights of a network serves so many. It changes the speed and not
/// the result.
pub const BLOCK: usize = if cfg!(target_pointer_width = "64") { 8 } else { 4 };
