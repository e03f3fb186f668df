//! Fits NIST's Misra1a in single precision from both starts and prints what it costs in instructions, to be
//! compared with other libraries. A line for each start and test of convergence: `start until steps
//! evaluations instructions`, and the bits of θ.
#![no_std]
#![no_main]

use core::hint::black_box;

use ngd_core::NaturalGradient;
use ngd_firmware::clock::Clock;
use ngd_firmware::entry;
use ngd_nist::models::Exponential;
use ngd_nist::table::MISRA1A;
use ngd_nist::{Fit, Until};
use semihosting::println;

entry!(program);

fn program() -> bool {
    if ngd_firmware::SMALL_RAM {
        return false;
    }
    let clock = Clock::start();
    let mut fit = Fit::<f32, 1>::new(&MISRA1A);
    for (start, until) in
        [(1, Until::Unseen), (2, Until::Unseen), (1, Until::Settled), (2, Until::Settled)].map(black_box)
    {
        let mut optimizer = NaturalGradient::gauss_newton();
        let (ticks, ending) = clock.ticks_of(|| fit.run(&Exponential, &mut optimizer, start, until, 100));
        let &[b1, b2] = ending.theta() else { return false };
        println!(
            "{start} {until:?} {} {} {} {:08x} {:08x}",
            ending.steps,
            ending.loss_evaluations,
            clock.in_instructions(ticks),
            b1.to_bits(),
            b2.to_bits()
        );
    }
    true
}
