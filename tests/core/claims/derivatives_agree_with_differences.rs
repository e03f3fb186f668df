//! Every derivative that a model or a problem claims is that of what it computes.

use ngd_core::check::{check_model, check_problem, check_words};
use ngd_core::model::{Expansion, Functions, HardBoundary, Monomials, Numeric, SplitMix64};
use ngd_core::problem::{Bernoulli, Regression, Softmax};
use ngd_core::{Activation, At, BOUNDARY, INTERIOR, Jet, Mlp, Model, Order, Problem, Sample};

const ORDERS: [Order; 3] = [Order::Value, Order::Gradient, Order::Second];

/// The worst disagreement at three points and every order.
fn model<const D: usize, const O: usize>(name: &str, model: &impl Model<f64, D, O>, bound: f64) -> f64 {
    let mut random = SplitMix64::new(7);
    let mut worst: f64 = 0.0;
    for order in ORDERS {
        let mut work = vec![0.0; check_words(model, order)];
        for _ in 0..3 {
            let theta: Vec<f64> = (0..model.parameters()).map(|_| random.uniform::<f64>() - 0.5).collect();
            let point = [(); D].map(|()| random.uniform::<f64>());
            let found = check_model(model, At::new(&theta, &point, order), &mut work).unwrap();
            assert!(found.largest() <= bound, "{name}, {order:?}: {found:?}");
            worst = worst.max(found.largest());
        }
    }
    worst
}

fn networks<const D: usize, const O: usize>() -> f64 {
    let mut worst: f64 = 0.0;
    let exact = Activation::ALL.iter().filter(|a| !a.name().starts_with("micromath"));
    for activation in exact {
        for hidden in [&[][..], &[5], &[4, 3], &[3, 5, 2]] {
            let net = Mlp::<D, O>::new(hidden, *activation);
            let name = format!("{} {D}-{hidden:?}-{O}", activation.name());
            worst = worst.max(model(&name, &net, 1e-9));
        }
    }
    worst
}

#[test]
fn of_networks() {
    let worst = [
        networks::<1, 1>(),
        networks::<1, 2>(),
        networks::<2, 1>(),
        networks::<2, 2>(),
        networks::<3, 1>(),
        networks::<3, 2>(),
    ];
    println!("worst, by inputs and outputs: {worst:?}");
}

fn waves(index: usize, [x, y]: &[f64; 2]) -> Jet<f64, 2> {
    let k = 1.0 + index as f64;
    let (s, c) = ((k * x).sin(), (k * x).cos());
    Jet { value: s * y, gradient: [k * c * y, s], second: [-k * k * s * y, 0.0] }
}

/// a = x(1−x)y, l = x y².
fn sides([x, y]: &[f64; 2]) -> (Jet<f64, 2>, [Jet<f64, 2>; 1]) {
    let bump = x * (1.0 - x);
    let factor = Jet { value: bump * y, gradient: [(1.0 - 2.0 * x) * y, bump], second: [-2.0 * y, 0.0] };
    (factor, [Jet { value: x * y * y, gradient: [y * y, 2.0 * x * y], second: [0.0, 2.0 * x] }])
}

#[test]
fn of_other_models() {
    let monomials = Expansion::new(Monomials { degree: 6 });
    println!("monomials: {:e}", model::<1, 1>("monomials", &monomials, 1e-9));
    println!("monomials, two outputs: {:e}", model::<1, 2>("monomials", &monomials, 1e-9));
    let waves = Expansion::new(Functions { count: 4, jet: waves });
    println!("functions: {:e}", model::<2, 1>("functions", &waves, 1e-9));
    let bounded = HardBoundary::new(Mlp::<2>::new(&[6], Activation::Tanh), sides);
    println!("built-in boundary: {:e}", model::<2, 1>("built-in boundary", &bounded, 1e-9));
    let plain = |theta: &[f64], [x]: &[f64; 1]| [theta[0] * (theta[1] * x + theta[2]).sin()];
    println!("numeric: {:e}", model::<1, 1>("numeric", &Numeric::new(3, plain), 1e-6));
}

fn random_jet<const D: usize>(random: &mut SplitMix64) -> Jet<f64, D> {
    let mut draw = || 4.0 * random.uniform::<f64>() - 2.0;
    Jet { value: draw(), gradient: [(); D].map(|()| draw()), second: [(); D].map(|()| draw()) }
}

fn problem<const D: usize, const O: usize>(name: &str, problem: &impl Problem<f64, D, O>) {
    let mut random = SplitMix64::new(11);
    let mut worst: f64 = 0.0;
    for kind in [INTERIOR, BOUNDARY] {
        for _ in 0..5 {
            let sample = Sample::new([(); D].map(|()| random.uniform()), 0.3, kind)
                .with_target([(); O].map(|()| random.uniform()));
            let jets = [(); O].map(|()| random_jet(&mut random));
            let found = check_problem(problem, &sample, &jets).largest();
            assert!(found <= 1e-9, "{name}, kind {kind}: {found:e}");
            worst = worst.max(found);
        }
    }
    println!("{name}: {worst:e}");
}

#[test]
fn of_problems() {
    problem::<2, 1>("regression", &Regression);
    problem::<1, 3>("regression with three outputs", &Regression);
}

/// Σ ρ s against differences of the loss and Σ s sᵀ against the Hessian, both in the logits.
fn likelihood<const O: usize>(
    name: &str,
    problem: &impl Problem<f64, 1, O>,
    target: [f64; O],
    hessian: impl Fn(&[f64; O]) -> [[f64; O]; O],
) {
    let mut random = SplitMix64::new(5);
    let sample = Sample::measured([0.0], target);
    let mut worst: [f64; 2] = [0.0; 2];
    for _ in 0..20 {
        let logits = [(); O].map(|()| 8.0 * random.uniform::<f64>() - 4.0);
        let loss = |logits: &[f64; O]| problem.loss(&sample, &logits.map(Jet::value));
        let rows: Vec<_> = (0..problem.residuals())
            .map(|r| problem.linearize(&sample, &logits.map(Jet::value), r))
            .collect();
        let expected = hessian(&logits);
        for i in 0..O {
            let moved = |h: f64| {
                let mut moved = logits;
                moved[i] += h;
                loss(&moved)
            };
            let h = 1e-3;
            let difference = (8.0 * (moved(h) - moved(-h)) - (moved(2.0 * h) - moved(-2.0 * h))) / (12.0 * h);
            let claimed: f64 = rows.iter().map(|row| row.residual * row.cotangent[i].value).sum();
            worst[0] = worst[0].max((claimed - difference).abs());
            assert!((claimed - difference).abs() <= 1e-9, "{name}: {claimed} and {difference}");
            for (j, entry) in expected[i].iter().enumerate() {
                let product: f64 = rows.iter().map(|r| r.cotangent[i].value * r.cotangent[j].value).sum();
                worst[1] = worst[1].max((product - entry).abs());
                assert!((product - entry).abs() <= 1e-14, "{name}: Hessian {i},{j}");
            }
        }
    }
    println!("{name}: gradient {:e}, Hessian {:e}", worst[0], worst[1]);
}

#[test]
fn of_likelihoods() {
    for y in [0.0, 0.3, 1.0] {
        likelihood("Bernoulli", &Bernoulli, [y], |[z]| {
            let p = 1.0 / (1.0 + (-z).exp());
            [[p * (1.0 - p)]]
        });
    }
    for target in [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3]] {
        likelihood("softmax", &Softmax, target, |logits| {
            let sum: f64 = logits.iter().map(|z| z.exp()).sum();
            let p = logits.map(|z| z.exp() / sum);
            let entry = |i: usize, j: usize| if i == j { p[i] - p[i] * p[j] } else { -p[i] * p[j] };
            std::array::from_fn(|i| std::array::from_fn(|j| entry(i, j)))
        });
    }
}
