//! Every pair of a problem and an optimizer makes steps, in its own defaults and without a word from the core
//! that they do not fit; or it is refused with the reason.

use ngd_host::method::Preset;
use ngd_host::problem::ProblemName;
use ngd_host::request::{UsageError, Word};
use ngd_host::training::training;

use crate::decay::settings;

/// A small network of the problem's ends: what is tried is the pair, not its accuracy.
fn small(problem: ProblemName) -> String {
    let network = settings(problem.name()).unwrap().network;
    match network.as_ref().map(|network| network.layers.widths()) {
        Some([inputs, .., outputs]) => format!("--layers {inputs},4,{outputs}"),
        _ => String::new(),
    }
}

#[test]
fn two_steps_of_each() {
    let mut refused = Vec::new();
    for problem in ProblemName::ALL {
        for method in Preset::all() {
            let pair = format!("{} --optimizer {} {}", problem.name(), method.name, small(*problem));
            let batch = if method.name == "spring" { "--batch 12" } else { "" };
            let settings = match settings(&format!("{pair} {batch}")) {
                Ok(settings) => settings,
                Err(error @ UsageError::Unsuited { .. }) => {
                    refused.push(error.to_string());
                    continue;
                }
                Err(error) => panic!("{pair}: {error}"),
            };
            let mut training = training(&settings, 1).unwrap_or_else(|error| panic!("{pair}: {error}"));
            for _ in 0..2 {
                let step = training.step().unwrap_or_else(|error| panic!("{pair}: {error}"));
                assert!(step.loss.is_finite(), "{pair}: {step:?}");
            }
        }
    }
    println!("{refused:#?}");
    assert_eq!(refused.len(), 1, "deep-ritz has no residuals for spring: {refused:#?}");
}
