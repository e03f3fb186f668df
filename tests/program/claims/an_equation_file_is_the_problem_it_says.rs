//! What a training sees of an equation file: cotangents, models, auxiliary unknowns, hard conditions and points are
//! those of the file.

use std::path::PathBuf;
use std::rc::Rc;

use ngd_core::check::{check_model, check_problem, check_words};
use ngd_core::model::SplitMix64;
use ngd_core::{Activation, At, Jet, Model, Order, Sample};
use ngd_host::equation::{Blueprint, Posed, Visitor};

fn blueprint(text: &str) -> Rc<Blueprint> {
    Rc::new(
        Blueprint::new(text, PathBuf::from(env!("CARGO_MANIFEST_DIR")))
            .unwrap_or_else(|fault| panic!("{text}: {fault:?}")),
    )
}

/// Every kind of a thing at once: a periodic coordinate, a parameter, a mixed derivative, numbers to be found, a
/// hard condition and scales that are not one.
const EVERYTHING: &str = r#"
coordinates = { x = [0, "2*pi"], y = [-1, 3] }
unknowns = ["u", "v"]
periodic = ["x"]
find = { D = 0.5 }
parameters = { a = [1, 2] }
[points]
inside = 40
boundary = 30
[network]
layers = [5]
features = { fourier = 2 }
[[equation]]
residual = "-D*(u_xx + u_yy) + v_x*u - if(x < 1, a, 0)*exp(-v^2)"
[[equation]]
residual = "v_xx + v_xy - u - 700"
[[condition]]
where = "y = -1"
residual = "u_n + x*v^3"
[[condition]]
where = "y = 3"
residual = "2*u - a*cos(x)"
hard = true
"#;

struct Check;

impl Visitor for Check {
    type Output = ();

    fn visit<const D: usize, const O: usize>(self, posed: Posed<D, O>) {
        let model = posed.model::<f64>(&posed.hidden(), Activation::Tanh).unwrap();
        let mut theta = vec![0.0; model.parameters()];
        posed.start(&model, 3, &mut theta);
        let mut random = SplitMix64::new(5);
        let samples: Vec<Sample<f64, D, O>> = posed.samples();
        let mut worst = [0.0_f64; 2];
        for sample in samples.iter().step_by(7) {
            for order in [Order::Value, Order::Gradient, Order::Second] {
                let mut work = vec![0.0; check_words(&model, order)];
                let found = check_model(&model, At::new(&theta, &sample.point, order), &mut work).unwrap();
                assert!(found.row <= 1e-8 && found.push_forward <= 1e-8, "{found:?}");
                worst[0] = worst[0].max(found.row).max(found.push_forward);
            }
            let jets = [(); O].map(|()| Jet {
                value: random.uniform::<f64>() - 0.5,
                gradient: [(); D].map(|()| random.uniform::<f64>() - 0.5),
                second: [(); D].map(|()| random.uniform::<f64>() - 0.5),
            });
            let found = check_problem(&posed, sample, &jets);
            assert!(found.jet <= 1e-9, "{}: {found:?}", posed.0.blocks[usize::from(sample.kind)].title);
            worst[1] = worst[1].max(found.jet);
        }
        println!("{D} directions, {O} outputs: model {:.1e}, problem {:.1e}", worst[0], worst[1]);
    }
}

#[test]
fn its_derivatives_agree_with_differences() {
    let everything = blueprint(EVERYTHING);
    assert_eq!((everything.directions.len(), everything.outputs()), (4, 3));
    everything.visit(Check);
    blueprint("coordinates = { t = [0, 100], x = [-6, 6] }\nunknowns = [\"u\"]\n[points]\ninside = 20\n[network]\nlayers = [4]\n[[equation]]\nresidual = \"u_t + 6*u*u_x + u_xxx\"").visit(Check);
}

/// The hard condition holds whatever the parameters are: 2u = a cos x at y = 3.
#[test]
fn a_hard_condition_holds_by_itself() {
    struct Side;
    impl Visitor for Side {
        type Output = f64;
        fn visit<const D: usize, const O: usize>(self, posed: Posed<D, O>) -> f64 {
            let model = posed.model::<f64>(&[6], Activation::Tanh).unwrap();
            let mut theta = vec![0.0; model.parameters()];
            posed.start(&model, 9, &mut theta);
            let mut scratch = vec![0.0; model.scratch()];
            let mut worst: f64 = 0.0;
            for i in 0..20 {
                let mut point = [0.0; D];
                (point[0], point[1], point[2]) = (0.3 * f64::from(i), 3.0, 1.0 + 0.05 * f64::from(i));
                let u = model.jet(At::new(&theta, &point, Order::Value), &mut scratch)[0].value;
                worst = worst.max((u - 0.5 * point[2] * point[0].cos()).abs());
            }
            worst
        }
    }
    let worst = blueprint(EVERYTHING).visit(Side);
    println!("largest difference at the side: {worst:.1e}");
    assert!(worst <= 1e-14, "{worst:e}");
}

/// At the jets of an exact solution all residuals vanish: with mixed derivatives, third and fourth order.
#[test]
fn its_residuals_vanish_at_the_solution() {
    let files = [
        "unknowns = [\"u\"]\n[[equation]]\nresidual = \"u_xy - cos(x)*exp(y)\"\n[solution]\nu = \"sin(x)*exp(y)\"",
        "unknowns = [\"u\"]\n[[equation]]\nresidual = \"u_xxxx + 2*u_xxyy + u_yyyy\"\n[solution]\nu = \"x^2*y - y^3/3 + x*exp(x)*sin(y)\"",
        "unknowns = [\"u\"]\n[[equation]]\nresidual = \"u_x + u*u_y + u_yy + u_yyyy - u_yyy\"\n[solution]\nu = \"1 + 0*x\"",
        "unknowns = [\"u\", \"v\"]\n[[equation]]\nresidual = \"u_x - v_y\"\n[[equation]]\nresidual = \"u_y + v_x\"\n[solution]\nu = \"exp(x)*cos(y)\"\nv = \"exp(x)*sin(y)\"",
    ];
    for text in files {
        let text = format!("coordinates = {{ x = [0, 1], y = [0, 2] }}\n{text}");
        let warnings = &blueprint(&text).warnings;
        assert!(!warnings.iter().any(|warning| warning.contains("does not satisfy")), "{text}: {warnings:?}");
    }
}

#[test]
fn third_and_fourth_order_bring_unknowns_of_their_own() {
    let outputs = |equation: &str| {
        let text = format!(
            "coordinates = {{ t = [0, 1], x = [0, 1], y = [0, 1] }}\nunknowns = [\"u\"]\n[[equation]]\nresidual = \"{equation}\""
        );
        let names: Vec<String> =
            blueprint(&text).system.outputs.iter().map(|output| output.name.clone()).collect();
        names.join(" ")
    };
    assert_eq!(outputs("u_t + 6*u*u_x + u_xxx"), "u u_x");
    assert_eq!(outputs("u_t + u*u_x + u_xx + u_xxxx + u_xxx"), "u u_xx");
    assert_eq!(outputs("u_xxxx + 2*u_xxyy + u_yyyy"), "u u_xx u_yy");
    assert_eq!(outputs("u_t - u_xxt - u_x"), "u u_t");
}

fn points_of(domain: &str, residual: &str, surface: &str) -> Rc<Blueprint> {
    blueprint(&format!(
        "coordinates = {{ x = [-1, 1], y = [-1, 1] }}\nunknowns = [\"u\"]\n[domain]\n{domain}\n[points]\ninside = 4000\nboundary = 800\n[[equation]]\nresidual = \"u_x\"\n[[condition]]\nwhere = \"{surface}\"\nresidual = \"{residual}\""
    ))
}

/// Means over the points are those of the domain and of its edge: exact values of a disc, an annulus, an L.
#[test]
fn its_points_measure_the_domain_and_its_edge() {
    let mean = |blueprint: &Blueprint, block: usize, f: fn(&[f64; 6], &[f64; 6]) -> f64| {
        blueprint.blocks[block]
            .sites
            .iter()
            .map(|site| site.share * f(&site.point, &site.normal))
            .sum::<f64>()
    };
    let disc = points_of("inside = \"x^2 + y^2 < 0.64\"", "u_n", "boundary");
    let inside = mean(&disc, 0, |[x, y, ..], _| x * x + y * y);
    let edge = mean(&disc, 1, |[x, ..], _| x * x);
    println!("disc: mean r² {inside}, on the edge x² {edge}");
    assert!((inside - 0.32).abs() <= 3e-3 && (edge - 0.32).abs() <= 1e-3);
    for site in &disc.blocks[1].sites {
        let [[x, y, ..], [n, m, ..]] = [site.point, site.normal];
        assert!(
            (x.hypot(y) - 0.8).abs() <= 1e-12 && (n * 0.8 - x).abs() <= 1e-9 && (m * 0.8 - y).abs() <= 1e-9
        );
    }
    let ring = points_of("inside = \"(x^2 + y^2 > 0.25)*(x^2 + y^2 < 1)\"", "u_n", "boundary");
    let outside = mean(&ring, 1, |[x, y, ..], _| f64::from(x.hypot(*y) > 0.75));
    let outwards = mean(&ring, 1, |[x, y, ..], [n, m, ..]| n * x + m * y);
    println!("ring: outer share {outside}, flux {outwards}");
    assert!((outside - 2.0 / 3.0).abs() <= 5e-3 && (outwards - 0.5).abs() <= 5e-3);
    let l = points_of("polygon = [[-1, -1], [1, -1], [1, 0], [0, 0], [0, 1], [-1, 1]]", "u_n", "boundary");
    let inside = mean(&l, 0, |[x, ..], _| *x);
    let flux = mean(&l, 1, |[x, ..], [n, ..]| x * n);
    println!("L: mean x {inside}, flux {flux}");
    // ∫x n_x = area 3 over a length of 8, by the divergence theorem.
    assert!((inside + 1.0 / 6.0).abs() <= 2e-3 && (flux - 0.375).abs() <= 1e-12);
    let upper = blueprint(
        "coordinates = { x = [-1, 1], y = [-1, 1] }\nunknowns = [\"u\"]\n[domain]\ninside = \"x^2 + y^2 < 1\"\n[[boundary]]\nname = \"rim\"\nwhere = \"y > 0\"\n[[equation]]\nresidual = \"u_x\"\n[[condition]]\nwhere = \"rim\"\nresidual = \"u\"",
    );
    assert!(
        upper.blocks[1].sites.iter().all(|site| site.point[1] > 0.0) && upper.blocks[1].sites.len() > 100
    );
}

/// The size of coordinates and of coefficients does not change what is solved: the same loss in other units.
#[test]
fn units_do_not_matter() {
    struct Loss;
    impl Visitor for Loss {
        type Output = f64;
        fn visit<const D: usize, const O: usize>(self, posed: Posed<D, O>) -> f64 {
            let model = posed.model::<f64>(&[8], Activation::Tanh).unwrap();
            let mut theta = vec![0.0; model.parameters()];
            posed.start(&model, 1, &mut theta);
            let mut scratch = vec![0.0; model.block_scratch(Order::Second, ngd_core::BLOCK)];
            ngd_core::loss(&model, &posed, &posed.samples(), &theta, &mut scratch)
        }
    }
    let loss = |end: &str, diffusion: &str, source: &str, factor: &str| {
        let text = format!(
            "coordinates = {{ x = [0, {end}] }}\nunknowns = [\"u\"]\n[[equation]]\nresidual = \"{factor}*({diffusion}*u_xx + {source})\"\n[[condition]]\nwhere = \"x = 0\"\nresidual = \"u\"\n[[condition]]\nwhere = \"x = {end}\"\nresidual = \"u\""
        );
        blueprint(&text).visit(Loss)
    };
    let usual = loss("1", "1", "8", "1");
    let others =
        [loss("1", "1", "8", "1e6"), loss("100", "1e4", "8", "1"), loss("1e-3", "1e-6", "8", "1e-9")];
    println!("{usual:e} and {others:?}");
    for other in others {
        // The start is a least-squares solution of more columns than the points determine: its loss is the same up to
        // the rounding that the condition of the columns magnifies.
        assert!((other / usual - 1.0).abs() <= 1e-4, "{other:e} and {usual:e}");
    }
}
