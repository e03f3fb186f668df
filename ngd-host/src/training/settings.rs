use serde::{Serialize, Serializer};

use super::batch::{BATCH, SAMPLING};
use super::limits::{ITERATIONS, TARGET, TIME_LIMIT};
use super::precision::PRECISION;
use super::{Batch, Precision, Sampling, Stopping};
use crate::method::{self, Method, OPTIMIZER, Preset, SOLVER, Solver, WHITEN};
use crate::problem::{self, LAYERS, Layers, Network, ProblemName};
use crate::request::{Accepts, Ask, Flag, Heading, Request, UsageError, number};

/// The flag of the noise in measurements.
pub static NOISE_SEED: Flag = Flag {
    name: "noise-seed",
    value: "N",
    heading: Heading::Run,
    help: "The seed of the noise in measurements; only for inverse problems [default: the seed]",
    accepts: Accepts::Text(|text| number::seed(text).map(drop)),
};

/// Every flag that decides what is trained and how long.
pub fn flags() -> Vec<&'static Flag> {
    let own = [&BATCH, &SAMPLING, &PRECISION, &NOISE_SEED, &ITERATIONS, &TARGET, &TIME_LIMIT];
    method::FLAGS.into_iter().chain(problem::NETWORK_FLAGS).chain(own).collect()
}

/// Everything that decides what is trained and how long; a seed completes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The equation.
    pub problem: ProblemName,
    /// How it is trained.
    pub method: Method,
    /// What is trained, if it is a network.
    pub network: Option<Network>,
    /// The points of a step.
    pub batch: Batch,
    /// What draws the noise of measurements; the seed of the run if `None`.
    pub noise_seed: Option<u64>,
    /// What is computed in.
    pub precision: Precision,
    /// When it ends.
    pub stopping: Stopping,
}

/// The settings that a request asks for.
///
/// # Errors
/// [`UsageError`] when a flag does not fit the method, the solver or the problem.
pub fn resolve(problem: ProblemName, request: &Request) -> Result<Settings, UsageError> {
    let (settings, left) = settle(problem, request)?;
    match left.iter().next() {
        None => Ok(settings),
        Some((flag, _)) => Err(settings.ignores(flag)),
    }
}

/// The settings that a request asks for apart from the flags that they have no use for, and why they have not.
///
/// # Errors
/// [`UsageError`] when a flag that is used does not fit the others.
pub fn resolve_used(
    problem: ProblemName,
    request: &Request,
) -> Result<(Settings, Vec<UsageError>), UsageError> {
    let (mut request, mut unused) = (request.clone(), Vec::new());
    loop {
        match settle(problem, &request) {
            Ok((settings, left)) => {
                unused.extend(left.iter().map(|(flag, _)| settings.ignores(flag)));
                return Ok((settings, unused));
            }
            Err(error) => {
                let flags = flags();
                let ignored = flags.iter().find(|flag| error.is_about(flag) && request.get(flag).is_some());
                let Some(flag) = ignored else { return Err(error) };
                request.remove(flag);
                unused.push(error);
            }
        }
    }
}

/// The settings and the flags that nobody took. What was asked stands above what suits a small batch, that above
/// what the problem recommends, and that above the parts of the method.
fn settle(problem: ProblemName, request: &Request) -> Result<(Settings, Request), UsageError> {
    let flags = flags();
    let recommended = problem.recommended(&flags)?;
    let preset = {
        let named = request.get(&OPTIMIZER).or(recommended.get(&OPTIMIZER)).unwrap_or("natural-gradient");
        Preset::find(named).map_err(|reason| UsageError::value(&OPTIMIZER, named, reason))?
    };
    let mut ask = Ask::new(request.clone(), recommended);
    ask.forget(&OPTIMIZER);
    let network = Network::take(&mut ask)?;
    if let Some(network) = &network {
        fits(problem, network, ask.recommended())?;
    }
    let batch = Batch::take(&mut ask)?;
    let precision = ask.take(&PRECISION)?.unwrap_or(Precision::F64);
    let noise_seed = if problem.is_noisy() { ask.asked(&NOISE_SEED, number::seed)? } else { None };
    let stopping = Stopping::take(&mut ask, preset.iterations)?;

    let exchanged = preset.exchange(ask.recommended()).over(&preset.parts());
    let recommended = match batch {
        Batch::Fresh { count, .. } if is_small(count, network.as_ref()) && !problem.is_energy() => {
            preset.of_small_batches(ask.left())?.over(&exchanged)
        }
        _ => exchanged,
    };
    let mut ask = Ask::new(ask.left().clone(), recommended);
    let method = Method::take(preset, &mut ask)?;
    let settings = Settings { problem, method, network, batch, noise_seed, precision, stopping };
    settings.suits()?;
    Ok((settings, ask.left().clone()))
}

/// Whether so many points leave most of the network undetermined.
fn is_small(count: usize, network: Option<&Network>) -> bool {
    network.is_some_and(|network| 2 * count < network.layers.parameters())
}

/// That the network has the problem's inputs and outputs.
fn fits(problem: ProblemName, network: &Network, recommended: &Request) -> Result<(), UsageError> {
    let usual: Option<Layers> = recommended.parsed(&LAYERS, str::parse)?;
    let Some(usual) = usual else { return Ok(()) };
    let [inputs, .., outputs] = *usual.widths() else { return Ok(()) };
    if network.layers.fit(inputs, outputs) {
        return Ok(());
    }
    let problem = problem.name().to_owned();
    Err(UsageError::Layers { inputs, outputs, problem, example: usual.to_string() })
}

impl Settings {
    /// Every flag and its value: the command that repeats the run, seed aside.
    pub fn request(&self) -> Request {
        let mut request = Request::default();
        self.method.write(&mut request);
        self.batch.write(&mut request);
        if let Some(network) = &self.network {
            network.write(&mut request);
        }
        request.write(&PRECISION, self.precision);
        if let Some(seed) = self.noise_seed {
            request.write(&NOISE_SEED, seed);
        }
        self.stopping.write(&mut request);
        request
    }

    /// What of an energy has no residuals to work with.
    fn suits(&self) -> Result<(), UsageError> {
        if !self.problem.is_energy() {
            return Ok(());
        }
        let solver = self.method.solver().map(Solver::name);
        let whiten = self.request().get(&WHITEN).map(str::to_owned);
        let christoffel = matches!(self.batch, Batch::Fresh { sampling: Sampling::Christoffel, .. });
        let unsuited = [
            (
                OPTIMIZER.dashed(),
                self.method.preset().needs_residuals().then(|| self.method.name().to_owned()),
            ),
            (SOLVER.dashed(), solver.filter(|solver| *solver == "dual").map(str::to_owned)),
            (WHITEN.dashed(), whiten),
            (SAMPLING.dashed(), christoffel.then(|| Sampling::Christoffel.to_string())),
        ];
        match unsuited.into_iter().find_map(|(flag, value)| Some((flag, value?))) {
            None => Ok(()),
            Some((flag, value)) => Err(UsageError::Unsuited {
                flag,
                value,
                problem: self.problem.name().to_owned(),
                reason: "its loss is an energy and not a sum of squares of residuals",
            }),
        }
    }

    /// Why there is no use for a flag.
    fn ignores(&self, flag: &Flag) -> UsageError {
        let problem = || self.problem.name().to_owned();
        let (by, remedy) = match flag {
            _ if problem::NETWORK_FLAGS.contains(&flag) => {
                (problem(), "its model is not a network and has its own parameters")
            }
            _ if flag == &NOISE_SEED => {
                (problem(), "its data have no noise; inverse problems have measurements")
            }
            _ if flag == &SAMPLING => ("--batch all".to_owned(), "it draws the points of --batch N"),
            _ => return self.method.ignores(flag),
        };
        UsageError::Ignored { flag: flag.dashed(), by, remedy: remedy.to_owned() }
    }
}

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = self.request().json();
        object.insert("problem".to_owned(), self.problem.name().into());
        object.serialize(serializer)
    }
}
