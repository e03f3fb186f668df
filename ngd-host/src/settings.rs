//! One run, resolved: what the flags and the problem's defaults come to, and which of them go together.
//!
//! | flag | gradient-descent | heavy-ball, nesterov | natural-gradient | other natural and parameter methods |
//! |---|---|---|---|---|
//! | `--momentum` | no | yes | no | yes |
//! | `--solver` | no | no | yes | yes |
//! | `--damping` | no | no | with cholesky, square-root | with cholesky, square-root |
//! | `--cutoff` | no | no | with svd | with svd |
//!
//! Every other flag means something to every method. A flag in a place marked "no" is an error; in a
//! comparison it is one if it stands there for all methods, and [`RunArguments::forget`] lists these flags.
//! Errors too are flags that the problem has no use for: `--layers`, `--activation` and `--init` where the
//! model is no network, `--noise-seed` where the data have no noise.

use serde::Serialize;

use crate::choice::{
    self, Activation, Batch, Cutoff, Damping, Init, Layers, Optimizer, Policy, Precision, Solver, Step,
};
use crate::cli::RunArguments;
use crate::problem::{Defaults, ProblemName};
use crate::stopping::Stopping;

/// Everything that decides what is trained and how long; a seed completes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The equation.
    pub problem: ProblemName,
    /// The method.
    pub optimizer: Optimizer,
    /// Only of natural methods.
    pub solver: Option<Solver>,
    /// Only of solvers that take one.
    pub damping: Option<Damping>,
    /// Only of the solver `svd`.
    pub cutoff: Option<Cutoff>,
    /// β, only of methods with a velocity.
    pub momentum: Option<f64>,
    /// How far a step goes.
    pub step: Step,
    /// Whether the loss may rise.
    pub policy: Policy,
    /// The points of a step.
    pub batch: Batch,
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
    /// The defaults of a problem are themselves no network: a mistake in its file.
    #[error("--layers must be given: {0}")]
    Defaults(#[from] choice::Rejected),
}

/// The settings that `arguments` ask for.
///
/// # Errors
/// [`UsageError`] when a flag does not fit the method, the solver or the problem.
pub fn resolve(arguments: &RunArguments) -> Result<Settings, UsageError> {
    let defaults = arguments.problem.defaults();
    let optimizer = arguments.optimizer.unwrap_or(defaults.optimizer);
    let solver = optimizer.is_natural().then(|| arguments.solver.unwrap_or(defaults.solver));
    check_flags(arguments, optimizer, solver)?;
    check_problem(arguments, &defaults)?;

    let damped = solver.is_some_and(Solver::takes_damping);
    let truncated = solver.is_some_and(|solver| !solver.takes_damping());
    let natural = optimizer.is_natural();
    let step = arguments.step.unwrap_or(if natural { defaults.step } else { Step::Backtracking });
    let network = !defaults.layers.is_empty();
    Ok(Settings {
        problem: arguments.problem,
        optimizer,
        solver,
        damping: damped.then(|| arguments.damping.unwrap_or(defaults.damping)),
        cutoff: truncated.then(|| arguments.cutoff.unwrap_or(defaults.cutoff)),
        momentum: optimizer.has_momentum().then(|| arguments.momentum.unwrap_or(defaults.momentum)),
        step,
        policy: arguments.policy.or(defaults.policy.filter(|_| step == defaults.step)).unwrap_or(
            match step {
                Step::Fixed(_) => Policy::Escape,
                Step::Backtracking | Step::Grid => Policy::Descent,
            },
        ),
        batch: arguments.batch.unwrap_or(defaults.batch),
        layers: network.then(|| layers(arguments, &defaults)).transpose()?,
        activation: network.then(|| arguments.activation.unwrap_or(defaults.activation)),
        init: network.then(|| arguments.init.unwrap_or(defaults.init)),
        noise_seed: arguments.noise_seed,
        precision: arguments.precision.unwrap_or(defaults.precision),
        stopping: Stopping {
            iterations: arguments.iterations.unwrap_or(match natural {
                true => defaults.iterations,
                false => defaults.plain_iterations,
            }),
            target: arguments.target,
            time_limit: arguments.time_limit,
        },
    })
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
        problem: choice::name(&arguments.problem),
        example: widths.join(","),
    })
}

/// The table at the top of this module.
fn check_flags(
    arguments: &RunArguments,
    optimizer: Optimizer,
    solver: Option<Solver>,
) -> Result<(), UsageError> {
    let method = choice::name(&optimizer);
    let regularized =
        solver.map_or_else(|| method.clone(), |solver| format!("the solver {}", choice::name(&solver)));
    let natural = format!("it belongs to {}", methods(Optimizer::is_natural));
    let momentum = format!("it belongs to {}", methods(Optimizer::has_momentum));
    let damping = match solver {
        Some(_) => "it belongs to the solvers cholesky and square-root; svd takes --cutoff".to_owned(),
        None => natural.clone(),
    };
    let cutoff = match solver {
        Some(_) => "it belongs to --solver svd; this one takes --damping".to_owned(),
        None => natural.clone(),
    };
    let truncated = solver.is_some_and(|solver| !solver.takes_damping());
    let table = [
        ("--momentum", arguments.momentum.is_some(), optimizer.has_momentum(), &method, momentum),
        ("--solver", arguments.solver.is_some(), optimizer.is_natural(), &method, natural),
        (
            "--damping",
            arguments.damping.is_some(),
            solver.is_some_and(Solver::takes_damping),
            &regularized,
            damping,
        ),
        ("--cutoff", arguments.cutoff.is_some(), truncated, &regularized, cutoff),
    ];
    for (flag, given, used, by, remedy) in table {
        if given && !used {
            return Err(UsageError::Ignored { flag, by: by.clone(), remedy });
        }
    }
    Ok(())
}

/// The flags that a problem has no use for.
fn check_problem(arguments: &RunArguments, defaults: &Defaults) -> Result<(), UsageError> {
    let network = !defaults.layers.is_empty();
    let no_network = "its model has parameters of its own and is no network";
    let no_noise = "its data carry no noise; inverse problems have measurements";
    let table = [
        ("--layers", arguments.layers.is_some(), network, no_network),
        ("--activation", arguments.activation.is_some(), network, no_network),
        ("--init", arguments.init.is_some(), network, no_network),
        ("--noise-seed", arguments.noise_seed.is_some(), defaults.noisy, no_noise),
    ];
    for (flag, given, used, remedy) in table {
        if given && !used {
            let by = choice::name(&arguments.problem);
            return Err(UsageError::Ignored { flag, by, remedy: remedy.to_owned() });
        }
    }
    Ok(())
}

fn methods(which: impl Fn(Optimizer) -> bool) -> String {
    use clap::ValueEnum;
    let names: Vec<String> =
        Optimizer::value_variants().iter().filter(|method| which(**method)).map(choice::name).collect();
    names.join(", ")
}
