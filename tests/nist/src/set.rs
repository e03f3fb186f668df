//! A file of NIST's, read.

use core::str::FromStr;

use ngd_core::{Real, Sample};

/// How the response enters the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// y = f(x).
    Plain,
    /// log y = f(x).
    Logarithm,
}

/// One set: the text of its file.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// NIST's name.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
    /// What the model describes.
    pub response: Response,
}

/// A line of the file's table of parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter<R> {
    /// The two starting values.
    pub starts: [R; 2],
    /// Correct to 11 digits.
    pub certified: R,
    /// Its standard deviation, to 11 digits.
    pub deviation: R,
}

impl Set {
    /// The parameters in order.
    pub fn parameters<R: Real + FromStr>(&self) -> impl Iterator<Item = Parameter<R>> {
        self.text.lines().filter_map(|line| {
            let (name, numbers) = line.split_once('=')?;
            name.trim().strip_prefix('b')?.parse::<u8>().ok()?;
            let mut numbers = numbers.split_ascii_whitespace().map(|word| word.parse().ok());
            let mut next = || numbers.next().flatten();
            Some(Parameter { starts: [next()?, next()?], certified: next()?, deviation: next()? })
        })
    }

    /// The observations in order: response, then D predictors a line, in the lines that the head of the
    /// file names.
    pub fn samples<R: Real + FromStr, const D: usize>(&self) -> impl Iterator<Item = Sample<R, D>> {
        let lines = self.text.lines();
        lines.skip(self.first_line_of_data().saturating_sub(1)).filter_map(|line| {
            let mut numbers = line.split_ascii_whitespace().map(|word| word.parse::<R>().ok());
            let mut y = numbers.next().flatten()?;
            if self.response == Response::Logarithm {
                y = y.ln();
            }
            let mut point = [R::ZERO; D];
            for x in &mut point {
                *x = numbers.next().flatten()?;
            }
            Some(Sample::measured(point, [y]))
        })
    }

    /// How many observations the file says it has.
    pub fn observations(&self) -> Option<usize> {
        self.after("Number of Observations:")
    }

    /// The certified sum of squared residuals.
    pub fn residual_sum_of_squares<R: Real + FromStr>(&self) -> Option<R> {
        self.after("Residual Sum of Squares:")
    }

    fn first_line_of_data(&self) -> usize {
        let head = self.text.lines().filter_map(|line| line.trim().strip_prefix("Data"));
        let mut ranges = head.filter_map(|rest| rest.trim().strip_prefix("(lines"));
        ranges.next().and_then(|range| range.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    fn after<T: FromStr>(&self, label: &str) -> Option<T> {
        let line = self.text.lines().find_map(|line| line.trim().strip_prefix(label))?;
        line.trim().parse().ok()
    }
}
