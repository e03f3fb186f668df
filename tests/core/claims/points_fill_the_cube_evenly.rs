//! Quadrature nodes integrate what they must, Halton and Sobol points are the published ones and fill every
//! elementary interval once, uniform points have the moments of the box.

use ngd_core::Real;
use ngd_core::model::SplitMix64;
use ngd_core::sampling::{Sobol, gauss_legendre, halton, onto, uniform};

fn rule<R: Real>(n: usize) -> (Vec<R>, Vec<R>) {
    let (mut nodes, mut weights) = (vec![R::ZERO; n], vec![R::ZERO; n]);
    gauss_legendre(&mut nodes, &mut weights);
    (nodes, weights)
}

/// Largest error of ∫xᵏ over [−1, 1], k < 2n.
fn moments<R: Real>(n: usize) -> f64 {
    let (nodes, weights) = rule::<R>(n);
    assert!(nodes.windows(2).all(|pair| pair[0] < pair[1]));
    let moment = |k: usize| {
        let terms = nodes.iter().zip(&weights).map(|(x, w)| w.to_f64() * x.to_f64().powi(k as i32));
        terms.sum::<f64>() - if k.is_multiple_of(2) { 2.0 / (k + 1) as f64 } else { 0.0 }
    };
    (0..2 * n).map(|k| moment(k).abs()).fold(0.0, |worst: f64, x| if x <= worst { worst } else { x })
}

const MOST: usize = Sobol::<1>::MOST;

#[test]
fn gauss_legendre_is_exact_for_polynomials() {
    let worst = |moments: fn(usize) -> f64| (1..=100).map(moments).fold(0.0, f64::max);
    let (double, single) = (worst(moments::<f64>), worst(moments::<f32>));
    println!("largest error of a moment, n up to 100: {double:e}, in f32 {single:e}");
    assert!(double <= 2e-14 && single <= 1e-5);
    // Abramowitz, Stegun, table 25.4
    let (nodes, weights) = rule::<f64>(5);
    let known = [
        (0.0, 0.568888888888889),
        (0.538469310105683, 0.478628670499366),
        (0.906179845938664, 0.236926885056189),
    ];
    for (i, (node, weight)) in known.into_iter().enumerate() {
        assert!((nodes[2 + i] - node).abs() <= 1e-15 && (weights[2 + i] - weight).abs() <= 1e-15);
    }
    let (mut nodes, mut weights) = rule::<f64>(12);
    onto([1.0, 3.0], &mut nodes, &mut weights);
    let integral: f64 = nodes.iter().zip(&weights).map(|(x, w)| w * x.ln()).sum();
    assert!((integral - (3.0 * 3.0f64.ln() - 2.0)).abs() <= 1e-13, "{integral}");
    assert_eq!(rule::<f64>(0).0.len() + rule::<f32>(1).0.len(), 1);
}

#[test]
fn sobol_points_are_those_of_joe_and_kuo() {
    // from SciPy 1.17, scipy.stats.qmc.Sobol(21, scramble=False): points 7, 100 and 1000 times 8, 128, 1024
    let known: [(usize, f64, [u32; 21]); 3] = [
        (7, 8.0, [1, 5, 3, 1, 1, 3, 5, 5, 5, 7, 5, 1, 5, 3, 1, 1, 1, 1, 5, 7, 7]),
        (100, 128.0, [53, 33, 99, 93, 113, 95, 3, 61, 81, 89, 59, 87, 61, 109, 41, 63, 87, 95, 107, 43, 97]),
        (
            1000,
            1024.0,
            [
                225, 99, 531, 693, 287, 929, 47, 921, 513, 71, 87, 261, 165, 393, 147, 379, 737, 353, 1015,
                743, 535,
            ],
        ),
    ];
    let (mut points, mut single) = ([[0.0f64; MOST]; 1024], [[0.0f32; MOST]; 1024]);
    Sobol::new().fill(&mut points);
    Sobol::new().fill(&mut single);
    for (index, scale, expected) in known {
        assert_eq!(points[index].map(|x| x * scale), expected.map(f64::from));
        assert_eq!(single[index].map(f64::from), points[index]);
    }
}

/// Whether each elementary interval of 2ᵐ equal ones in two dimensions holds one point.
fn is_a_net(points: &[[f64; 2]]) -> bool {
    let m = points.len().ilog2();
    (0..=m).all(|split| {
        let mut hits = vec![0; points.len()];
        for [x, y] in points {
            let column = (x * f64::from(1 << split)) as usize;
            let row = (y * f64::from(1 << (m - split))) as usize;
            hits[(column << (m - split)) + row] += 1;
        }
        hits.iter().all(|hits| *hits == 1)
    })
}

#[test]
fn sobol_points_fill_every_elementary_interval_once() {
    let mut points = [[0.0f64; 2]; 1024];
    let mut sequence = Sobol::<2>::new();
    for _ in 0..3 {
        sequence.fill(&mut points);
        assert!(is_a_net(&points));
    }
    Sobol::<2>::shifted(&mut SplitMix64::new(3)).fill(&mut points);
    assert!(is_a_net(&points) && points[0] != [0.0; 2]);
    let mut random = [[0.0f64; 2]; 1024];
    uniform(&mut SplitMix64::new(1), &[[0.0, 1.0]; 2], &mut random);
    assert!(!is_a_net(&random), "the check must be able to fail");
    // in each of 21 dimensions alone
    let mut points = [[0.0f64; MOST]; 256];
    Sobol::new().fill(&mut points);
    for d in 0..MOST {
        let mut cells: Vec<usize> = points.iter().map(|point| (point[d] * 256.0) as usize).collect();
        cells.sort_unstable();
        assert!(cells.iter().enumerate().all(|(i, cell)| i == *cell), "dimension {d}");
    }
}

#[test]
fn halton_points_are_radical_inverses() {
    let mut points = [[0.0f64; 6]; 8];
    halton(0, &mut points);
    let known = [7.0 / 8.0, 5.0 / 9.0, 11.0 / 25.0, 1.0 / 49.0, 7.0 / 11.0, 7.0 / 13.0];
    for (x, known) in points[7].iter().zip(known) {
        assert!((x - known).abs() <= 1e-15, "{x} {known}");
    }
    let mut later = [[0.0f64; 6]; 1];
    halton(7, &mut later);
    assert_eq!(later[0], points[7]);
    let mut last = [[0.0f32; 6]; 2];
    halton(u32::MAX, &mut last);
    assert!(last[0].iter().all(|x| (0.0..1.0).contains(x)), "{last:?}");
}

/// ∏(1 + 2(x_d − ½)/(d+1)), d from 0, has integral 1 and sees every axis.
fn mean_of_product<const D: usize>(points: &[[f64; D]]) -> f64 {
    let product = |point: &[f64; D]| {
        point.iter().enumerate().map(|(d, x)| 1.0 + (x - 0.5) * 2.0 / (d + 1) as f64).product::<f64>()
    };
    points.iter().map(product).sum::<f64>() / points.len() as f64
}

#[test]
fn even_points_integrate_better_than_random_ones() {
    let error = |points: &[[f64; 10]]| (mean_of_product(points) - 1.0).abs();
    let mut points = vec![[0.0f64; 10]; 4096];
    let random: Vec<f64> = (0..20)
        .map(|seed| {
            uniform(&mut SplitMix64::new(seed), &[[0.0, 1.0]; 10], &mut points);
            error(&points)
        })
        .collect();
    let typical = (random.iter().map(|e| e * e).sum::<f64>() / 20.0).sqrt();
    Sobol::new().fill(&mut points);
    let sobol = error(&points);
    halton(1, &mut points);
    let halton = error(&points);
    println!("10 dimensions, 4096 points: random {typical:e}, Halton {halton:e}, Sobol {sobol:e}");
    assert!(sobol <= typical / 10.0 && halton <= typical / 2.0);
}

#[test]
fn uniform_points_have_the_moments_of_the_box() {
    let sides = [[-1.0, 2.0], [5.0, 5.5], [0.0, 0.0]];
    let mut points = vec![[0.0f64; 3]; 100_000];
    uniform(&mut SplitMix64::new(4), &sides, &mut points);
    for (d, [low, high]) in sides.into_iter().enumerate() {
        let mean = points.iter().map(|p| p[d]).sum::<f64>() / 1e5;
        let variance = points.iter().map(|p| (p[d] - mean).powi(2)).sum::<f64>() / 1e5;
        let width = high - low;
        assert!(points.iter().all(|p| p[d] >= low && p[d] <= high));
        assert!((mean - 0.5 * (low + high)).abs() <= 0.005 * width);
        assert!((variance - width * width / 12.0).abs() <= 0.01 * width * width);
    }
    let mean_product = points.iter().map(|p| (p[0] - 0.5) * (p[1] - 5.25)).sum::<f64>() / 1e5;
    assert!(mean_product.abs() <= 0.003, "the axes are not independent: {mean_product}");
}
