use std::fs;
use std::io;

use ngd_host::command::{Conclusion, Error, run};
use ngd_host::training::{Errors, Interrupt, Settings, Solution, StepRecord, Training, TrainingError};

use crate::decay::{Decay, arguments, decay, session};

#[test]
fn a_training_that_cannot_begin_leaves_no_folder() {
    let root = tempfile::tempdir().unwrap();
    let line = format!("poisson-1d --seeds 0..3 --out {}/deep/er", root.path().display());
    let factory = |_: &Settings, _: u64| Err(TrainingError::from("no memory".to_owned()));
    let mut out = Vec::new();
    let interrupt = Interrupt::default();
    let error = run(&arguments(&line), &session(&factory, &interrupt), &mut out).unwrap_err();
    assert!(matches!(error, Error::Training(_)) && out.is_empty());
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

/// A decay that finds its folder gone, or a directory in the place of a file, as it ends.
struct Sabotage(Decay, std::path::PathBuf);

impl Training for Sabotage {
    fn parameters(&self) -> usize {
        self.0.parameters()
    }

    fn samples(&self) -> usize {
        self.0.samples()
    }

    fn loss(&mut self) -> f64 {
        self.0.loss()
    }

    fn step(&mut self) -> Result<StepRecord, TrainingError> {
        self.0.step()
    }

    fn errors(&mut self) -> Errors {
        self.0.errors()
    }

    fn solution(&mut self) -> Solution {
        fs::create_dir(self.1.join("solution.svg")).unwrap();
        self.0.solution()
    }
}

/// What was trained is not lost with its picture.
#[test]
fn a_picture_that_fails_is_a_warning_and_the_results_stay() {
    let root = tempfile::tempdir().unwrap();
    let line = format!("poisson-1d --iterations 3 --out {}", root.path().display());
    let factory = |_: &Settings, _: u64| {
        let interrupt = Interrupt::default();
        let decay = Decay { amplitude: 1.0, step: 0, event: None, interrupt, inputs: 1 };
        Ok(Box::new(Sabotage(decay, root.path().to_owned())) as Box<dyn Training>)
    };
    let interrupt = Interrupt::default();
    let conclusion = run(&arguments(&line), &session(&factory, &interrupt), &mut Vec::new()).unwrap();
    assert_eq!((conclusion, conclusion.status()), (Conclusion::Incomplete, 1));
    let mut left: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(
        left,
        ["solution.svg", "summary.json", "trajectory.csv"],
        "the directory and what was trained"
    );
    assert!(root.path().join("solution.svg").is_dir());
}

#[test]
fn standard_output_that_fails_is_an_error() {
    struct Closed;
    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("closed"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let factory = |_: &Settings, _: u64| {
        let interrupt = Interrupt::default();
        Ok(Box::new(Decay { amplitude: 1.0, step: 0, event: None, interrupt, inputs: 1 })
            as Box<dyn Training>)
    };
    let interrupt = Interrupt::default();
    let error =
        run(&arguments("poisson-1d --json"), &session(&factory, &interrupt), &mut Closed).unwrap_err();
    assert!(matches!(error, Error::Output(_)), "{error}");
}

#[test]
fn a_folder_with_a_directory_in_the_place_of_a_file_is_refused_before_the_run() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("trajectory.csv")).unwrap();
    let line = format!("poisson-1d --out {}", root.path().display());
    assert!(matches!(decay(&arguments(&line), None), Err(Error::Out(_))));
}
