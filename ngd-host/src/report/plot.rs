//! What all plots share: size of text, colours, numbers on axes, a line chart.
//!
//! The plotting library rounds to whole units: pictures are drawn at twice their size, and their header
//! says half of it, so that curves are smooth. All sizes here are those of the drawing.

use super::comparison::Dash;
use super::legend::{self, Entry};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Part of a picture.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A chart that curves can be drawn in.
pub(super) type Chart<'a, 'b> = ChartContext<'b, SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
/// Why a picture could not be drawn.
pub(super) type PlotError = Box<dyn std::error::Error + Send + Sync>;

/// Okabe and Ito's colours, told apart by colour-blind readers too.
pub(super) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(super) const VERMILION: RGBColor = RGBColor(213, 94, 0);
pub(super) const GREEN: RGBColor = RGBColor(0, 158, 115);

pub(super) const INK: RGBColor = RGBColor(40, 40, 40);
const GRID: RGBColor = RGBColor(225, 225, 225);

/// The font of the plots.
pub(super) fn font<'a>(size: u32) -> TextStyle<'a> {
    ("sans-serif", size).into_font().color(&INK)
}

/// The size of axis names; numbers are smaller.
pub(super) const NAMES: u32 = 38;
/// The size of numbers on axes.
pub(super) const NUMBERS: u32 = 34;

/// Draws a picture of this size under a title.
pub(super) fn picture(
    title: &str,
    size: (u32, u32),
    draw: impl FnOnce(&Area) -> Result<(), PlotError>,
) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        let (head, body) = area.split_vertically(92);
        let middle = i32::try_from(size.0 / 2)?;
        let style = font(44).pos(Pos::new(HPos::Center, VPos::Center));
        head.draw(&Text::new(title.to_owned(), (middle, 54), style))?;
        draw(&body)?;
        area.present()?;
    }
    let header = |(width, height): (u32, u32)| format!("<svg width=\"{width}\" height=\"{height}\"");
    Ok(svg.replacen(&header(size), &header((size.0 / 2, size.1 / 2)), 1))
}

/// A solid line, and one of dashes.
pub(super) const SOLID: Dash = (60, 0);
pub(super) const DASHED: Dash = (18, 12);

/// A curve with its name in the legend.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) color: RGBColor,
    pub(super) points: Vec<(f64, f64)>,
    pub(super) dash: Dash,
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
    let entries: Vec<Entry> =
        curves.iter().map(|curve| Entry { name: curve.name, color: curve.color, dash: curve.dash }).collect();
    let area = legend::above(area, &entries)?;
    let mut chart = chart(&area, axes)?;
    for curve in curves {
        let pieces = curve.points.split(|(x, y)| !x.is_finite() || !y.is_finite());
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            line(&mut chart, piece.to_vec(), curve.color, curve.dash)?;
            if let [point] = piece {
                chart.draw_series([Circle::new(*point, 7, curve.color.filled())])?;
            }
        }
    }
    Ok(())
}

/// Draws a line.
pub(super) fn line(
    chart: &mut Chart,
    points: Vec<(f64, f64)>,
    color: RGBColor,
    (stroke, gap): Dash,
) -> Result<(), PlotError> {
    let style = color.stroke_width(5);
    match gap {
        0 => chart.draw_series(LineSeries::new(points, style))?,
        _ => chart.draw_series(DashedLineSeries::new(
            points,
            stroke.cast_unsigned(),
            gap.cast_unsigned(),
            style,
        ))?,
    };
    Ok(())
}

/// Draws the axes.
pub(super) fn chart<'a, 'b>(area: &'b Area<'a>, axes: &Axes) -> Result<Chart<'a, 'b>, PlotError> {
    let [x, y] = axes.range;
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .margin_right(60)
        .x_label_area_size(108)
        .y_label_area_size(190)
        .build_cartesian_2d(x.0..x.1, y.0..y.1)?;
    chart
        .configure_mesh()
        .x_desc(axes.x)
        .y_desc(axes.y)
        .x_labels(axes.ticks[0])
        .y_labels(axes.ticks[1])
        .max_light_lines(0)
        .bold_line_style(GRID.stroke_width(2))
        .set_all_tick_mark_size(10)
        .axis_style(INK.stroke_width(2))
        .label_style(font(NUMBERS))
        .axis_desc_style(font(NAMES))
        .x_label_formatter(&|x| (axes.x_label)(*x))
        .y_label_formatter(&|y| (axes.y_label)(*y))
        .draw()?;
    Ok(chart)
}

/// The least and the largest of the finite numbers, if there are any.
pub(super) fn span(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    numbers.filter(|number| number.is_finite()).fold(None, |span, number| {
        let (low, high) = span.unwrap_or((number, number));
        Some((low.min(number), high.max(number)))
    })
}

/// The span, never empty: where all numbers are equal, some room around them.
pub(super) fn range(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let Some((low, high)) = span(numbers) else { return (-1.0, 1.0) };
    let largest = low.abs().max(high.abs());
    if high - low > 1e-12 * largest {
        return (low, high);
    }
    // Far from the subnormal numbers, on which no axis can be divided.
    let room = (0.1 * largest).max(1e-290);
    (low - room, high + room)
}

/// A range with room above and below.
pub(super) fn widened((low, high): (f64, f64)) -> (f64, f64) {
    let room = 0.05 * (high - low);
    if room.is_finite() { (low - room, high + room) } else { (low, high) }
}

/// A number on an axis whose largest is `scale`.
pub(super) fn number(value: f64, scale: f64) -> String {
    if value.abs() < 1e-9 * scale {
        "0".to_owned()
    } else if (0.01..1e4).contains(&scale) {
        let digits = format!("{value:.3}");
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{value:.1e}")
    }
}
