//! Every singular value is right to a few units of its own last place, however small it is beside the largest and
//! whatever the units of the columns; and where another decomposition went wrong in silence.
#![allow(clippy::excessive_precision, reason = "the oracle's digits as it gave them")]

use nalgebra::DMatrix;
use ngd_core::Real;
use ngd_core::least_squares::{
    FactorError, JacobiSpectrum, LeastSquares, Regularization, Spectrum, SquareRoot, TruncatedSvd,
};
use ngd_core::linear_algebra::svd::{Svd, SvdError, decompose, words};
use ngd_host::method::HeapSpectrum;

use ngd_core_claims::lent_memory::{LentMemory, Rows, noise, worse};

/// σ, V, and the products with the columns of U of a random vector, of a matrix rounded to R.
struct Found {
    values: Vec<f64>,
    right: DMatrix<f64>,
    products: Vec<f64>,
}

fn found<R: Real>(p: usize, entry: impl Fn(usize, usize) -> f64, vector: &[f64]) -> Found {
    let mut memory = vec![R::of(f64::NAN); words(p)];
    let vector: Vec<R> = vector.iter().map(|x| R::of(*x)).collect();
    decompose(&mut memory, p, |i, j| R::of(entry(i, j)), [&vector, &[]]).unwrap();
    let svd = Svd::of(&memory, p);
    assert!(svd.value(p).is_none() && svd.right(p).is_empty());
    Found {
        values: (0..p).map(|k| svd.value(k).unwrap().to_f64()).collect(),
        right: DMatrix::from_fn(p, p, |i, k| svd.right(k)[i].to_f64()),
        products: (0..p).map(|k| svd.left_products(k)[0].to_f64()).collect(),
    }
}

/// The largest relative error.
fn error(found: &[f64], exact: &[f64]) -> f64 {
    assert_eq!(found.len(), exact.len());
    found.iter().zip(exact).map(|(found, exact)| (found / exact - 1.0).abs()).fold(0.0, worse)
}

/// Small integers; with columns of length one their condition number is 6.3.
fn integer(i: usize, j: usize) -> f64 {
    ((7 * i + 3 * j * j + i * j) % 11) as f64 - 5.0
}

/// mpmath 1.3 with 500 digits, of the columns of [`integer`] times 2⁻¹³⁰ to the powers 0 … 5 and 5 … 0, and times 2⁻²⁰ likewise:
/// squares of the smallest underflow in the precision for which each is meant.
const GRADED: [([i32; 2], [f64; 6]); 4] = [
    (
        [-130, 0],
        [
            8.2462112512353211,
            5.85582353413036181e-39,
            3.4184044731218492e-78,
            2.83296583162472682e-117,
            2.60799326933474081e-157,
            1.17724134956506023e-195,
        ],
    ),
    (
        [-130, 1],
        [
            9.74679434480896391,
            1.75969342846658055e-39,
            1.68702648072938944e-78,
            2.94091881472454764e-117,
            1.75531703361004715e-156,
            9.61213536846613609e-196,
        ],
    ),
    (
        [-20, 0],
        [
            8.24621125123578822,
            7.60129353509945808e-6,
            5.76000014263214126e-12,
            6.19640656850692967e-18,
            7.4046503939637055e-25,
            4.33873497871556493e-30,
        ],
    ),
    (
        [-20, 1],
        [
            9.74679434480897618,
            2.2842126651581396e-6,
            2.84263399665263607e-12,
            6.43252680903277981e-18,
            4.98372028688937983e-24,
            3.54256227567207296e-30,
        ],
    ),
];

#[test]
fn of_columns_in_any_units() {
    for ([power, upwards], exact) in GRADED {
        let entry = |i: usize, j: usize| {
            let exponent = if upwards == 1 { 5 - j } else { j };
            integer(i, j) * 2f64.powi(power * exponent as i32)
        };
        let double = error(&found::<f64>(6, entry, &[]).values, &exact);
        println!("2^{power}: {double:.1e} in double precision");
        assert!(double <= 30.0 * f64::EPSILON, "{double:e}");
        if power == -20 {
            let single = error(&found::<f32>(6, entry, &[]).values, &exact);
            println!("2^{power}: {single:.1e} in single precision");
            assert!(single <= 30.0 * f64::from(f32::EPSILON), "{single:e}");
        }
    }
    // Hilbert's matrix in double precision: its columns of length one have the condition number 4.6e6 or so.
    let hilbert = [
        1.61889985892433908,
        0.242360870575209552,
        0.0163215213198758264,
        0.000615748354182645242,
        0.0000125707571226370289,
        1.08279948448110104e-7,
    ];
    let of_hilbert = error(&found::<f64>(6, |i, j| 1.0 / (i + j + 1) as f64, &[]).values, &hilbert);
    println!("Hilbert's matrix: {of_hilbert:.1e}");
    assert!(of_hilbert <= 1e-9, "{of_hilbert:e}");
}

#[test]
fn of_random_matrices_by_nalgebra() {
    for p in [1, 2, 7, 8, 9, 40, 61] {
        let mut noise = noise(p as u64);
        let matrix = DMatrix::from_fn(p, p, |_, _| noise());
        let vector: Vec<f64> = (0..p).map(|_| noise()).collect();
        let ours = found::<f64>(p, |i, j| matrix[(i, j)], &vector);
        let theirs = matrix.clone().svd(true, true);
        let sigma = theirs.singular_values.as_slice();
        let values = ours.values.iter().zip(sigma).map(|(a, b)| (a - b).abs() / sigma[0]).fold(0.0, worse);
        let bound = 20.0 * f64::EPSILON * p as f64;
        assert!(values <= bound, "P {p}: {values:e}");
        let orthogonal = (ours.right.tr_mul(&ours.right) - DMatrix::identity(p, p)).amax();
        assert!(orthogonal <= bound, "P {p}: VᵀV − I {orthogonal:e}");
        // Aᵀx = V Σ Uᵀx
        let scaled = ours.values.iter().zip(&ours.products).map(|(sigma, product)| sigma * product);
        let rebuilt = &ours.right * nalgebra::DVector::from_iterator(p, scaled);
        let expected = matrix.tr_mul(&nalgebra::DVector::from_vec(vector));
        let product = (&rebuilt - &expected).norm() / expected.norm();
        println!("P {p}: values {values:.1e}, VᵀV − I {orthogonal:.1e}, V Σ Uᵀx {product:.1e}");
        assert!(product <= 10.0 * bound, "P {p}: V Σ Uᵀx {product:e}");
    }
}

#[test]
fn of_rows_of_equal_numbers() {
    fn check<R: Real, S: Spectrum<R>>(name: &str, spectrum: S) -> f64 {
        let rows = Rows::of::<R>(DMatrix::from_element(3, 5, 1.0), 1);
        let mut solver = TruncatedSvd::new(spectrum);
        let mut memory = LentMemory::<R>::filled(&mut solver, &rows, R::ZERO);
        let side = rows.residual.sum();
        let mut direction = vec![R::ZERO; 8];
        memory.with(|system, work| {
            solver.factor(system, work, Regularization::Cutoff(R::of(1e-3))).unwrap();
            solver.solve(system, R::ONE, R::ZERO, &mut direction);
        });
        // J⁺ = 1/15 in every entry.
        let error = direction[..5].iter().map(|d| (d.to_f64() + side / 15.0).abs()).fold(0.0, worse);
        println!("{name}: {error:.1e}");
        error / side.abs()
    }
    let words = JacobiSpectrum::words(5);
    assert!(check("rotations, f64", JacobiSpectrum::new(vec![0.0; words])) <= 1e-15);
    assert!(check("rotations, f32", JacobiSpectrum::new(vec![0.0f32; words])) <= 1e-7);
    assert!(check("on the heap, f64", HeapSpectrum::<f64>::default()) <= 1e-15);
    assert!(check("on the heap, f32", HeapSpectrum::<f32>::default()) <= 1e-7);
    let ones = found::<f64>(5, |i, _| if i < 3 { 1.0 } else { 0.0 }, &[]);
    println!("σ of three rows of five ones: {:?}", ones.values);
    assert!((ones.values[0] - 15f64.sqrt()).abs() <= 1e-14 && ones.values[1] <= 1e-15);
}

#[test]
fn of_matrices_without_full_rank() {
    let mut noise = noise(5);
    let p = 12;
    let (left, right) = (DMatrix::from_fn(p, 4, |_, _| noise()), DMatrix::from_fn(4, p, |_, _| noise()));
    let low = &left * &right;
    for (name, entry) in [
        ("rank four", &(|i: usize, j: usize| low[(i, j)]) as &dyn Fn(usize, usize) -> f64),
        ("four rows", &|i, j| if i < 4 { low[(i, j)] } else { 0.0 }),
        ("four columns", &|i, j| if j % 3 == 0 { low[(i, j)] } else { 0.0 }),
        ("one entry", &|i, j| if (i, j) == (2, 7) { -3.0 } else { 0.0 }),
        ("zero", &|_, _| 0.0),
    ] {
        let found = found::<f64>(p, entry, &[]);
        let orthogonal = (found.right.tr_mul(&found.right) - DMatrix::identity(p, p)).amax();
        println!("{name}: VᵀV − I {orthogonal:.1e}, σ {:.1e} … {:.1e}", found.values[0], found.values[p - 1]);
        assert!(orthogonal <= 1e-14, "{name}: {orthogonal:e}");
        assert!(found.values[4] <= 1e-15 * found.values[0].max(1.0), "{name}: {:?}", found.values);
        assert!(found.values.is_sorted_by(|a, b| a >= b), "{name}: {:?}", found.values);
    }
}

#[test]
fn a_power_of_two_changes_no_bit_of_the_vectors() {
    let plain = found::<f64>(6, integer, &[1.0, 2.0, 3.0]);
    for power in [-900, 900] {
        let factor = 2f64.powi(power);
        let scaled = found::<f64>(6, |i, j| factor * integer(i, j), &[1.0, 2.0, 3.0]);
        assert_eq!(plain.right, scaled.right);
        assert_eq!(plain.products, scaled.products);
        let values: Vec<f64> = plain.values.iter().map(|sigma| factor * sigma).collect();
        assert_eq!(values, scaled.values);
    }
}

#[test]
fn what_is_not_finite_or_does_not_fit_is_an_error() {
    for bad in [f64::NAN, f64::INFINITY] {
        let mut memory = vec![0.0; words(6)];
        let entry = |i, j| if (i, j) == (1, 4) { bad } else { integer(i, j) };
        assert_eq!(decompose(&mut memory, 6, entry, [&[], &[]]), Err(SvdError::NotFinite(4)));
    }
    let mut short = vec![0.0; words(6) - 1];
    assert_eq!(decompose(&mut short, 6, integer, [&[], &[]]), Err(SvdError::Memory));
    let huge = found::<f64>(3, |i, j| if i == j { f64::MAX } else { 0.0 }, &[]);
    assert!(huge.values.iter().all(|sigma| *sigma == f64::MAX), "{:?}", huge.values);

    let rows = Rows::random::<f64>(9, 6, 1);
    let needed = JacobiSpectrum::words(6);
    let mut solver = TruncatedSvd::new(JacobiSpectrum::new(vec![0.0; needed - 1]));
    let mut memory = LentMemory::filled(&mut SquareRoot, &rows, 0.0);
    let result = memory.with(|system, work| solver.factor(system, work, Regularization::Cutoff(1e-9)));
    assert_eq!(result, Err(FactorError::Memory { needed, found: needed - 1 }));
}
