//! Leverage scores are nalgebra's, draws from them are unbiased, the
//! least-squares projection reproduces the tangent space, and conditioning redraws exactly when it must.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::{Constant, Cutoff};
use ngd_core::least_squares::{
    Dual, JacobiSpectrum, LeastSquares, NormalEquations, SquareRoot, TruncatedSvd,
};
use ngd_core::model::SplitMix64;
use ngd_core::natural_gradient::Parts;
use ngd_core::problem::Regression;
use ngd_core::sampling::{Candidates, Conditioning, ConditioningError, DrawError, draw};
use ngd_core::step_length::Fixed;
use ngd_core::{Footprint, Model, NaturalGradient, Order, Policy, Sample};

use ngd_core_claims::runs::{QUARTIC, START, curve, memory, weighted};

const NONE: Constant<f64> = Constant { relative: 0.0 };

/// Squared row norms of Q.
fn exact(candidates: &[Sample<f64, 1>]) -> DVector<f64> {
    let q = weighted(candidates).0.qr().q();
    DVector::from_fn(candidates.len(), |i, _| q.row(i).norm_squared())
}

fn scores(candidates: &[Sample<f64, 1>], solver: &mut impl LeastSquares<f64>) -> (DVector<f64>, f64) {
    let set = Candidates { model: &QUARTIC, problem: &Regression, samples: candidates };
    let scratch = Model::<f64, 1, 1>::block_scratch(&QUARTIC, Order::Second, ngd_core::BLOCK);
    let batch = Footprint::new(5, scratch)
        .of::<NaturalGradient<f64, Parts<Dual, Fixed<f64>, Constant<f64>>>>()
        .with_rows(200);
    let words = Footprint::new(5, scratch).words() + batch.words();
    let (mut memory, mut scores) = (vec![0.0; words], vec![0.0; candidates.len()]);
    let rank = set.leverage(&START, (solver, &NONE), &mut memory, &mut scores).unwrap();
    (DVector::from_vec(scores), rank)
}

#[test]
fn leverage_scores_are_those_of_q() {
    let candidates = curve(203);
    let exact = exact(&candidates);
    let svd = &mut TruncatedSvd::new(JacobiSpectrum::new([0.0; JacobiSpectrum::words(5)]));
    for (name, (found, rank)) in [
        ("normal equations", scores(&candidates, &mut NormalEquations)),
        ("square root", scores(&candidates, &mut SquareRoot)),
        ("singular values", scores(&candidates, svd)),
    ] {
        let error = (&found - &exact).amax() / exact.amax();
        println!("{name}: from nalgebra {error:e}, rank {rank}");
        assert!(error <= 1e-12 && (rank - 5.0).abs() <= 1e-12, "{name}: {error:e}");
    }
    // fewer points than parameters, in the dual form: each has a leverage of one
    let (few, rank) = scores(&curve(3), &mut Dual::new(3));
    assert!(few.iter().all(|score| (score - 1.0).abs() <= 1e-9) && (rank - 3.0).abs() <= 1e-9, "{few}");
    // twice the same point: half the leverage each, by the rank that a cutoff keeps
    let mut doubled = curve(4);
    doubled.push(doubled[0]);
    let set = Candidates { model: &QUARTIC, problem: &Regression, samples: &doubled };
    let (mut memory, mut found) = (memory::<f64, 1, 1>(&QUARTIC), [0.0; 5]);
    let cutoff = Cutoff { relative: 1e-9 };
    let rank = set.leverage(&START, (svd, &cutoff), &mut memory, &mut found).unwrap();
    assert!((rank - 4.0).abs() <= 1e-9 && (found[0] - 0.5).abs() <= 1e-9 && (found[1] - 1.0).abs() <= 1e-9);
}

#[test]
fn draws_follow_the_scores_and_are_unbiased() {
    let candidates = curve(40);
    let (scores, rank) = scores(&candidates, &mut SquareRoot);
    let mut generator = SplitMix64::new(1);
    let mut drawn = vec![candidates[0]; 100_000];
    draw(&candidates, scores.as_slice(), &mut generator, &mut drawn).unwrap();
    let mut chi_square = 0.0;
    for (candidate, score) in candidates.iter().zip(scores.iter()) {
        let count = drawn.iter().filter(|sample| sample.point == candidate.point).count() as f64;
        let expected = 1e5 * score / rank;
        chi_square += (count - expected).powi(2) / expected;
    }
    // 39 degrees of freedom: mean 39, deviation 8.8
    println!("chi square of the draws: {chi_square}");
    assert!(chi_square <= 39.0 + 4.0 * 8.8);
    let f = |sample: &Sample<f64, 1>| sample.weight * (2.0 + (3.0 * sample.point[0]).cos());
    let (mean, exact): (f64, f64) = (drawn.iter().map(f).sum(), candidates.iter().map(f).sum());
    println!("mean of a function {mean}, of the candidates {exact}");
    assert!((mean / exact - 1.0).abs() <= 0.01);
    let mut one = [candidates[0]];
    let error = draw(&candidates, &[1.0, -1.0], &mut generator, &mut one);
    assert_eq!(error, Err(DrawError::Score(1)));
    assert_eq!(draw(&candidates, &[0.0; 40], &mut generator, &mut one), Err(DrawError::NoScores));
}

/// Coefficients of the projection of the targets with these points, by one step from zero.
fn projection(drawn: &[Sample<f64, 1>]) -> DVector<f64> {
    let mut optimizer = NaturalGradient::natural_gradient()
        .with_solver(SquareRoot)
        .with_length(Fixed { learning_rate: 1.0 })
        .with_damping(NONE)
        .with_policy(Policy::Escape { ceiling: 1e12 });
    let (mut theta, mut memory) = ([0.0; 5], memory::<f64, 1, 1>(&QUARTIC));
    let outcome = optimizer.step(&QUARTIC, &Regression, drawn, &mut theta, &mut memory);
    assert!(outcome.unwrap().is_accepted());
    DVector::from_row_slice(&theta)
}

#[test]
fn the_least_squares_projection_reproduces_the_tangent_space() {
    let mut candidates = curve(203);
    for sample in &mut candidates {
        let x = sample.point[0];
        sample.target = [1.0 - 2.0 * x + 0.5 * x.powi(4)];
    }
    let (scores, _) = scores(&candidates, &mut SquareRoot);
    let mut drawn = vec![candidates[0]; 15];
    draw(&candidates, scores.as_slice(), &mut SplitMix64::new(2), &mut drawn).unwrap();
    let found = projection(&drawn);
    let error = (found - DVector::from_row_slice(&[1.0, -2.0, 0.0, 0.0, 0.5])).norm();
    println!("from the function itself: {error:e}");
    assert!(error <= 1e-11);
}

/// ‖G_n − I‖ in an orthonormal basis with respect to G + λI, λI added to both.
fn distance(drawn: &[Sample<f64, 1>], candidates: &[Sample<f64, 1>], relative: f64) -> f64 {
    let rows = weighted(candidates).0;
    let gram = rows.tr_mul(&rows);
    let lambda = relative * gram.trace() / 5.0 * DMatrix::identity(5, 5);
    let inverse = (gram + &lambda).cholesky().unwrap().l().try_inverse().unwrap();
    let some = weighted(drawn).0;
    let found = &inverse * (some.tr_mul(&some) + lambda) * inverse.transpose();
    (found - DMatrix::identity(5, 5)).symmetric_eigenvalues().amax()
}

#[test]
fn conditioning_redraws_exactly_when_it_must() {
    let candidates = curve(101);
    let set = Candidates { model: &QUARTIC, problem: &Regression, samples: &candidates };
    let (scores, _) = scores(&candidates, &mut SquareRoot);
    let mut memory = memory::<f64, 1, 1>(&QUARTIC);
    let mut drawn = vec![candidates[0]; 20];
    let mut accepted = 0;
    for relative in [0.0, 1e-2] {
        let damping = Constant { relative };
        for seed in 0..100 {
            let once = Conditioning { distance: 0.8, attempts: 1 };
            let mut generator = SplitMix64::new(seed);
            let place = (&START[..], &damping);
            let result = set.draw_conditioned(
                place,
                (scores.as_slice(), once),
                &mut memory,
                &mut generator,
                &mut drawn,
            );
            let distance = distance(&drawn, &candidates, relative);
            assert_eq!(result.is_ok(), distance <= 0.8, "seed {seed}: {distance}, {result:?}");
            if result.is_err() {
                assert_eq!(result, Err(ConditioningError::Draw(DrawError::Attempts(1))));
            }
            accepted += u32::from(result.is_ok());
            let often = Conditioning { distance: 0.8, attempts: 200 };
            let draws = set.draw_conditioned(
                place,
                (scores.as_slice(), often),
                &mut memory,
                &mut generator,
                &mut drawn,
            );
            assert!(draws.is_ok() && self::distance(&drawn, &candidates, relative) <= 0.8);
        }
    }
    println!("{accepted} of 200 first draws of 20 points are within 0.8");
    assert!((20..180).contains(&accepted));
}
