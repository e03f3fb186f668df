//! NIST's Misra1a in single precision on a Cortex-M4F, from both starts, in fewer instructions than
//! `levenberg-marquardt` and `multicalc` take.

use ngd_device::board::M4F;
use ngd_device::firmware::Build;
use ngd_nist::table::MISRA1A;

use ngd_core_claims::nist::digits_of_theta;

/// Measured in QEMU with the same flags, optimized for speed as ours is here, until each library's own test of convergence.
const LEVENBERG_MARQUARDT: [u64; 2] = [121_400, 27_000];
const MULTICALC: [u64; 2] = [142_880, 24_200];

#[test]
fn misra1a_takes_fewer_instructions_than_with_other_libraries() {
    let build = Build { profile: "fast", ..Build::of(M4F.target) };
    let run = M4F.run(&build.programs().join("misra1a"));
    assert_eq!(run.status, Some(0), "{}", run.text());
    let mut compared = 0;
    for line in run.text().lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [start, until, steps, evaluations, instructions, b1, b2] = words[..] else { panic!("{line}") };
        let theta = [b1, b2].map(|bits| f32::from_bits(u32::from_str_radix(bits, 16).expect("bits")));
        let digits = digits_of_theta(&MISRA1A, &theta);
        let instructions: u64 = instructions.parse().expect("a count");
        println!(
            "start {start}, until {until}: {instructions} instructions, {digits:.1} digits, {steps} steps, \
             {evaluations} losses"
        );
        assert!(digits >= 5.0);
        if until == "Unseen" {
            let k = start.parse::<usize>().expect("a start") - 1;
            println!("    levenberg-marquardt {}, multicalc {}", LEVENBERG_MARQUARDT[k], MULTICALC[k]);
            assert!(instructions < LEVENBERG_MARQUARDT[k].min(MULTICALC[k]));
            compared += 1;
        }
    }
    assert_eq!(compared, 2);
}
