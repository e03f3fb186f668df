//! A deployed model follows its sensor: one observation a call, constant work, no history.
//!
//! # The problem
//! A model u_θ was trained, and then the world moved: a sensor ages, is exchanged, gets warm. An [`Adapter`] keeps u_θ at what
//! the sensor reads now, and must never make it worse: not where nothing drifts, not where the sensor lies, sticks or is cut
//! off. It is the online natural gradient, a Kalman filter on θ with an Ornstein-Uhlenbeck prior.
//!
//! ```
//! use ngd_core::adapt::{Active, Adapter, Footprint, Limits, Memory, Settings};
//! use ngd_core::{Activation, Mlp};
//!
//! const NET: Mlp<1> = Mlp::new(&[3], Activation::Tanh);
//! const ROOM: Footprint = Footprint::of(&NET, Active::All);
//! const MEMORY: Memory<f32, { ROOM.words() }> = Memory::new(ROOM);
//! const DEPLOYED: [f32; NET.parameters()] = [0.9, -0.5, 0.4, 0.1, 0.3, -0.2, 0.8, -0.6, 0.5, 0.0];
//!
//! let limits = Limits { inputs: [[-3.0, 3.0]], outputs: [[-4.0, 4.0]] };
//! let mut adapter = Adapter::new(&NET, &DEPLOYED, Active::All, Settings::new([0.05], limits))?;
//! let mut memory = MEMORY;
//! adapter.begin(&mut memory)?;
//! for i in 0..500 {
//!     let x = [(i as f32 * 0.37).sin()];
//!     let [before] = adapter.predict(&NET, &x, &mut memory)?;
//!     let outcome = adapter.observe(&NET, &x, &[1.3 * x[0]], &mut memory)?;
//!     assert!(i < 400 || (before.value - 1.3 * x[0]).abs() < 3.0 * before.deviation_of_reading());
//!     assert!(i < 400 || outcome.is_accepted());
//! }
//! # Ok::<(), ngd_core::adapt::AdaptError>(())
//! ```
//!
//! Inputs and outputs are normalized, to deviations of about one; limits and noise are given in the same units.
//!
//! # The method
//! θ; its covariance P in units of σ², the variance of a reading; the last step p; ν, how much larger squared innovations are
//! than expected. For each reading (x, y):
//! 1. What is not finite, what stands at a limit and what a stuck sensor reads is refused, and p = 0.
//! 2. w = θ + βp, h = ∂u_w/∂θ, e = y − u_w(x); P' = γ²P + (1−γ²)σ₀²(1 + a·max(ν−1, 0))I, s² = 1 + hᵀP'h.
//! 3. z = |e|/(σs√max(ν, 1)). Above 5 the reading is an outlier and refused, unless it is the fourth in a row: then it is
//!    another sensor. ν moves by 0.05 towards min(e²/(σs)², 25).
//! 4. Where hᵀP'h < 0.2 and z < 3 there is nothing to learn. Else k = P'h/(max(z/3, 1, 10⁻⁵hᵀP'h) + hᵀP'h), P = P' − k(P'h)ᵀ,
//!    p = βp + ke, θ = θ + p.
//! 5. θ moves by (1−γ)(θ₀ − θ) towards θ₀, as deployed.
//!
//! With a = 0 the largest eigenvalue of P never exceeds σ₀², whatever comes; with a > 0 it never exceeds (1 + 24a)σ₀²: no wind-up.
//! Several outputs are taken one after another, each with its σ and its ν; P ages once.
//!
//! *Roll-back*: beside the present θ the last good one predicts each reading, one forward pass more and none where the model
//! [is linear](Active::Linear) in what adapts. Where it was better by far over the last [`WINDOW`] readings it returns, with the
//! covariance as deployed. The present θ is taken for good after an interval in which it was no worse and ν was calm. A lie that
//! looks like a sensor, within the limits and long enough to be believed, is so forgotten when it ends; a drift never brings
//! back what it has left.
//!
//! What it is not for: noise that is not known (a σ of half the truth ruins a model at rest: give the honest one or more), more
//! parameters than a few hundred (work grows with P²), and training from nothing: that is
//! [`NaturalGradient`](crate::NaturalGradient) on batches.
//!
//! # Source
//! Ollivier (arXiv 1703.00209): the online natural gradient is an extended Kalman filter. Uhlenbeck, Ornstein (1930): the prior.
//! Haste, excitation, floor, pull and roll-back are ours, chosen by measurement.

mod active;
mod adapter;
mod channel;
mod covariance;
mod footprint;
mod learn;
mod observation;
mod observe;
mod outcome;
mod predict;
mod roll_back;
mod room;
mod settings;
mod snapshot;

pub use active::{Active, Span, biases};
pub use adapter::Adapter;
pub use footprint::{Footprint, Memory};
pub use outcome::{AdaptError, Counts, Innovation, Outcome, Reading, Refusal};
pub use predict::Prediction;
pub use roll_back::WINDOW;
pub use settings::{Limits, RollBack, Settings};
pub use snapshot::Snapshot;
