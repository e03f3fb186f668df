//! Which flags go together.
//!
//! | flag | first-order methods | natural and parameter methods |
//! |---|---|---|
//! | `--momentum` | `heavy-ball`, `nesterov` | all but `natural-gradient`, `energy-natural-gradient`, `anagram` |
//! | `--solver` | no | any; `spring` by `dual`, `anagram` by `svd` alone |
//! | `--damping` | with `--whiten` | with every solver but `svd`; `length` with no fixed step below 1 |
//! | `--cutoff` | no | with `svd` |
//! | `--whiten` | yes | no |
//! | `--restarts` | `nesterov` | `natural-nesterov`, `parameter-nesterov` |
//! | `--acceleration` | no | yes |
//! | `--step` | `adam` takes `fixed:A`, `l-bfgs` none | `spring` takes `fixed:A` |
//! | `--policy` | `l-bfgs` none | yes |
//!
//! Every other flag means something to every method. A flag in a place marked "no" is an error; in a
//! comparison it is one if it stands there for all methods, and [`RunArguments::forget`] lists these flags.
//! Errors too are flags that the problem has no use for: `--layers`, `--activation` and `--init` where the
//! model is no network, `--noise-seed` where the data have no noise, `--sampling` where points stay.

use clap::ValueEnum;

use super::UsageError;
use crate::cli::RunArguments;
use crate::method::{Damping, Optimizer, Solver, Step, Steps};
use crate::problem::Defaults;
use crate::request;
use crate::training::{Batch, Sampling};

/// A flag, whether it was given, whether it is used, by whom it is not, and what is allowed.
type Line = (&'static str, bool, bool, String, String);

fn refuse(table: impl IntoIterator<Item = Line>) -> Result<(), UsageError> {
    for (flag, given, used, by, remedy) in table {
        if given && !used {
            return Err(UsageError::Ignored { flag, by, remedy });
        }
    }
    Ok(())
}

/// The table at the top of this module.
pub(super) fn check_method(
    arguments: &RunArguments,
    optimizer: Optimizer,
    solver: Option<Solver>,
) -> Result<(), UsageError> {
    let method = request::name(&optimizer);
    let belongs = |which: fn(Optimizer) -> bool| format!("it belongs to {}", methods(which));
    let damped = solver.is_some_and(Solver::takes_damping);
    let whitened = !optimizer.is_natural() && arguments.whiten.is_some();
    let regularized =
        solver.map_or_else(|| method.clone(), |solver| format!("the solver {}", request::name(&solver)));
    let constant = matches!(arguments.damping, Some(Damping::Constant(_)));
    let damping = match solver {
        Some(_) => "it belongs to the other solvers; svd takes --cutoff".to_owned(),
        None if whitened => "with --whiten it is constant:L".to_owned(),
        None => format!("{}, and to --whiten", belongs(Optimizer::is_natural)),
    };
    let cutoff = match solver {
        Some(_) => "it belongs to --solver svd; this one takes --damping".to_owned(),
        None => belongs(Optimizer::is_natural),
    };
    let solvers = match (optimizer, optimizer.is_natural()) {
        (Optimizer::Spring, _) => "its solver is dual".to_owned(),
        (Optimizer::Anagram, _) => "its solver is svd".to_owned(),
        _ => belongs(Optimizer::is_natural),
    };
    let suits = match optimizer {
        Optimizer::Spring => solver == Some(Solver::Dual),
        Optimizer::Anagram => solver == Some(Solver::Svd),
        _ => optimizer.is_natural(),
    };
    let step = match optimizer.steps() {
        Steps::All => true,
        Steps::Fixed => matches!(arguments.step, Some(Step::Fixed(_))),
        Steps::Own => false,
    };
    let own = "it searches a length by itself and never raises the loss".to_owned();
    let fixed = if optimizer.steps() == Steps::Own { own.clone() } else { "it takes fixed:A".to_owned() };
    refuse([
        (
            "--momentum",
            arguments.momentum.is_some(),
            optimizer.has_momentum(),
            method.clone(),
            belongs(Optimizer::has_momentum),
        ),
        ("--solver", arguments.solver.is_some(), suits, method.clone(), solvers),
        (
            "--damping",
            arguments.damping.is_some(),
            damped || whitened && constant,
            regularized.clone(),
            damping,
        ),
        ("--cutoff", arguments.cutoff.is_some(), solver == Some(Solver::Svd), regularized, cutoff),
        (
            "--whiten",
            arguments.whiten.is_some(),
            !optimizer.is_natural(),
            method.clone(),
            belongs(|method| !method.is_natural()),
        ),
        (
            "--restarts",
            arguments.restarts.is_some(),
            optimizer.looks_ahead(),
            method.clone(),
            belongs(Optimizer::looks_ahead),
        ),
        (
            "--acceleration",
            arguments.acceleration.is_some(),
            optimizer.is_natural(),
            method.clone(),
            belongs(Optimizer::is_natural),
        ),
        ("--step", arguments.step.is_some(), step, method.clone(), fixed),
        ("--policy", arguments.policy.is_some(), optimizer.steps() != Steps::Own, method, own),
    ])
}

/// What a problem has no use for, and what it cannot be solved by.
pub(super) fn check_problem(
    arguments: &RunArguments,
    defaults: &Defaults,
    optimizer: Optimizer,
    batch: Batch,
) -> Result<(), UsageError> {
    let network = !defaults.layers.is_empty();
    let by = || request::name(&arguments.problem);
    let no_network = || "its model has parameters of its own and is no network".to_owned();
    let no_noise = "its data carry no noise; inverse problems have measurements".to_owned();
    let fixed = "it draws the points of --batch N".to_owned();
    let step = arguments.step.unwrap_or(defaults.step);
    let by_length = arguments.damping == Some(Damping::ByLength);
    let searched =
        "λ follows the length that a search finds; with this step it is constant:L, adaptive or gain-ratio";
    let searched = searched.to_owned();
    refuse([
        ("--layers", arguments.layers.is_some(), network, by(), no_network()),
        ("--activation", arguments.activation.is_some(), network, by(), no_network()),
        ("--init", arguments.init.is_some(), network, by(), no_network()),
        ("--noise-seed", arguments.noise_seed.is_some(), defaults.noisy, by(), no_noise),
        ("--sampling", arguments.sampling.is_some(), batch != Batch::All, "--batch all".to_owned(), fixed),
        ("--damping length", by_length, !step.is_cautious(), format!("--step {step}"), searched),
    ])?;
    let unsuited = |flag, value, reason| Err(UsageError::Unsuited { flag, value, problem: by(), reason });
    if !defaults.energy {
        return Ok(());
    }
    let no_residuals = "its loss is an energy, and no sum of squares of residuals";
    if optimizer.needs_residuals() {
        return unsuited("--optimizer", request::name(&optimizer), no_residuals);
    }
    match (arguments.solver, arguments.whiten, arguments.sampling) {
        (Some(Solver::Dual), ..) => unsuited("--solver", request::name(&Solver::Dual), no_residuals),
        (_, Some(every), _) => unsuited("--whiten", every.to_string(), no_residuals),
        (.., Some(Sampling::Christoffel)) => {
            unsuited("--sampling", request::name(&Sampling::Christoffel), no_residuals)
        }
        _ => Ok(()),
    }
}

fn methods(which: impl Fn(Optimizer) -> bool) -> String {
    let names: Vec<String> =
        Optimizer::value_variants().iter().filter(|method| which(**method)).map(request::name).collect();
    names.join(", ")
}
