//! The course of a comparison as a picture: medians, and bands between the quartiles.

use plotters::prelude::*;

use super::style::{COLORS, dash};
use crate::race::{Axis, Band, Bands, Comparison};
use crate::report::convergence::decades;
use crate::report::legend::{self, Entry};
use crate::report::plot::{self, Axes, Chart, PlotError};

/// The files' names, as SVG and as PNG, over iterations and over seconds.
pub const NAMES: [[&str; 2]; 2] = [["iterations.svg", "iterations.png"], ["seconds.svg", "seconds.png"]];

/// Further above the initial errors than this many decades nothing is shown.
const ROOM: f64 = 1.0;
/// Where the longest runs are that many times as long as the shortest, the axis is logarithmic.
const LONG: f64 = 5.0;

/// The picture.
///
/// # Errors
/// When the plotting library fails.
pub fn svg(comparison: &Comparison, axis: Axis) -> Result<String, PlotError> {
    let bands = &comparison.bands[usize::from(axis == Axis::Seconds)];
    let across = Across::of(bands);
    let up = up(bands);
    let axes = Axes {
        x: match axis {
            Axis::Iterations => "iteration",
            Axis::Seconds => "training time in seconds",
        },
        y: comparison.measure.name(),
        range: [across.range, up],
        ticks: [across.ticks(), (up.1 - up.0).clamp(2.0, 12.0) as usize + 1],
        x_label: &|x| across.label(x),
        y_label: &|exponent| format!("1e{exponent:.0}"),
    };
    let seeds = match comparison.seeds.len() {
        1 => "1 seed".to_owned(),
        count => format!("{count} seeds, median and quartiles"),
    };
    let title = format!("{}, {seeds}", comparison.problem);
    plot::picture(&title, (1800, 1120), |area| {
        let columns = comparison.columns.iter().enumerate();
        let entries: Vec<Entry> = columns
            .map(|(index, column)| Entry {
                name: &column.group.label,
                color: COLORS[index % COLORS.len()],
                dash: dash(index),
            })
            .collect();
        let area = legend::above(area, &entries)?;
        let mut chart = plot::chart(&area, &axes)?;
        let drawn: Vec<Drawn> =
            bands.bands.iter().map(|band| Drawn::of(&bands.x, band, &across, up)).collect();
        for (index, drawn) in drawn.iter().enumerate() {
            shade(&mut chart, drawn, COLORS[index % COLORS.len()])?;
        }
        for (entry, drawn) in entries.iter().zip(drawn) {
            plot::line(&mut chart, drawn.median, entry.color, entry.dash)?;
        }
        Ok(())
    })
}

/// The horizontal axis.
struct Across {
    logarithmic: bool,
    range: (f64, f64),
}

impl Across {
    fn of(bands: &Bands) -> Self {
        let end = |band: &Band| bands.x.get(band.median.len().checked_sub(1)?).copied();
        let Some((shortest, longest)) = plot::span(bands.bands.iter().filter_map(end)) else {
            return Self { logarithmic: false, range: (0.0, 1.0) };
        };
        let begin = bands.x.iter().copied().find(|x| *x > 0.0).unwrap_or(1.0);
        if longest <= LONG * shortest.max(begin) {
            return Self { logarithmic: false, range: (0.0, longest.max(begin)) };
        }
        Self { logarithmic: true, range: (begin.log10(), longest.log10()) }
    }

    /// Where `x` stands; what is too early for the axis stands nowhere.
    fn place(&self, x: f64) -> Option<f64> {
        let place = if self.logarithmic { x.log10() } else { x };
        place.is_finite().then_some(place)
    }

    fn ticks(&self) -> usize {
        let (begin, end) = self.range;
        if self.logarithmic { (2.0 * (end - begin)).clamp(3.0, 10.0) as usize } else { 11 }
    }

    fn label(&self, place: f64) -> String {
        if self.logarithmic {
            let x = 10f64.powf(place);
            return if x >= 10.0 { format!("{x:.0}") } else { plot::number(x, x) };
        }
        plot::number(place, self.range.1)
    }
}

/// The decades that are shown: those of the quartiles, but not how far diverging runs rise.
pub(in crate::report) fn up(bands: &Bands) -> (f64, f64) {
    let all = bands.bands.iter().flat_map(|band| [&band.lower, &band.median, &band.upper]);
    let (low, high) = decades(all.flatten().map(|error| error.log10()));
    let initial = bands.bands.iter().filter_map(|band| band.upper.first()).map(|first| first.log10());
    let ceiling = plot::span(initial).map_or(high, |(_, initial)| initial.ceil() + ROOM);
    (low, high.min(ceiling).max(low + 2.0))
}

/// A band in the coordinates of the axes.
struct Drawn {
    lower: Vec<(f64, f64)>,
    median: Vec<(f64, f64)>,
    upper: Vec<(f64, f64)>,
}

impl Drawn {
    fn of(x: &[f64], band: &Band, across: &Across, (low, high): (f64, f64)) -> Self {
        let curve = |errors: &[f64]| {
            let point = |(x, error): (&f64, &f64)| {
                // An error of zero lies below every decade, one that is infinite above.
                Some((across.place(*x)?, error.log10().clamp(low, high)))
            };
            x.iter().zip(errors).filter_map(point).collect()
        };
        Self { lower: curve(&band.lower), median: curve(&band.median), upper: curve(&band.upper) }
    }
}

fn shade(chart: &mut Chart, drawn: &Drawn, color: RGBColor) -> Result<(), PlotError> {
    let outline: Vec<_> = drawn.lower.iter().chain(drawn.upper.iter().rev()).copied().collect();
    if outline.len() > 2 {
        chart.draw_series([Polygon::new(outline, color.mix(0.18))])?;
    }
    Ok(())
}
