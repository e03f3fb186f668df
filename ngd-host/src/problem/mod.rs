//! The equations, one per file, each with its own good defaults.

mod advection;
pub mod allen_cahn;
mod burgers;
mod case;
mod deep_ritz;
mod defaults;
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
mod twisted_loss;
mod with_constants;
mod xor;

use clap::ValueEnum;
use ngd_core::Jet;
use serde::Serialize;

pub use advection::Advection;
pub use allen_cahn::AllenCahn;
pub use burgers::Burgers;
pub use case::{Case, Coefficient, Reference, Setting, UNKNOWN, Visitor};
pub use deep_ritz::DeepRitz;
pub use defaults::Defaults;
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
pub use network::{Activation, Init, Layers, MAX_HIDDEN_LAYERS, MAX_PARAMETERS, Network, Start};
pub use nonlinear_reaction::NonlinearReaction;
pub use parametric_poisson::ParametricPoisson;
pub use plane_curve::PlaneCurve;
pub use points::stream;
pub use poisson_1d::Poisson1d;
pub use poisson_2d::Poisson2d;
pub use poisson_5d::Poisson5d;
pub use poisson_10d::Poisson10d;
pub use reaction_diffusion::ReactionDiffusion;
pub use twisted_loss::TwistedLoss;
pub use with_constants::WithConstants;
pub use xor::Xor;

/// The functions a and l of a [hard boundary](ngd_core::model::HardBoundary).
pub type Lift<R, const D: usize, const O: usize> = fn(&[R; D]) -> (Jet<R, D>, [Jet<R, D>; O]);

/// The problems that `ngd` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemName {
    /// −u″ = π² sin πx on (0, 1), u = 0 at both ends
    #[serde(rename = "poisson-1d")]
    #[value(name = "poisson-1d")]
    Poisson1d,
    /// −Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary
    #[serde(rename = "poisson-2d")]
    #[value(name = "poisson-2d")]
    Poisson2d,
    /// −Δu = π² Σ sin πxᵢ on the unit cube in 5D, fresh random points in every step
    #[serde(rename = "poisson-5d")]
    #[value(name = "poisson-5d")]
    Poisson5d,
    /// Δu = 0 on the unit cube in 10D, u = x₁x₂ + … + x₉x₁₀, fresh random points in every step
    #[serde(rename = "poisson-10d")]
    #[value(name = "poisson-10d")]
    Poisson10d,
    /// The equation of poisson-2d, all points of one weight
    #[serde(rename = "laplace-2d")]
    #[value(name = "laplace-2d")]
    Laplace2d,
    /// The equation of poisson-5d, fixed random points of one weight
    #[serde(rename = "laplace-5d")]
    #[value(name = "laplace-5d")]
    Laplace5d,
    /// u_t = ¼ u_xx on the unit square, u(0, x) = sin πx
    Heat,
    /// −εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network: the boundary values are built in
    ReactionDiffusion,
    /// −v″ + v³ = π² cos πx + cos³ πx on (−1, 1): the boundary values are built in
    NonlinearReaction,
    /// u_t + u u_x = (0.01/π) u_xx on (0, 1) × (−1, 1), u(0, x) = −sin πx
    Burgers,
    /// u_t = 0.001 u_xx + 5(u − u³) on (0, 1) × (−1, 1), u(0, x) = x² cos πx, u = −1 at both ends
    AllenCahn,
    /// Δu + u = q on (−1, 1)², u = sin πx sin 4πy
    Helmholtz,
    /// u_t + 30 u_x = 0 on (0, 1) × (0, 2π), u = sin(x − 30t)
    Advection,
    /// u_tt − u_xx + u³ = f on the unit square, u = x cos 5πt + (xt)³
    KleinGordon,
    /// −κ u_xx = π² sin πx for every κ from ½ to 2 at once: κ is an input of the network
    ParametricPoisson,
    /// Flow behind a grid at Re = 40: velocity and pressure, three equations at every point
    Kovasznay,
    /// −κ u″ = π² sin πx: the constant κ out of 40 noisy measurements of u, with its standard deviation
    InverseDiffusion,
    /// −(κ(x) u′)′ = f: the field κ out of 100 noisy measurements of u, with its standard deviation
    InverseDiffusionField,
    /// −v″ + ρ v³ = f: the constant ρ out of 50 noisy measurements of v, with its standard deviation
    InverseReaction,
    /// The energy ½u′² + ¼u⁴ − fu on (−1, 1): the deep Ritz method
    DeepRitz,
    /// The series of Mackey and Glass six steps ahead: regression on 500 samples
    MackeyGlass,
    /// Whether two coordinates have the same sign: classification by cross-entropy
    Xor,
    /// A normal density fitted to another by KL divergence: two parameters
    Density,
    /// v = 0.075 θ sin 2πx + 0.12 θ² cos 2πx fitted to θ = 1: one parameter, a local minimum on the way
    LocalMinimum,
    /// A spiral of one parameter fitted to one of its own points: a local minimum on every turn
    TwistedLoss,
}

impl ProblemName {
    /// Hands the problem to a visitor. Dimensions are matched here and nowhere else.
    pub fn visit<V: Visitor>(self, visitor: V) -> V::Output {
        match self {
            Self::Poisson1d => visitor.visit(Poisson1d),
            Self::Poisson2d => visitor.visit(Poisson2d),
            Self::Poisson5d => visitor.visit(Poisson5d),
            Self::Poisson10d => visitor.visit(Poisson10d),
            Self::Laplace2d => visitor.visit(Laplace2d),
            Self::Laplace5d => visitor.visit(Laplace5d),
            Self::Heat => visitor.visit(Heat::default()),
            Self::ReactionDiffusion => visitor.visit(ReactionDiffusion::default()),
            Self::NonlinearReaction => visitor.visit(NonlinearReaction),
            Self::Burgers => visitor.visit(Burgers::default()),
            Self::AllenCahn => visitor.visit(AllenCahn),
            Self::Helmholtz => visitor.visit(Helmholtz),
            Self::Advection => visitor.visit(Advection::default()),
            Self::KleinGordon => visitor.visit(KleinGordon),
            Self::ParametricPoisson => visitor.visit(ParametricPoisson),
            Self::Kovasznay => visitor.visit(Kovasznay::default()),
            Self::InverseDiffusion => visitor.visit(InverseDiffusion::default()),
            Self::InverseDiffusionField => visitor.visit(InverseDiffusionField::default()),
            Self::InverseReaction => visitor.visit(InverseReaction::default()),
            Self::DeepRitz => visitor.visit(DeepRitz),
            Self::MackeyGlass => visitor.visit(MackeyGlass),
            Self::Xor => visitor.visit(Xor),
            Self::Density => visitor.visit(Density),
            Self::LocalMinimum => visitor.visit(LocalMinimum),
            Self::TwistedLoss => visitor.visit(TwistedLoss),
        }
    }

    /// What holds where no flag says otherwise.
    pub fn defaults(self) -> Defaults {
        struct Ask;
        impl Visitor for Ask {
            type Output = Defaults;
            fn visit<S: Case<D, O>, const D: usize, const O: usize>(self, case: S) -> Defaults {
                case.defaults()
            }
        }
        self.visit(Ask)
    }

    /// D, the coordinates of a point.
    pub fn inputs(self) -> usize {
        struct Ask;
        impl Visitor for Ask {
            type Output = usize;
            fn visit<S: Case<D, O>, const D: usize, const O: usize>(self, _: S) -> usize {
                D
            }
        }
        self.visit(Ask)
    }
}
