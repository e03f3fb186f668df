//! What all plots share: size of text, colours, numbers on axes, a line chart.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Part of a picture.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Why a picture could not be drawn.
pub(super) type PlotError = Box<dyn std::error::Error + Send + Sync>;

/// Okabe and Ito's colours, told apart by colour-blind readers too.
pub(super) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(super) const VERMILION: RGBColor = RGBColor(213, 94, 0);
pub(super) const GREEN: RGBColor = RGBColor(0, 158, 115);

const INK: RGBColor = RGBColor(40, 40, 40);
const GRID: RGBColor = RGBColor(225, 225, 225);

/// The font of the plots.
pub(super) fn font<'a>(size: u32) -> TextStyle<'a> {
    ("sans-serif", size).into_font().color(&INK)
}

/// Draws a picture of this size in pixels under a title.
pub(super) fn picture(
    title: &str,
    size: (u32, u32),
    draw: impl FnOnce(&Area) -> Result<(), PlotError>,
) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        let (head, body) = area.split_vertically(44);
        let middle = i32::try_from(size.0 / 2)?;
        let style = font(20).pos(Pos::new(HPos::Center, VPos::Center));
        head.draw(&Text::new(title.to_owned(), (middle, 26), style))?;
        draw(&body)?;
        area.present()?;
    }
    Ok(svg)
}

/// A curve with its name in the legend.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) color: RGBColor,
    pub(super) points: Vec<(f64, f64)>,
    pub(super) dashed: bool,
}

/// The axes of a line chart.
pub(super) struct Axes<'a> {
    pub(super) x: &'a str,
    pub(super) y: &'a str,
    pub(super) range: [(f64, f64); 2],
    pub(super) ticks: [usize; 2],
    pub(super) x_label: &'a dyn Fn(f64) -> String,
    pub(super) y_label: &'a dyn Fn(f64) -> String,
}

/// Draws curves; a point that is not finite leaves a gap.
pub(super) fn lines(area: &Area, axes: &Axes, curves: &[Line]) -> Result<(), PlotError> {
    let [x, y] = axes.range;
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(30)
        .x_label_area_size(52)
        .y_label_area_size(92)
        .build_cartesian_2d(x.0..x.1, y.0..y.1)?;
    chart
        .configure_mesh()
        .x_desc(axes.x)
        .y_desc(axes.y)
        .x_labels(axes.ticks[0])
        .y_labels(axes.ticks[1])
        .max_light_lines(0)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(font(15))
        .axis_desc_style(font(17))
        .x_label_formatter(&|x| (axes.x_label)(*x))
        .y_label_formatter(&|y| (axes.y_label)(*y))
        .draw()?;
    for curve in curves {
        let style = curve.color.stroke_width(2);
        let dashed = curve.dashed;
        let pieces = curve.points.split(|(x, y)| !x.is_finite() || !y.is_finite());
        for (index, piece) in pieces.filter(|piece| !piece.is_empty()).enumerate() {
            let points = piece.iter().copied();
            let drawn = match dashed {
                true => chart.draw_series(DashedLineSeries::new(points, 8, 6, style))?,
                false => chart.draw_series(LineSeries::new(points, style))?,
            };
            if index == 0 {
                let sample = move |(x, y): (i32, i32)| PathElement::new([(x, y), (x + 22, y)], style);
                drawn.label(curve.name).legend(sample);
            }
            if let [point] = piece {
                chart.draw_series([Circle::new(*point, 3, curve.color.filled())])?;
            }
        }
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .border_style(GRID)
        .label_font(font(15))
        .legend_area_size(30)
        .margin(8)
        .draw()?;
    Ok(())
}

/// The range of the finite numbers, a little wider than they are and never empty.
pub(super) fn range(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = numbers
        .filter(|number| number.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    if low > high {
        return (-1.0, 1.0);
    }
    let margin = match 0.05 * (high - low) {
        // Equal numbers, or all zero.
        margin if margin <= 1e-12 * low.abs().max(high.abs()) => {
            (0.1 * low.abs()).max(f64::MIN_POSITIVE * 1e8)
        }
        margin if margin.is_finite() => margin,
        _ => 0.0,
    };
    (low - margin, high + margin)
}

/// A number on an axis whose largest is `scale`.
pub(super) fn number(value: f64, scale: f64) -> String {
    if value.abs() < 1e-9 * scale {
        "0".to_owned()
    } else if (0.01..1e4).contains(&scale) {
        let digits = if scale < 0.1 { 3 } else { 2 };
        format!("{value:.digits$}")
    } else {
        format!("{value:.1e}")
    }
}
