//! One run, resolved: what the flags and the problem's defaults come to, and which of them go together
//! (`flags`).

mod flags;

use serde::Serialize;

use crate::cli::RunArguments;
use crate::method::{Acceleration, Cutoff, Damping, Optimizer, Policy, Restarts, Solver, Step, Steps};
use crate::problem::{Activation, Defaults, Init, Layers, ProblemName};
use crate::request;
use crate::training::{Batch, Precision, Sampling, Stopping};

/// Everything that decides what is trained and how long; a seed completes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The equation.
    pub problem: ProblemName,
    /// The method.
    pub optimizer: Optimizer,
    /// Only of natural methods.
    pub solver: Option<Solver>,
    /// Only of solvers that take one, and of whitened coordinates.
    pub damping: Option<Damping>,
    /// Only of the solver `svd`.
    pub cutoff: Option<Cutoff>,
    /// β, only of methods with a velocity.
    pub momentum: Option<f64>,
    /// Steps that whitened coordinates serve, only of first-order methods in such coordinates.
    pub whiten: Option<u32>,
    /// When the momentum begins anew, only of methods that look ahead.
    pub restarts: Option<Restarts>,
    /// Whether steps are straight, only of natural methods.
    pub acceleration: Option<Acceleration>,
    /// How far a step goes; none of a method that searches by itself.
    pub step: Option<Step>,
    /// Whether the loss may rise.
    pub policy: Policy,
    /// The points of a step.
    pub batch: Batch,
    /// How fresh points are drawn.
    pub sampling: Option<Sampling>,
    /// The widths of the network, if there is one.
    pub layers: Option<Layers>,
    /// Its nonlinearity.
    pub activation: Option<Activation>,
    /// Where its parameters start.
    pub init: Option<Init>,
    /// What draws the noise of measurements; the seed of the run if `None`.
    pub noise_seed: Option<u64>,
    /// What is computed in.
    pub precision: Precision,
    /// When it ends.
    #[serde(flatten)]
    pub stopping: Stopping,
}

/// Flags that cannot be meant: one sentence that names the flag and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    /// The flag means nothing to this method, solver or problem.
    #[error("{flag} is not used by {by}: {remedy}")]
    Ignored {
        /// The flag.
        flag: &'static str,
        /// The method, solver or problem that ignores it.
        by: String,
        /// What is allowed.
        remedy: String,
    },
    /// The method or solver cannot be had for this problem.
    #[error("{flag} {value} cannot be had for {problem}: {reason}")]
    Unsuited {
        /// The flag.
        flag: &'static str,
        /// Its value.
        value: String,
        /// The problem's name.
        problem: String,
        /// Why.
        reason: &'static str,
    },
    /// The network's ends are not the problem's.
    #[error("--layers must begin with {inputs} and end with {outputs} for {problem}, for example {example}")]
    Layers {
        /// D.
        inputs: usize,
        /// O.
        outputs: usize,
        /// The problem's name.
        problem: String,
        /// A network that fits.
        example: String,
    },
    /// A comparison of a method with itself.
    #[error("--optimizers must name each method once, {0} stands there twice")]
    Twice(String),
    /// A comparison on one problem twice.
    #[error("PROBLEMS must name each problem once, {0} stands there twice")]
    SameProblem(String),
    /// The defaults of a problem are themselves no network: a mistake in its file.
    #[error("--layers must be given: {0}")]
    Defaults(#[from] request::Rejected),
}

/// λ of the published rules, of small batches by themselves and summed up, and of whitened coordinates, relative to
/// trace(G)/P. Summed up, natural heavy ball on poisson-5d, batches of 40, 1000 steps of 0.01, ends at 2.6e-3, with
/// 1e-2 at 8.2e-3, with 1e-4 at 2.9e-3; by steps of 0.1 at 2.2e-3, 7.7e-3 and 1.4e-2 (medians of three seeds).
const OWN_DAMPING: Damping = Damping::Constant(1e-8);
const BATCH_DAMPING: Damping = Damping::Constant(1e-2);
const ACCUMULATED_DAMPING: Damping = Damping::Constant(1e-3);
const WHITE_DAMPING: Damping = Damping::Constant(1e-4);
/// α of Adam as published, and of SPRING where the problem's own step is a search.
const ADAM_STEP: Step = Step::Fixed(1e-3);
const SPRING_STEP: Step = Step::Fixed(0.01);

/// The settings that `arguments` ask for.
///
/// # Errors
/// [`UsageError`] when a flag does not fit the method, the solver or the problem.
pub fn resolve(arguments: &RunArguments) -> Result<Settings, UsageError> {
    let defaults = own_rule(of_batch(arguments), arguments.optimizer);
    let optimizer = arguments.optimizer.unwrap_or(defaults.optimizer);
    let batch = arguments.batch.unwrap_or(defaults.batch);
    let solver = optimizer.is_natural().then(|| arguments.solver.unwrap_or(defaults.solver));
    flags::check_method(arguments, optimizer, solver)?;
    flags::check_problem(arguments, &defaults, optimizer, batch)?;

    let damped = solver.is_some_and(Solver::takes_damping) || arguments.whiten.is_some();
    let truncated = solver.is_some_and(|solver| !solver.takes_damping());
    let network = !defaults.layers.is_empty();
    let step = match optimizer.steps() {
        Steps::Own => None,
        Steps::All | Steps::Fixed => Some(arguments.step.unwrap_or(defaults.step)),
    };
    let is_cautious = step.is_some_and(Step::is_cautious);
    Ok(Settings {
        problem: arguments.problem,
        optimizer,
        solver,
        damping: damped.then(|| {
            let usual = match defaults.damping {
                Damping::ByLength if is_cautious => Damping::GainRatio,
                damping => damping,
            };
            arguments.damping.unwrap_or(usual)
        }),
        cutoff: truncated.then(|| arguments.cutoff.unwrap_or(defaults.cutoff)),
        momentum: optimizer.has_momentum().then(|| arguments.momentum.unwrap_or(defaults.momentum)),
        whiten: arguments.whiten,
        restarts: optimizer.looks_ahead().then(|| arguments.restarts.unwrap_or(Restarts::Function)),
        acceleration: optimizer.is_natural().then(|| {
            let usual = if is_cautious && !truncated { Acceleration::None } else { defaults.acceleration };
            arguments.acceleration.unwrap_or(usual)
        }),
        step,
        policy: arguments.policy.unwrap_or(match step {
            Some(Step::Fixed(_)) => Policy::Escape,
            Some(Step::Backtracking | Step::Grid) | None => Policy::Descent,
        }),
        batch,
        sampling: match batch {
            Batch::All => None,
            Batch::Fresh(_) => Some(arguments.sampling.unwrap_or(Sampling::Uniform)),
        },
        layers: network.then(|| layers(arguments, &defaults)).transpose()?,
        activation: network.then(|| arguments.activation.unwrap_or(defaults.activation)),
        init: network.then(|| arguments.init.unwrap_or(defaults.init)),
        noise_seed: arguments.noise_seed,
        precision: arguments.precision.unwrap_or(defaults.precision),
        stopping: Stopping {
            iterations: arguments.iterations.unwrap_or(match optimizer.is_natural() {
                true => defaults.iterations,
                false => defaults.plain_iterations,
            }),
            target: arguments.target,
            time_limit: arguments.time_limit,
        },
    })
}

/// The problem's defaults; for fresh batches far smaller than the network those of small batches. What a batch
/// leaves undetermined must be damped, and its kernel is smaller than a Gram matrix; but a velocity that is to be
/// projected on the tangent space needs the batches before, which show more of it.
fn of_batch(arguments: &RunArguments) -> Defaults {
    let defaults = arguments.problem.defaults();
    let optimizer = arguments.optimizer.unwrap_or(defaults.optimizer);
    let parameters = match &arguments.layers {
        Some(layers) => layers.parameters(),
        None => Layers::new(defaults.layers).map_or(0, |layers| layers.parameters()),
    };
    match arguments.batch.unwrap_or(defaults.batch) {
        Batch::Fresh(count) if 2 * count < parameters && !defaults.energy => {
            let usual = if optimizer.transports_velocity() { Solver::Accumulated } else { Solver::Dual };
            let solver = arguments.solver.unwrap_or(usual);
            let damping = if solver == Solver::Accumulated { ACCUMULATED_DAMPING } else { BATCH_DAMPING };
            Defaults { solver, damping, ..defaults }
        }
        _ => defaults,
    }
}

/// The problem's defaults, with what belongs to the method in the place of what belongs to the problem.
fn own_rule(defaults: Defaults, asked: Option<Optimizer>) -> Defaults {
    let optimizer = asked.unwrap_or(defaults.optimizer);
    let fixed = matches!(defaults.step, Step::Fixed(_));
    match optimizer {
        Optimizer::EnergyNaturalGradient | Optimizer::Anagram => Defaults {
            solver: Solver::Svd,
            step: Step::Grid,
            damping: OWN_DAMPING,
            cutoff: Cutoff::Rounding,
            acceleration: Acceleration::None,
            ..defaults
        },
        Optimizer::Spring => Defaults {
            solver: Solver::Dual,
            step: if fixed { defaults.step } else { SPRING_STEP },
            damping: BATCH_DAMPING,
            acceleration: Acceleration::None,
            ..defaults
        },
        Optimizer::Adam => Defaults { step: ADAM_STEP, damping: WHITE_DAMPING, ..defaults },
        _ if !optimizer.is_natural() => {
            Defaults { step: Step::Backtracking, damping: WHITE_DAMPING, ..defaults }
        }
        _ => defaults,
    }
}

fn layers(arguments: &RunArguments, defaults: &Defaults) -> Result<Layers, UsageError> {
    let layers = match &arguments.layers {
        Some(layers) => layers.clone(),
        None => Layers::new(defaults.layers)?,
    };
    let [inputs, .., outputs] = *defaults.layers else { return Ok(layers) };
    if layers.fit(inputs, outputs) {
        return Ok(layers);
    }
    let widths: Vec<String> = defaults.layers.iter().map(ToString::to_string).collect();
    Err(UsageError::Layers {
        inputs,
        outputs,
        problem: request::name(&arguments.problem),
        example: widths.join(","),
    })
}
