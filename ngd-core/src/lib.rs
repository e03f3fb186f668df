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
//! use ngd_core::{Activation, Mlp, NaturalGradient, Sample};
//!
//! const NET: Mlp<1> = Mlp::new(&[6], Activation::Tanh);
//!
//! let samples: [Sample<f32, 1>; 20] = core::array::from_fn(|i| {
//!     let x = i as f32 / 10.0 - 1.0;
//!     Sample::measured([x], [x * x])
//! });
//! let mut theta: [f32; NET.parameters()] = NET.glorot(1)?;
//! let mut optimizer = NaturalGradient::natural_heavy_ball(0.5);
//! let mut memory = vec![0.0; optimizer.footprint(NET.footprint()).words()];
//! let mut loss = f32::MAX;
//! for _ in 0..50 {
//!     loss = optimizer.step(&NET, &Regression, &samples, &mut theta, &mut memory)?.loss();
//! }
//! assert!(loss < 1e-4);
//! println!("u(0.5) = {}", NET.predict(&theta, &[0.5])[0]);
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! Without an allocator the memory is a constant: [`Memory`].
//!
//! Check the derivatives of your own model and problem by [`check::check_model`] and
//! [`check::check_problem`].
//!
//! # The map
//! From the lowest room to the highest; imports run from below upwards and never back, and no module imports one that
//! it knows nothing of: a test reads this table.
//!
//! | module | holds | knows nothing of |
//! |---|---|---|
//! | [`activation`] | tanh, sine, softplus, logistic with three derivatives | [`linear_algebra`], [`model`] |
//! | [`linear_algebra`] | kernels on packed triangles | [`least_squares`], [`model`], [`problem`] |
//! | [`least_squares`] | solvers fed row by row: [`NormalEquations`](least_squares::NormalEquations), [`SquareRoot`](least_squares::SquareRoot), [`TruncatedSvd`](least_squares::TruncatedSvd), [`Dual`](least_squares::Dual), [`Whitened`](least_squares::Whitened), [`Averaged`](least_squares::Averaged) | [`damping`], [`step_length`], [`model`], [`problem`], [`metric`], [`natural_gradient`] |
//! | [`damping`] | how cautiously | [`step_length`], [`model`], [`problem`], [`metric`], [`natural_gradient`] |
//! | [`step_length`] | how far | [`damping`], [`least_squares`], [`model`], [`problem`], [`natural_gradient`] |
//! | [`model`] | u_θ: [`Mlp`], expansions, hard boundaries, plain functions; initial values | [`problem`], [`metric`], [`energy`], [`least_squares`], [`natural_gradient`] |
//! | [`problem`] | residuals and cotangents of data; a PDE is yours | [`model`], [`metric`], [`least_squares`], [`natural_gradient`] |
//! | [`metric`] | which inner product measures the tangent space | [`model`], [`problem`], [`least_squares`], [`natural_gradient`] |
//! | [`energy`] | losses that are no sums of squares, as a problem and its metric | [`model`], [`least_squares`], [`natural_gradient`] |
//! | [`check`] | what a model or a problem claims, against differences | [`least_squares`], [`metric`], [`natural_gradient`] |
//! | [`adapt`] | a deployed model that follows its sensor, one observation a call | [`problem`], [`least_squares`], [`natural_gradient`] |
//! | [`state`] | what is saved of an adapter or an optimizer, word by word | [`adapt`], [`model`], [`natural_gradient`] |
//! | [`history`] | a sliding window of samples | [`model`], [`problem`], [`natural_gradient`] |
//! | [`natural_gradient`] | the one step, policies, outcomes, presets | [`activation`], [`energy`], [`first_order`], [`sampling`], [`check`] |
//! | [`first_order`] | methods without a Gram matrix, for comparison: gradient, momentum, Adam, L-BFGS; all in whitened coordinates too | [`metric`], [`energy`], [`activation`], [`sampling`] |
//! | [`sampling`] | uniform, Halton, Sobol and Gauss points; draws from the Christoffel density | [`metric`], [`step_length`], [`first_order`] |
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
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
pub mod adapt;
pub mod check;
#[cfg(feature = "checkpoint")]
pub mod checkpoint;
pub mod damping;
pub mod energy;
pub mod first_order;
mod footprint;
pub mod history;
mod jet;
pub mod least_squares;
mod likelihood;
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
pub mod state;
pub mod step_length;

pub use activation::Activation;
pub use footprint::Footprint;
pub use jet::{Jet, Order};
pub use memory::{Memory, MemoryError};
pub use model::{At, Mlp, MlpError, Model};
pub use momentum::{Momentum, Transport};
pub use natural_gradient::{NaturalGradient, Outcome, Policy, StepError, loss};
pub use problem::{Problem, Residual};
pub use real::Real;
pub use sample::{BOUNDARY, INTERIOR, Sample};

/// Points per block: one pass over the weights of a network serves so many. It changes the speed and not
/// the result.
pub const BLOCK: usize = if cfg!(target_pointer_width = "64") { 8 } else { 4 };
