//! A training that is known in closed form: u = (1 + a)·u*, a halved by each step. It tests the program
//! around a training, not an optimizer.

use std::f64::consts::PI;
use std::io;

use clap::Parser;
use ngd_host::cli::{Arguments, Command};
use ngd_host::command::{Compare, Error, Factory, Run, Session, Study, Talk, compare, run, study};
use ngd_host::problem::ProblemName;
use ngd_host::request::UsageError;
use ngd_host::training::{
    Errors, Interrupt, Outcome, Settings, Solution, StepRecord, Training, TrainingError, resolve,
};

/// What happens in one step.
#[derive(Clone, Copy, PartialEq)]
pub enum Event {
    Stall,
    Diverge,
    NotANumber,
    Fail,
    CtrlC,
}

pub struct Decay {
    pub amplitude: f64,
    pub step: u64,
    pub event: Option<(u64, Event)>,
    pub interrupt: Interrupt,
    pub inputs: usize,
}

impl Training for Decay {
    fn parameters(&self) -> usize {
        1
    }

    fn samples(&self) -> usize {
        100
    }

    fn loss(&mut self) -> f64 {
        0.5 * self.amplitude * self.amplitude
    }

    fn step(&mut self) -> Result<StepRecord, TrainingError> {
        self.step += 1;
        let event = self.event.filter(|(step, _)| *step == self.step).map(|(_, event)| event);
        match event {
            Some(Event::Fail) => return Err(TrainingError::from("no pivot".to_owned())),
            Some(Event::NotANumber) => self.amplitude = f64::NAN,
            Some(Event::CtrlC) => self.interrupt.request(),
            _ => {}
        }
        self.amplitude *= 0.5;
        Ok(StepRecord {
            loss: self.loss(),
            length: 0.5,
            damping: f64::NAN,
            beta: 0.0,
            outcome: Outcome::Accepted,
            loss_evaluations: 2,
            can_continue: event != Some(Event::Stall),
            diverged: event == Some(Event::Diverge),
        })
    }

    fn errors(&mut self) -> Errors {
        Errors { relative_l2: self.amplitude.abs(), relative_h1: 2.0 * self.amplitude.abs() }
    }

    fn solution(&mut self) -> Solution {
        let x: Vec<f64> = (0..=100).map(|i| f64::from(i) / 100.0).collect();
        let scaled = |exact: &[f64]| exact.iter().map(|exact| (1.0 + self.amplitude) * exact).collect();
        if self.inputs == 1 {
            let exact: Vec<f64> = x.iter().map(|x| (PI * x).sin()).collect();
            return Solution::Curve { x, u: scaled(&exact), exact };
        }
        let exact: Vec<f64> =
            x.iter().flat_map(|y| x.iter().map(move |x| (PI * x).sin() * (PI * y).sin())).collect();
        Solution::Map { axes: ["x", "y"], cells: [101; 2], extent: [[0.0, 1.0]; 2], u: scaled(&exact), exact }
    }
}

fn command(line: &str) -> Command {
    let words = std::iter::once("ngd").chain(line.split_whitespace());
    let arguments = Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}"));
    arguments.asked().unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// The arguments of `ngd run …`.
pub fn arguments(line: &str) -> Run {
    match command(&format!("run {line}")) {
        Command::Run(asked) => asked,
        other => unreachable!("{other:?}"),
    }
}

/// The settings of `ngd run …`.
pub fn settings(line: &str) -> Result<Settings, UsageError> {
    let Run { problem, request, .. } = arguments(line);
    resolve(problem, &request)
}

/// The arguments of `ngd compare …`.
pub fn comparison(line: &str) -> Compare {
    match command(&format!("compare {line}")) {
        Command::Compare(asked) => asked,
        other => unreachable!("{other:?}"),
    }
}

/// The arguments of `ngd study …`.
pub fn studies(line: &str) -> Study {
    match command(&format!("study {line}")) {
        Command::Study(asked) => asked,
        other => unreachable!("{other:?}"),
    }
}

/// Runs `ngd run …` with a decay in the place of every training; what it prints.
pub fn decay(asked: &Run, event: Option<(u64, Event)>) -> Result<String, Error> {
    let interrupt = Interrupt::default();
    let factory = |_: &Settings, seed: u64| Ok(decaying(asked.problem, seed, event, &interrupt));
    let mut out = Vec::new();
    run(asked, &session(&factory, &interrupt), &mut out)?;
    text(out)
}

/// Runs `ngd compare …` with decays; `event` may depend on settings and seed.
pub fn compared(
    asked: &Compare,
    event: impl Fn(&Settings, u64) -> Option<(u64, Event)> + Sync,
) -> Result<String, Error> {
    let interrupt = Interrupt::default();
    let factory = |settings: &Settings, seed: u64| {
        Ok(decaying(settings.problem, seed, event(settings, seed), &interrupt))
    };
    let mut out = Vec::new();
    compare(asked, &session(&factory, &interrupt), &mut out)?;
    text(out)
}

/// Runs `ngd study …` with decays.
pub fn studied(
    asked: &Study,
    event: impl Fn(&Settings, u64) -> Option<(u64, Event)> + Sync,
) -> Result<String, Error> {
    let interrupt = Interrupt::default();
    let factory = |settings: &Settings, seed: u64| {
        Ok(decaying(settings.problem, seed, event(settings, seed), &interrupt))
    };
    let mut out = Vec::new();
    study(asked, &session(&factory, &interrupt), &mut out)?;
    text(out)
}

/// Two runs at a time.
pub fn session<'a>(factory: &'a Factory<'a>, interrupt: &'a Interrupt) -> Session<'a> {
    Session { factory, interrupt, jobs: 2, talk: Talk::default() }
}

/// Begins at the amplitude 1/(1 + seed).
fn decaying(
    problem: ProblemName,
    seed: u64,
    event: Option<(u64, Event)>,
    interrupt: &Interrupt,
) -> Box<dyn Training> {
    let amplitude = 1.0 / (1 + seed) as f64;
    Box::new(Decay { amplitude, step: 0, event, interrupt: interrupt.clone(), inputs: problem.inputs() })
}

fn text(out: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(out).map_err(|error| Error::Output(io::Error::other(error)))
}
