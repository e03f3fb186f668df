use crate::report::plot::{self, Axes, BLUE, GREEN, Line, PlotError, VERMILION};

/// Solution and exact solution above, their difference below; the solution alone where none is known.
pub(super) fn svg(title: &str, x: &[f64], u: &[f64], exact: &[f64]) -> Result<String, PlotError> {
    let known = exact.iter().any(|exact| exact.is_finite());
    let points = |y: &mut dyn Iterator<Item = f64>| x.iter().copied().zip(y).collect::<Vec<_>>();
    let model = Line {
        name: "network",
        color: BLUE,
        points: points(&mut u.iter().copied()),
        dash: if known { plot::DASHED } else { plot::SOLID },
    };
    if !known {
        return plot::picture(title, (1800, 780), |area| chart(area, "solution", &[model]));
    }
    let truth = points(&mut exact.iter().copied());
    let solutions =
        [Line { name: "exact solution", color: VERMILION, points: truth, dash: plot::SOLID }, model];
    let error = points(&mut u.iter().zip(exact).map(|(u, exact)| u - exact));
    let errors = [Line { name: "network − exact", color: GREEN, points: error, dash: plot::SOLID }];
    plot::picture(title, (1800, 1560), |area| {
        let (above, below) = area.split_vertically(780);
        chart(&above, "solution", &solutions)?;
        chart(&below, "network − exact", &errors)
    })
}

fn chart(area: &plot::Area, y: &str, curves: &[Line]) -> Result<(), PlotError> {
    let numbers = |index: usize| {
        let points = curves.iter().flat_map(|curve| &curve.points);
        points.map(move |point| if index == 0 { point.0 } else { point.1 })
    };
    let across = plot::range(numbers(0));
    let up = plot::widened(plot::range(numbers(1)));
    let scales = [across, up].map(|(low, high): (f64, f64)| low.abs().max(high.abs()));
    let axes = Axes {
        x: "x",
        y,
        range: [across, up],
        ticks: [11, 7],
        x_label: &|x| plot::number(x, scales[0]),
        y_label: &|y| plot::number(y, scales[1]),
    };
    plot::lines(area, &axes, curves)
}
