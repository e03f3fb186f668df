//! No sample, no θ, no memory and no choice of parts makes a step panic; under descent the loss never rises, under
//! convergence not by more than its rounding.

use std::cell::Cell;

use ngd_core::damping::{
    Adaptive, AnnealedCutoff, ByLength, Constant, Cutoff, Damping, GainRatio, Marquardt,
};
use ngd_core::first_order::{Adam, Lbfgs};
use ngd_core::least_squares::{
    Averaged, Dual, LeastSquares, NormalEquations, Regularization, SquareRoot, Whitened,
};
use ngd_core::step_length::{Backtracking, Fixed, Found, Grid, Search, StepLength};
use ngd_core::{
    Activation, INTERIOR, Jet, Mlp, Momentum, NaturalGradient, Order, Outcome, Policy, Problem, Real,
    Residual, Sample, StepError, Transport,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

const NET: Mlp<1> = Mlp::new(&[3], Activation::Tanh);
const PARAMETERS: usize = NET.parameters();

/// u″ + u² = f inside, u = f elsewhere.
struct Nonlinear;

impl<R: Real> Problem<R, 1, 1> for Nonlinear {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1], _: usize) -> Residual<R, 1, 1> {
        let [f] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - f);
        }
        let mut cotangent = Jet::second(0, R::ONE);
        cotangent.value = u.value + u.value;
        Residual::new(u.second[0] + u.value * u.value - f, [cotangent])
    }
}

#[derive(Clone, Debug)]
struct Case {
    method: usize,
    length: usize,
    damping: usize,
    alpha: f64,
    beta: f64,
    relative: f64,
    policy: usize,
    theta: Vec<f64>,
    samples: Vec<([f64; 3], u16)>,
    memory: Option<usize>,
}

/// Ordinary numbers, and those that hurt.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        60 => -2.0..2.0,
        1 => Just(0.0),
        1 => any::<u64>().prop_map(f64::from_bits),
        1 => prop::sample::select(vec![
            f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -0.0, f64::MIN_POSITIVE, 1e-310, 1e30, 1e150,
            -1e-30, -1e200,
        ]),
    ]
}

fn case(number: BoxedStrategy<f64>) -> impl Strategy<Value = Case> {
    let mostly = |usual: std::ops::Range<f64>| prop_oneof![19 => usual, 1 => number.clone()];
    let sample = ([number.clone(), number.clone(), mostly(0.0..2.0).boxed()], 0u16..2);
    (
        (0usize..8, 0usize..3, prop_oneof![5 => 0usize..5, 1 => 5usize..7], 0usize..3),
        (mostly(0.0..1.0), mostly(0.0..1.0), mostly(0.0..0.1)),
        prop::collection::vec(number.clone(), PARAMETERS),
        prop::collection::vec(sample, 0..20),
        prop::option::weighted(0.05, 0usize..600),
    )
        .prop_map(
            |((method, length, damping, policy), (alpha, beta, relative), theta, samples, memory)| Case {
                method,
                length,
                damping,
                alpha,
                beta,
                relative,
                policy,
                theta,
                samples,
                memory,
            },
        )
}

fn preset<R: Real>(method: usize, beta: R) -> NaturalGradient<R> {
    match method {
        0 => NaturalGradient::natural_gradient(),
        1 => NaturalGradient::natural_heavy_ball(beta),
        2 => NaturalGradient::natural_heavy_ball_difference(beta),
        3 => NaturalGradient::natural_nesterov(beta),
        4 => NaturalGradient::parameter_heavy_ball(beta),
        5 => NaturalGradient::parameter_nesterov(beta),
        _ => NaturalGradient::natural_gradient(),
    }
}

/// A length rule chosen at run time.
enum Length<R> {
    Fixed(Fixed<R>),
    Backtracking(Backtracking<R>),
    Grid(Grid),
}

impl<R: Real> StepLength<R> for Length<R> {
    fn learning_rate(&self) -> R {
        match self {
            Self::Fixed(rule) => rule.learning_rate(),
            Self::Backtracking(rule) => rule.learning_rate(),
            Self::Grid(rule) => StepLength::<R>::learning_rate(rule),
        }
    }

    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        match self {
            Self::Fixed(rule) => rule.search(search, trial),
            Self::Backtracking(rule) => rule.search(search, trial),
            Self::Grid(rule) => rule.search(search, trial),
        }
    }
}

/// A damping chosen at run time.
struct Chosen<R>(Box<dyn Damping<R>>);

impl<R: Real> Damping<R> for Chosen<R> {
    fn known(&self) -> Option<R> {
        self.0.known()
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        self.0.regularization(mean_square)
    }

    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        self.0.again(tried)
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        self.0.accepted(used, length, gain);
    }

    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        self.0.rejected(used, mean_square)
    }
}

/// The policy, and the fraction by which a loss may rise where there is one.
fn policy<R: Real>(case: &Case) -> (Policy<R>, Option<R>) {
    match case.policy {
        0 => (Policy::descent(), Some(R::ZERO)),
        1 => (Policy::converge(), Some(R::of(16.0) * R::EPSILON.sqrt())),
        _ => (Policy::escape(), None),
    }
}

/// Five steps; how many were accepted.
fn run<R: Real>(case: &Case, solver: impl LeastSquares<R>) -> Result<usize, TestCaseError> {
    let length = match case.length {
        0 => Length::Fixed(Fixed { learning_rate: R::of(case.alpha) }),
        1 => Length::Backtracking(Backtracking::default()),
        _ => Length::Grid(Grid::default()),
    };
    let damping: Box<dyn Damping<R>> = match case.damping {
        0 => Box::new(Adaptive::default()),
        1 => Box::new(Constant { relative: R::of(case.relative) }),
        2 => Box::new(GainRatio::default()),
        3 => Box::new(Marquardt::default()),
        4 => Box::new(ByLength::default()),
        5 => Box::new(Cutoff::of_rounding(PARAMETERS)),
        _ => Box::new(AnnealedCutoff::new(PARAMETERS)),
    };
    let (policy, rise) = policy(case);
    let mut optimizer = preset(case.method, R::of(case.beta))
        .with_solver(solver)
        .with_length(length)
        .with_damping(Chosen(damping))
        .with_policy(policy);
    let transport = Transport::Projected;
    match case.method {
        6 => optimizer.momentum = Momentum::Joint { most: R::of(case.beta), transport },
        7 => optimizer.momentum = Momentum::Spring { beta: R::of(case.beta) },
        _ => {}
    }
    steps(case, rise, |samples: &[Sample<R, 1>], theta: &mut [R], memory: &mut Vec<R>| {
        optimizer.step(&NET, &Nonlinear, samples, theta, memory)
    })
}

/// The same by a method without a Gram matrix.
fn run_first_order<R: Real>(case: &Case) -> Result<usize, TestCaseError> {
    let (policy, rise) = policy(case);
    let mut adam = Adam::new(R::of(case.alpha));
    adam.first = R::of(case.beta);
    adam.policy = policy;
    let mut lbfgs = Lbfgs::new(case.length);
    Ok(steps(case, rise, |samples: &[Sample<R, 1>], theta: &mut [R], memory: &mut Vec<R>| {
        adam.step(&NET, &Nonlinear, samples, theta, memory)
    })? + steps(case, Some(R::ZERO), |samples: &[Sample<R, 1>], theta: &mut [R], memory: &mut Vec<R>| {
        lbfgs.step(&NET, &Nonlinear, samples, theta, memory)
    })?)
}

/// Five steps of anything; under a policy of descent no loss rises by more than this fraction.
fn steps<R: Real>(
    case: &Case,
    rise: Option<R>,
    mut step: impl FnMut(&[Sample<R, 1>], &mut [R], &mut Vec<R>) -> Result<Outcome<R>, StepError>,
) -> Result<usize, TestCaseError> {
    let sample = |(entries, kind): &([f64; 3], u16)| {
        let [x, f, w] = entries.map(R::of);
        Sample::new([x], w, *kind).with_target([f])
    };
    let samples: Vec<_> = case.samples.iter().map(sample).collect();
    let mut theta: Vec<R> = case.theta.iter().map(|entry| R::of(*entry)).collect();
    let finite = |theta: &[R]| theta.iter().all(|entry| entry.is_finite());
    let began_finite = finite(&theta);
    let mut memory = vec![R::ZERO; 4000];
    memory.truncate(case.memory.unwrap_or(usize::MAX));
    let (mut last, mut accepted): (Option<R>, usize) = (None, 0);
    for _ in 0..5 {
        let Ok(outcome) = step(&samples, &mut theta, &mut memory) else { break };
        let report = outcome.report();
        prop_assert!(report.loss.is_finite(), "{:?}", report);
        prop_assert!(finite(&theta) || !began_finite, "{:?} {:?}", theta, report);
        if let Some(rise) = rise {
            let most = |before: R| before + rise * before;
            prop_assert!(report.loss <= most(report.loss_before), "{:?}", report);
            if let Some(last) = last {
                prop_assert!(report.loss <= most(last), "{:?} after {:?}", report, last);
            }
        }
        last = Some(report.loss);
        accepted += usize::from(outcome.is_accepted());
    }
    Ok(accepted)
}

/// Both precisions, both solvers; how many steps were accepted.
fn everywhere(name: &str, number: BoxedStrategy<f64>) {
    let mut runner = TestRunner::new(Config { cases: 3000, failure_persistence: None, ..Config::default() });
    let accepted = Cell::new(0);
    let outcome = runner.run(&case(number), |case| {
        let steps = run::<f64>(&case, NormalEquations)?
            + run::<f64>(&case, SquareRoot)?
            + run::<f32>(&case, NormalEquations)?
            + run::<f32>(&case, SquareRoot)?
            + run::<f64>(&case, Dual::new(20))?
            + run::<f32>(&case, Averaged::new(0.7))?
            + run::<f32>(&case, Whitened::new(2, SquareRoot))?
            + run_first_order::<f64>(&case)?
            + run_first_order::<f32>(&case)?;
        accepted.set(accepted.get() + steps);
        Ok(())
    });
    println!("{name}: {} accepted steps in 3000 cases", accepted.get());
    assert!(accepted.get() > 0);
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn of_hostile_numbers() {
    everywhere("hostile", number().boxed());
}

#[test]
fn of_ordinary_numbers() {
    everywhere("ordinary", (-2.0..2.0).boxed());
}
