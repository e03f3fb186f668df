//! Fits NIST's regression sets of at most four parameters in single precision, from both starts, to a fixed point.
//! Prints `set start steps instructions` and the bits of θ; the claims count the digits.
#![no_std]
#![no_main]

use ngd_firmware::entry;

entry!(program);

/// A device without an FPU would take minutes, and one of 16 KB cannot hold the observations.
#[cfg(not(target_abi = "eabihf"))]
fn program() -> bool {
    false
}

#[cfg(target_abi = "eabihf")]
fn program() -> bool {
    ngd_nist::table::visit_small(&mut fits::Fits(ngd_firmware::clock::Clock::start()));
    true
}

#[cfg(target_abi = "eabihf")]
mod fits {
    use ngd_core::{Model, NaturalGradient};
    use ngd_firmware::clock::Clock;
    use ngd_nist::table::Visit;
    use ngd_nist::{Fit, Set, Until};
    use semihosting::{print, println};

    /// What the claims let a fit take.
    const MOST: u32 = 1000;

    pub struct Fits(pub Clock);

    impl Visit for Fits {
        fn visit<M, const D: usize>(&mut self, set: &Set, model: &M)
        where
            M: Model<f32, D, 1> + Model<f64, D, 1>,
        {
            let mut fit = Fit::<f32, D>::new(set);
            for start in [1, 2] {
                let mut optimizer = NaturalGradient::levenberg_marquardt();
                let (ticks, ending) =
                    self.0.ticks_of(|| fit.run(model, &mut optimizer, start, Until::Settled, MOST));
                print!("{} {start} {} {}", set.name, ending.steps, self.0.in_instructions(ticks));
                for entry in ending.theta() {
                    print!(" {:08x}", entry.to_bits());
                }
                println!();
            }
        }
    }
}
