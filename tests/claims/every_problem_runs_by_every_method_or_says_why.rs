//! Every pair of a problem and an optimizer makes steps, in its own defaults and without a word from the core
//! that they do not fit; or it is refused with the reason.

use clap::ValueEnum;
use ngd_host::method::Optimizer;
use ngd_host::problem::{Layers, ProblemName};
use ngd_host::request::name;
use ngd_host::training::{UsageError, resolve, training};

use crate::decay::arguments;

/// A small network of the problem's ends: what is tried is the pair, not its accuracy.
fn small(problem: ProblemName) -> String {
    match problem.defaults().layers {
        [inputs, .., outputs] => format!("--layers {inputs},4,{outputs}"),
        _ => String::new(),
    }
}

#[test]
fn two_steps_of_each() {
    let mut refused = Vec::new();
    for problem in ProblemName::value_variants() {
        for optimizer in Optimizer::value_variants() {
            let pair = format!("{} --optimizer {} {}", name(problem), name(optimizer), small(*problem));
            let batch = if *optimizer == Optimizer::Spring { "--batch 12" } else { "" };
            let settings = match resolve(&arguments(&format!("{pair} {batch}"))) {
                Ok(settings) => settings,
                Err(error @ UsageError::Unsuited { .. }) => {
                    refused.push(error.to_string());
                    continue;
                }
                Err(error) => panic!("{pair}: {error}"),
            };
            assert!(settings.layers.as_ref().is_none_or(|layers: &Layers| !layers.hidden().is_empty()));
            let mut training = training(&settings, 1).unwrap_or_else(|error| panic!("{pair}: {error}"));
            for _ in 0..2 {
                let step = training.step().unwrap_or_else(|error| panic!("{pair}: {error}"));
                assert!(step.loss.is_finite(), "{pair}: {step:?}");
            }
        }
    }
    println!("{refused:#?}");
    assert_eq!(refused.len(), 2, "deep-ritz has no residuals for anagram and spring: {refused:#?}");
}
