//! The equations, one per file, each with its own good defaults.

mod advection;
pub mod allen_cahn;
mod burgers;
mod case;
mod deep_ritz;
mod density;
mod domain;
mod heat;
mod helmholtz;
mod inverse_diffusion;
mod inverse_diffusion_field;
mod inverse_reaction;
mod klein_gordon;
mod kovasznay;
mod laplace;
mod laplace_2d;
mod laplace_5d;
mod local_minimum;
mod mackey_glass;
mod measurements;
mod metric;
mod model;
mod name;
mod network;
mod nonlinear_reaction;
mod parametric_poisson;
mod plane_curve;
mod points;
mod poisson_10d;
mod poisson_1d;
mod poisson_2d;
mod poisson_5d;
mod reaction_diffusion;
mod shape;
mod twisted_loss;
mod with_constants;
mod xor;

pub use advection::Advection;
pub use allen_cahn::AllenCahn;
pub use burgers::Burgers;
pub use case::{AnyCase, Case, Coefficient, Reference, Setting, UNKNOWN};
pub use deep_ritz::DeepRitz;
pub use density::{Density, Normal};
pub use domain::{Domain, Side};
pub use heat::Heat;
pub use helmholtz::Helmholtz;
pub use inverse_diffusion::InverseDiffusion;
pub use inverse_diffusion_field::InverseDiffusionField;
pub use inverse_reaction::InverseReaction;
pub use klein_gordon::KleinGordon;
pub use kovasznay::Kovasznay;
pub use laplace::Laplace;
pub use laplace_2d::Laplace2d;
pub use laplace_5d::Laplace5d;
pub use local_minimum::LocalMinimum;
pub use mackey_glass::MackeyGlass;
pub use measurements::MEASUREMENT;
pub use metric::AnyMetric;
pub use model::{AnyModel, Lift, OwnModel};
pub use name::{Entry, ProblemName};
pub use network::{
    ACTIVATION, Activation, FLAGS as NETWORK_FLAGS, INIT, Init, LAYERS, Layers, MAX_HIDDEN_LAYERS,
    MAX_PARAMETERS, Network,
};
pub use nonlinear_reaction::NonlinearReaction;
pub use parametric_poisson::ParametricPoisson;
pub use plane_curve::PlaneCurve;
pub use points::stream;
pub use poisson_1d::Poisson1d;
pub use poisson_2d::Poisson2d;
pub use poisson_5d::Poisson5d;
pub use poisson_10d::Poisson10d;
pub use reaction_diffusion::ReactionDiffusion;
pub use shape::{Shape, Visitor};
pub use twisted_loss::TwistedLoss;
pub use with_constants::WithConstants;
pub use xor::Xor;

/// The problems, in the order in which they are listed.
static TABLE: [ProblemName; 25] = [
    ProblemName(&poisson_1d::ENTRY),
    ProblemName(&poisson_2d::ENTRY),
    ProblemName(&poisson_5d::ENTRY),
    ProblemName(&poisson_10d::ENTRY),
    ProblemName(&laplace_2d::ENTRY),
    ProblemName(&laplace_5d::ENTRY),
    ProblemName(&heat::ENTRY),
    ProblemName(&reaction_diffusion::ENTRY),
    ProblemName(&nonlinear_reaction::ENTRY),
    ProblemName(&burgers::ENTRY),
    ProblemName(&allen_cahn::ENTRY),
    ProblemName(&helmholtz::ENTRY),
    ProblemName(&advection::ENTRY),
    ProblemName(&klein_gordon::ENTRY),
    ProblemName(&parametric_poisson::ENTRY),
    ProblemName(&kovasznay::ENTRY),
    ProblemName(&inverse_diffusion::ENTRY),
    ProblemName(&inverse_diffusion_field::ENTRY),
    ProblemName(&inverse_reaction::ENTRY),
    ProblemName(&deep_ritz::ENTRY),
    ProblemName(&mackey_glass::ENTRY),
    ProblemName(&xor::ENTRY),
    ProblemName(&density::ENTRY),
    ProblemName(&local_minimum::ENTRY),
    ProblemName(&twisted_loss::ENTRY),
];
