//! Every file in examples/equations is read without a warning and solved to its known solution, in a few steps.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use ngd_core::{Activation, At, Model, NaturalGradient, Order};
use ngd_host::equation::{Blueprint, Posed, Visitor, file::Kind};

/// Steps, and the largest relative L² error of an unknown after them.
const STEPS: usize = 60;
const BOUND: f64 = 1e-2;

struct Solve;

impl Visitor for Solve {
    type Output = f64;

    fn visit<const D: usize, const O: usize>(self, posed: Posed<D, O>) -> f64 {
        // Not all compiled sizes are needed here.
        if const { D > 2 || O > 3 } {
            return f64::NAN;
        }
        let model = posed.model::<f64>(&posed.hidden(), Activation::Tanh).unwrap();
        let mut theta = vec![0.0; model.parameters()];
        posed.start(&model, 2000, &mut theta);
        let samples = posed.samples();
        let mut optimizer = NaturalGradient::<f64>::natural_gradient();
        let footprint =
            ngd_core::Footprint::new(theta.len(), model.block_scratch(Order::Second, ngd_core::BLOCK));
        let mut memory = vec![0.0; optimizer.footprint(footprint).words()];
        for _ in 0..STEPS {
            let outcome = optimizer.step(&model, &posed, &samples, &mut theta, &mut memory).unwrap();
            assert!(outcome.loss().is_finite());
        }
        worst_error(&posed, &model, &theta)
    }
}

fn worst_error<const D: usize, const O: usize>(
    posed: &Posed<D, O>,
    model: &impl Model<f64, D, O>,
    theta: &[f64],
) -> f64 {
    let mut scratch = vec![0.0; model.scratch()];
    let mut sums = [[0.0; 2]; O];
    for (point, _) in posed.0.domain.points_inside(1000, Kind::Grid) {
        let place = std::array::from_fn(|d| if d < posed.0.domain.inputs() { point[d] } else { 0.0 });
        let jets = model.jet(At::new(theta, &place, Order::Value), &mut scratch);
        let exact = posed.exact(&place).expect("the solution is known");
        for ((sum, jet), exact) in sums.iter_mut().zip(jets).zip(exact) {
            sum[0] += (jet.value - exact.value).powi(2);
            sum[1] += exact.value.powi(2);
        }
    }
    let unknowns = posed.0.file.unknowns.len();
    let errors = sums.iter().take(unknowns).map(|[error, size]| (error / size).sqrt());
    errors.fold(0.0, |worst, error| if error <= worst { worst } else { error })
}

#[test]
fn all_ten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/equations");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert_eq!(files.len(), 10);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let blueprint = Blueprint::new(&text, folder.clone()).unwrap_or_else(|fault| {
            panic!("{}: {:?} {}", path.display(), fault.place(&text), fault.sentence)
        });
        assert_eq!(blueprint.warnings, Vec::<String>::new(), "{}", path.display());
        assert!(!blueprint.echo().is_empty());
        let error = Rc::new(blueprint).visit(Solve);
        println!(
            "{}: relative L² error after {STEPS} steps {error:.1e}",
            path.file_name().unwrap().display()
        );
        assert!(error <= BOUND, "{}: {error:e}", path.display());
    }
}
