//! The derivatives of every NIST model agree with differences, at every observation; its file is read whole,
//! and at the certified parameters the model leaves the certified sum of squares.

use ngd_core::check::{check_model, check_words};
use ngd_core::{At, Jet, Model, Order, Sample};
use ngd_nist::Set;
use ngd_nist::table::{Visit, visit_all};

/// A model of θ = origin · (1 + STEP φ), at φ = 0: differences are taken for parameters that are about one.
struct Near<'a, M> {
    model: &'a M,
    origin: &'a [f64],
}

/// Small enough for the peaks, which are narrow beside the place where they are.
const STEP: f64 = 0.05;

impl<M> Near<'_, M> {
    fn theta(&self, phi: &[f64]) -> Vec<f64> {
        phi.iter().zip(self.origin).map(|(phi, origin)| origin * (1.0 + STEP * phi)).collect()
    }
}

impl<M: Model<f64, D, 1>, const D: usize> Model<f64, D, 1> for Near<'_, M> {
    fn parameters(&self) -> usize {
        self.model.parameters()
    }

    fn scratch(&self) -> usize {
        self.model.scratch()
    }

    fn jet(&self, at: At<'_, f64, D>, scratch: &mut [f64]) -> [Jet<f64, D>; 1] {
        self.model.jet(At { theta: &self.theta(at.theta), ..at }, scratch)
    }

    fn pull_back(
        &self,
        at: At<'_, f64, D>,
        cotangent: &[Jet<f64, D>; 1],
        scratch: &mut [f64],
        row: &mut [f64],
    ) {
        self.model.pull_back(At { theta: &self.theta(at.theta), ..at }, cotangent, scratch, row);
        for (entry, origin) in row.iter_mut().zip(self.origin) {
            *entry *= STEP * origin;
        }
    }
}

/// The largest discrepancy at the certified parameters and at the second start, relative to the observations.
fn discrepancy<M: Model<f64, D, 1>, const D: usize>(set: &Set, model: &M, samples: &[Sample<f64, D>]) -> f64 {
    let size = samples.iter().fold(0.0, |size: f64, sample| size.max(sample.target[0].abs()));
    let mut largest: f64 = 0.0;
    for at_start in [false, true] {
        let parameters = set.parameters::<f64>();
        let origin: Vec<f64> = parameters.map(|p| if at_start { p.starts[1] } else { p.certified }).collect();
        let near = Near { model, origin: &origin };
        let zeros = vec![0.0; origin.len()];
        let mut work = vec![0.0; check_words::<f64, _, D, 1>(&near, Order::Value)];
        for sample in samples {
            let at = At::new(&zeros, &sample.point, Order::Value);
            let found = check_model(&near, at, &mut work).expect("enough words").largest() / size.max(1.0);
            largest = ngd_core_claims::lent_memory::worse(largest, found);
        }
    }
    largest
}

struct Check(usize);

impl Visit for Check {
    fn visit<M, const D: usize>(&mut self, set: &Set, model: &M)
    where
        M: Model<f32, D, 1> + Model<f64, D, 1>,
    {
        let samples: Vec<Sample<f64, D>> = set.samples().collect();
        assert_eq!(Some(samples.len()), set.observations(), "{}", set.name);
        let certified: Vec<f64> = set.parameters().map(|parameter| parameter.certified).collect();
        assert_eq!(certified.len(), Model::<f64, D, 1>::parameters(model), "{}", set.name);

        let mut scratch = vec![0.0; Model::<f64, D, 1>::scratch(model)];
        let mut squares = 0.0;
        for sample in &samples {
            let [u] = model.jet(At::new(&certified, &sample.point, Order::Value), &mut scratch);
            squares += (u.value - sample.target[0]).powi(2);
        }
        let expected = set.residual_sum_of_squares::<f64>().expect("in the file");
        let largest = discrepancy(set, model, &samples);
        println!("{:9} P={} N={:3} derivatives {largest:.1e}", set.name, certified.len(), samples.len());
        assert!(largest <= 1e-10, "{}", set.name);
        // Of Lanczos1 the eleven digits of the certified parameters leave more than the certified sum.
        if expected > 1e-20 {
            assert!((squares / expected - 1.0).abs() <= 1e-9, "{}: {squares:e} for {expected:e}", set.name);
        }
        self.0 += 1;
    }
}

#[test]
fn nist_models_agree_with_differences() {
    let mut check = Check(0);
    visit_all(&mut check);
    assert_eq!(check.0, 19);
}
