//! `convergence.svg`: loss and relative L² error over the iterations.

use super::history::History;
use super::plot::{self, Axes, BLUE, Line, PlotError, VERMILION};

/// The file's name.
pub const NAME: &str = "convergence.svg";

/// The picture, on a logarithmic axis; what is not positive and finite is left out.
///
/// # Errors
/// When the plotting library fails.
pub fn svg(title: &str, history: &History) -> Result<String, PlotError> {
    let loss: Vec<_> = history.points().map(|point| logarithm(point.iteration, point.loss)).collect();
    let error: Vec<_> = history.points().map(|point| logarithm(point.iteration, point.relative_l2)).collect();
    let (low, high) = decades(loss.iter().chain(&error).map(|point| point.1));
    let end = history.iterations().max(1) as f64;
    let axes = Axes {
        x: "iteration",
        y: "loss, relative error",
        range: [(0.0, end), (low, high)],
        ticks: [end.min(10.0) as usize + 1, (high - low).clamp(2.0, 12.0) as usize + 1],
        x_label: &|iteration| format!("{iteration:.0}"),
        y_label: &|exponent| format!("1e{exponent:.0}"),
    };
    let curves = [
        Line { name: "loss", color: BLUE, points: loss, dash: plot::SOLID },
        Line { name: "relative L² error", color: VERMILION, points: error, dash: plot::SOLID },
    ];
    plot::picture(title, (1800, 1120), |area| plot::lines(area, &axes, &curves))
}

fn logarithm(iteration: u64, value: f64) -> (f64, f64) {
    (iteration as f64, if value > 0.0 { value.log10() } else { f64::NAN })
}

/// Whole powers of ten around the finite exponents, at least two decades.
pub(super) fn decades(exponents: impl Iterator<Item = f64>) -> (f64, f64) {
    let Some((low, high)) = plot::span(exponents) else { return (-1.0, 1.0) };
    let (low, high) = (low.floor(), high.ceil());
    if high - low < 2.0 { (high - 2.0, high) } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::history::Point;

    #[test]
    fn numbers_of_every_kind_make_a_picture() {
        for values in
            [vec![], vec![f64::NAN; 3], vec![0.0, -1.0, f64::INFINITY, 1e-300, 1e300, f64::NAN, 1.0]]
        {
            let mut history = History::default();
            for (iteration, loss) in (0..).zip(values) {
                history.push(Point { iteration, loss, relative_l2: -loss });
            }
            let svg = svg("a < b & c", &history).unwrap();
            assert!(
                svg.contains("iteration") && svg.contains("a &lt; b &amp; c") && svg.ends_with("</svg>\n")
            );
        }
    }
}
