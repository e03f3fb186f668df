//! Ten digits of every parameter of every NIST set, from both starts, in double precision.

use ngd_core::{Model, NaturalGradient};
use ngd_nist::Set;
use ngd_nist::table::{Visit, visit_all};

use crate::nist::Fit;

/// Enough for MGH10, which takes 5101 from its far start.
const MOST: u32 = 6000;

#[derive(Default)]
struct Fits {
    fewest: Vec<(f64, &'static str)>,
    failures: Vec<(&'static str, usize)>,
}

impl Visit for Fits {
    fn visit<M, const D: usize>(&mut self, set: &Set, model: &M)
    where
        M: Model<f32, D, 1> + Model<f64, D, 1>,
    {
        let fit = Fit::<f64, M, D>::new(set, model);
        print!("| {:9} | {} | {:3} |", set.name, fit.parameters(), fit.observations());
        for start in 0..2 {
            let end = fit.run(NaturalGradient::levenberg_marquardt(), start, MOST);
            let bound = if end.settled { "" } else { " and more" };
            print!(" {:4.1}, {:4.1} in {:4}{bound} |", end.digits, end.deviation_digits, end.steps);
            // As many digits as are certified, less one in the last place.
            if !(end.digits >= 10.0) {
                self.failures.push((set.name, start + 1));
            }
            self.fewest.push((end.deviation_digits, set.name));
        }
        println!();
    }
}

#[test]
fn nist_sets_are_fitted_to_ten_digits() {
    println!("| set | P | N | start 1: digits of θ, of its deviation, steps | start 2 |");
    let mut fits = Fits::default();
    visit_all(&mut fits);
    assert_eq!(fits.fewest.len(), 38);
    assert_eq!(fits.failures, [], "set and start with fewer than ten digits");
    for (digits, name) in fits.fewest {
        // The deviations of Lanczos1 are those of a sum of squares of 1e-25, made of rounding alone.
        assert!(digits >= if name == "Lanczos1" { 2.0 } else { 8.0 }, "deviation of {name}: {digits}");
    }
}
