//! The one table of methods: the presets of the core, with a name, a formula and a source.

use ngd_core::NaturalGradient;
use ngd_core::first_order;
use ngd_core::step_length::Backtracking;

use super::acceleration::ACCELERATION;
use super::cutoff::CUTOFF;
use super::damping::DAMPING;
use super::momentum::{BETA, MOMENTUM};
use super::natural::Only;
use super::policy::POLICY;
use super::preset::Kind;
use super::restarts::RESTARTS;
use super::solver::SOLVER;
use super::spoken::{ANY_PARAMETERS, Recipe};
use super::step::STEP;
use super::{HeapSpectrum, Preset};
use crate::request::Flag;

pub(super) static PRESETS: [Preset; 14] = [
    Preset {
        about: "Plain gradient descent",
        core: "`gradient_descent(length)`",
        formula: "−αg",
        source: "Cauchy (1847)",
        ..plain("gradient-descent", || Recipe::of(&NaturalGradient::gradient_descent(SEARCH())))
    },
    Preset {
        about: "Plain heavy ball (Polyak 1964)",
        core: "`heavy_ball(length, β)`",
        formula: "βv − αg, v = θ_k − θ_{k−1}",
        source: "Polyak (1964)",
        ..plain("heavy-ball", || Recipe::of(&NaturalGradient::heavy_ball(SEARCH(), BETA)))
    },
    Preset {
        about: "Plain accelerated gradient (Nesterov 1983)",
        core: "`nesterov(length, β)`",
        formula: "βv − αg, g at the look-ahead θ + βv",
        source: "Nesterov (1983)",
        ..plain("nesterov", || Recipe::of(&NaturalGradient::nesterov(SEARCH(), BETA)))
    },
    Preset {
        name: "adam",
        about: "Gradients averaged and scaled entry by entry (Kingma, Ba 2015)",
        core: "`first_order::Adam`",
        formula: "averages of the gradient, scaled entry by entry",
        source: "Kingma, Ba (2015)",
        kind: Kind::Adam,
        recipe: || Recipe::of_adam(&first_order::Adam::default()),
        ..FIRST_ORDER
    },
    Preset {
        name: "l-bfgs",
        about: "Quasi-Newton from the last ten steps, lengths by the strong Wolfe conditions (Liu, Nocedal 1989)",
        core: "`first_order::Lbfgs`",
        formula: "quasi-Newton with a strong Wolfe search",
        source: "Liu, Nocedal (1989)",
        kind: Kind::Lbfgs,
        ..FIRST_ORDER
    },
    Preset {
        about: "Natural gradient without momentum: Gauss-Newton in function space",
        core: "`natural_gradient()`",
        formula: "d = −G⁺g",
        source: "Gauss-Newton in function space",
        ..natural("natural-gradient", || Recipe::of(&NaturalGradient::natural_gradient()))
    },
    Preset {
        about: "Natural heavy ball: the velocity, a function, is projected on the new tangent space",
        core: "`natural_heavy_ball(β)`",
        formula: "A: P_k[β p_{k−1} − α∇L(u_k)], p the last step as a function",
        source: NOUY_SOMACAL,
        ..natural("natural-heavy-ball", || Recipe::of(&NaturalGradient::natural_heavy_ball(BETA)))
    },
    Preset {
        about: "Natural heavy ball whose velocity is the difference of the last two functions",
        core: "`natural_heavy_ball_difference(β)`",
        formula: "B: P_k[β(u_k − u_{k−1}) − α∇L(u_k)]",
        source: NOUY_SOMACAL,
        ..natural("natural-heavy-ball-difference", || {
            Recipe::of(&NaturalGradient::natural_heavy_ball_difference(BETA))
        })
    },
    Preset {
        about: "Natural Nesterov: look ahead along the projected velocity, then a natural gradient step",
        core: "`natural_nesterov(β)`",
        formula: "C: w = u_k + βP_k(u_k − u_{k−1}), then −αP_w∇L(w)",
        source: "the same paper; P_w is our choice",
        ..natural("natural-nesterov", || Recipe::of(&NaturalGradient::natural_nesterov(BETA)))
    },
    Preset {
        about: "Natural heavy ball whose α and β minimize the quadratic model of the loss (Martens, Grosse 2015)",
        core: "`natural_heavy_ball_joint(β)`",
        formula: "A, with α and β that minimize the quadratic model",
        source: "Martens, Grosse (2015), §7",
        ..natural("natural-heavy-ball-joint", || Recipe::of(&NaturalGradient::natural_heavy_ball_joint(BETA)))
    },
    Preset {
        about: "Natural direction, heavy ball on the parameters: the velocity is not transported",
        core: "`parameter_heavy_ball(β)`",
        formula: "natural direction, velocity θ_k − θ_{k−1}",
        source: "baseline",
        ..natural("parameter-heavy-ball", || Recipe::of(&NaturalGradient::parameter_heavy_ball(BETA)))
    },
    Preset {
        about: "Natural direction, Nesterov on the parameters: the velocity is not transported",
        core: "`parameter_nesterov(β)`",
        formula: "natural direction at the look-ahead, velocity θ_k − θ_{k−1}",
        source: "baseline",
        ..natural("parameter-nesterov", || Recipe::of(&NaturalGradient::parameter_nesterov(BETA)))
    },
    Preset {
        alias: Some("anagram"),
        about: "The published rule: singular values above √(εP), the best of 31 lengths, in the metric of the loss",
        core: "`energy_natural_gradient(metric, …)`, `anagram(…)`",
        formula: "−G⁺g by singular values above √(εP), the best of 31 lengths",
        source: "[Müller, Zeinhofer](https://arxiv.org/abs/2302.13163); \
                 [Schwencke, Furtlehner](https://arxiv.org/abs/2412.10782)",
        follows: &[],
        ..natural("energy-natural-gradient", || {
            Recipe::of(&NaturalGradient::anagram(HeapSpectrum::default(), ANY_PARAMETERS))
        })
    },
    Preset {
        about: "Small batches in dual form, a momentum of what batches leave undetermined (Guzmán-Cordero et al. 2025)",
        core: "`spring(α, β, rows)`",
        formula: "dual form for small batches, a memory of what batches leave undetermined",
        source: "[Guzmán-Cordero et al.](https://arxiv.org/abs/2505.12149)",
        follows: &[&STEP, &MOMENTUM],
        kind: Kind::Natural(Some(DUAL)),
        ..natural("spring", || Recipe::of(&NaturalGradient::spring(SPRING_STEP, BETA, 1)))
    },
];

/// What the recommendation of a problem exchanges in a natural method.
const PARTS: &[&Flag] = &[&SOLVER, &STEP, &ACCELERATION, &MOMENTUM, &RESTARTS, &DAMPING, &CUTOFF, &POLICY];

const BETA_ALONE: &[&Flag] = &[&MOMENTUM];

const NOUY_SOMACAL: &str = "[Nouy, Somacal](https://arxiv.org/abs/2604.15554)";

const DUAL: Only = Only { solver: "dual", step: Some("fixed:") };

/// α of SPRING where a problem does not recommend a fixed step.
const SPRING_STEP: f64 = 0.01;

/// The length of first-order steps where nobody says otherwise.
const SEARCH: fn() -> Backtracking<f64> = Backtracking::default;

const FIRST_ORDER: Preset = Preset {
    name: "",
    alias: None,
    about: "",
    core: "",
    formula: "",
    source: "",
    follows: &[],
    iterations: Some(5_000),
    kind: Kind::Lbfgs,
    recipe: Recipe::bare,
};

const fn natural(name: &'static str, recipe: fn() -> Recipe) -> Preset {
    Preset { name, follows: PARTS, iterations: None, kind: Kind::Natural(None), recipe, ..FIRST_ORDER }
}

const fn plain(name: &'static str, recipe: fn() -> Recipe) -> Preset {
    Preset { name, follows: BETA_ALONE, kind: Kind::Plain, recipe, ..FIRST_ORDER }
}
