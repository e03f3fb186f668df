//! What the page knows, as JSON. Curves are rounded to four digits: no screen shows more.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::race::{Axis, Band, Bands, Column, Comparison, Curve, Measure, Moment, Performance, Run};
use crate::report::comparison::bands::up;
use crate::report::comparison::{COLORS, dash};
use crate::request;

/// Moments in a doubling of the iterations of a single run: 2⁴.
const SINGLE: u32 = 4;

/// The whole page.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    title: &'a str,
    styles: Vec<Style>,
    problems: Vec<Problem<'a>>,
}

/// How the curves of one label look.
#[derive(Serialize)]
struct Style {
    label: String,
    color: String,
    dash: [i32; 2],
}

#[derive(Serialize)]
struct Problem<'a> {
    name: &'a str,
    measure: &'static str,
    success: String,
    /// The exponents between which errors are shown.
    decades: (f64, f64),
    entrants: Vec<Entrant<'a>>,
    iterations: Course,
    seconds: Course,
}

#[derive(Serialize)]
struct Entrant<'a> {
    label: &'a str,
    settings: &'a Value,
    performance: &'a Performance,
    runs: Vec<Single>,
}

/// Bands over one axis.
#[derive(Serialize)]
struct Course {
    x: Vec<Rounded>,
    bands: Vec<[Vec<Rounded>; 3]>,
}

/// One run.
#[derive(Serialize)]
struct Single {
    seed: u64,
    verdict: String,
    end: [f64; 4],
    curve: [Vec<Rounded>; 3],
}

/// A number with four significant digits; what is not finite is `null`.
struct Rounded(f64);

impl<'a> Page<'a> {
    pub(super) fn of(title: &'a str, comparisons: &'a [Comparison]) -> Self {
        let mut labels: Vec<&str> =
            comparisons.iter().flat_map(|of| &of.columns).map(Column::label).collect();
        labels.sort_unstable();
        labels.dedup();
        let styles = labels.iter().enumerate().map(|(index, label)| Style::of(index, label)).collect();
        Self { title, styles, problems: comparisons.iter().map(Problem::of).collect() }
    }
}

impl Style {
    fn of(index: usize, label: &str) -> Self {
        let color = COLORS[index % COLORS.len()];
        let (stroke, gap) = dash(index);
        Self {
            label: label.to_owned(),
            color: format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2),
            dash: [stroke, gap],
        }
    }
}

impl<'a> Problem<'a> {
    fn of(comparison: &'a Comparison) -> Self {
        let [iterations, seconds] = &comparison.bands;
        Self {
            name: &comparison.problem,
            measure: comparison.measure.name(),
            success: comparison.success.to_string(),
            decades: up(iterations),
            entrants: comparison
                .columns
                .iter()
                .map(|column| Entrant::of(column, comparison.measure))
                .collect(),
            iterations: Course::of(iterations),
            seconds: Course::of(seconds),
        }
    }
}

impl<'a> Entrant<'a> {
    fn of(column: &'a Column, measure: Measure) -> Self {
        Self {
            label: column.label(),
            settings: &column.group.settings,
            performance: &column.performance,
            runs: column.group.runs.iter().map(|run| Single::of(run, measure)).collect(),
        }
    }
}

impl Course {
    fn of(bands: &Bands) -> Self {
        let band = |band: &Band| [&band.lower, &band.median, &band.upper].map(|errors| rounded(errors));
        Self { x: rounded(&bands.x), bands: bands.bands.iter().map(band).collect() }
    }
}

impl Single {
    fn of(run: &Run, measure: Measure) -> Self {
        let curve: Curve = run.curve.thinned(SINGLE);
        let of = |number: &dyn Fn(&Moment) -> f64| {
            curve.moments().iter().map(|moment| Rounded(number(moment))).collect()
        };
        Self {
            seed: run.seed,
            verdict: request::name(&run.verdict),
            end: [run.iterations as f64, run.seconds, run.loss, run.relative_l2],
            curve: [
                of(&|moment| Axis::Iterations.of(moment)),
                of(&|moment| Axis::Seconds.of(moment)),
                of(&|moment| moment.error(measure)),
            ],
        }
    }
}

fn rounded(numbers: &[f64]) -> Vec<Rounded> {
    numbers.iter().copied().map(Rounded).collect()
}

impl Serialize for Rounded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 1e6 {
            return serializer.serialize_i64(self.0 as i64);
        }
        // Through the decimal text, so that the shortest one that reads back has four digits.
        match format!("{:.3e}", self.0).parse::<f64>() {
            Ok(number) => serializer.serialize_f64(number),
            Err(_) => serializer.serialize_none(),
        }
    }
}
