//! Relative cutoffs: which singular values they keep is found here from the decomposition of J, and the direction
//! is the pseudo-inverse of those.

use nalgebra::DVector;
use ngd_core::damping::{AnnealedCutoff, Cutoff, Damping};
use ngd_core::least_squares::{
    FactorError, JacobiSpectrum, LeastSquares, NormalEquations, Regularization, TruncatedSvd,
};

use ngd_core_claims::lent_memory::{LentMemory, Rows, wide};

const P: usize = 13;

fn rows(n: usize, seed: u64) -> Rows {
    let mut jacobian = Rows::random::<f64>(n, P, seed).jacobian;
    for (j, mut column) in jacobian.column_iter_mut().enumerate() {
        column *= 0.4f64.powi(j as i32);
    }
    Rows::of::<f64>(jacobian, seed + 3)
}

/// −Jᵣ⁺r with the first n pairs of J.
fn expected(rows: &Rows, n: usize) -> DVector<f64> {
    let svd = rows.jacobian.clone().svd(true, true);
    let (u, v_t) = (svd.u.unwrap(), svd.v_t.unwrap());
    let mut direction = DVector::zeros(P);
    for k in 0..n {
        let along = u.column(k).dot(&rows.residual) / svd.singular_values[k];
        direction -= along * v_t.row(k).transpose();
    }
    direction
}

/// How many pairs each rule keeps, by its definition.
fn count(rows: &Rows, rule: Regularization<f64>) -> usize {
    let svd = rows.jacobian.clone().svd(true, false);
    let sigma = &svd.singular_values;
    match rule {
        Regularization::Cutoff(cutoff) => sigma.iter().filter(|s| **s > cutoff * sigma[0]).count(),
        _ => P,
    }
}

fn check(damping: &impl Damping<f64>, name: &str) -> Vec<usize> {
    let mut counts = Vec::new();
    for n in [7, 40] {
        for seed in 0..6 {
            let rows = rows(n, 10 * seed);
            let mut solver = TruncatedSvd::new(JacobiSpectrum::new([0.0; JacobiSpectrum::words(P)]));
            let mut memory = LentMemory::filled(&mut solver, &rows, 0.0);
            let mut direction = [0.0; P];
            let mut rule = Some(damping.regularization(1.0));
            while let Some(now) = rule {
                memory.with(|system, workspace| {
                    solver.factor(system, workspace, now).unwrap();
                    solver.solve(system, 1.0, 0.0, &mut direction);
                });
                let kept = count(&rows, now);
                let expected = expected(&rows, kept);
                let error = (wide(&direction, P) - &expected).norm() / expected.norm().max(1e-300);
                assert!(kept == 0 || error <= 1e-8, "{name}, N {n}, {now:?}, keeps {kept}: {error:e}");
                assert!(kept > 0 || direction == [0.0; P]);
                counts.push(kept);
                rule = damping.again(now);
            }
        }
    }
    println!("{name}: keeps {counts:?} of {P}");
    counts
}

#[test]
fn directions_are_those_of_the_kept_pairs() {
    let distinct = |mut counts: Vec<usize>| {
        counts.sort_unstable();
        counts.dedup();
        counts.len()
    };
    assert!(distinct(check(&Cutoff { relative: 1e-2 }, "relative")) > 1);
    assert!(distinct(check(&AnnealedCutoff::new(P), "annealed")) > 2);
}

#[test]
fn a_relative_cutoff_follows_the_scale() {
    let mut scaled = rows(40, 3);
    let before = count(&scaled, Regularization::Cutoff(1e-2));
    scaled.jacobian *= 100.0;
    assert_eq!(before, count(&scaled, Regularization::Cutoff(1e-2)));
    let mut solver = TruncatedSvd::new(JacobiSpectrum::new([0.0; JacobiSpectrum::words(P)]));
    let mut memory = LentMemory::filled(&mut solver, &scaled, 0.0);
    let mut direction = [0.0; P];
    memory.with(|system, workspace| {
        solver.factor(system, workspace, Regularization::Cutoff(1e-2)).unwrap();
        solver.solve(system, 1.0, 0.0, &mut direction);
    });
    let expected = expected(&scaled, before);
    assert!((wide(&direction, P) - &expected).norm() <= 1e-8 * expected.norm());
}

#[test]
fn solvers_without_singular_values_say_so() {
    let rows = rows(40, 0);
    let mut memory = LentMemory::filled(&mut NormalEquations, &rows, 0.0);
    let rule = Regularization::Cutoff(0.1);
    let result = memory.with(|system, workspace| NormalEquations.factor(system, workspace, rule));
    assert_eq!(result, Err(FactorError::CutoffUnsupported));
}

#[test]
fn an_annealed_cutoff_is_raised_by_one_factor_up_to_its_end() {
    let rule = AnnealedCutoff::<f64>::new(P);
    let (mut now, mut raised) = (rule.regularization(1.0), 0);
    while let Some(next) = rule.again(now) {
        let (Regularization::Cutoff(below), Regularization::Cutoff(above)) = (now, next) else {
            panic!("{now:?} is followed by {next:?}");
        };
        assert!((above / below / rule.raise - 1.0).abs() <= 1e-12 && above < rule.most, "{above:e}");
        (now, raised) = (next, raised + 1);
    }
    println!("raised {raised} times");
    assert_eq!(raised, 8);
    let mut stands_still = rule;
    stands_still.raise = 1.0;
    assert_eq!(stands_still.again(stands_still.regularization(1.0)), None);
}
