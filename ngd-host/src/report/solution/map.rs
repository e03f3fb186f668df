use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::report::plot::{self, Area, PlotError};

/// Where the cells of a map are.
pub(super) struct Grid {
    pub(super) axes: [&'static str; 2],
    pub(super) cells: [usize; 2],
    pub(super) extent: [[f64; 2]; 2],
}

/// Dark blue to yellow, perceptually even: the anchors of viridis.
const SEQUENTIAL: [RGBColor; 9] = [
    RGBColor(68, 1, 84),
    RGBColor(71, 44, 122),
    RGBColor(59, 81, 139),
    RGBColor(44, 113, 142),
    RGBColor(33, 144, 141),
    RGBColor(39, 173, 129),
    RGBColor(92, 200, 99),
    RGBColor(170, 220, 50),
    RGBColor(253, 231, 37),
];
/// Blue, white, red around zero.
const DIVERGING: [RGBColor; 5] = [
    RGBColor(5, 48, 97),
    RGBColor(67, 147, 195),
    RGBColor(247, 247, 247),
    RGBColor(214, 96, 77),
    RGBColor(103, 0, 31),
];
/// Shown where a value is not finite.
const MISSING: RGBColor = RGBColor(190, 190, 190);
/// A finer map only makes the file larger.
const MOST_CELLS: usize = 80;
const LEVELS: f64 = 128.0;

/// The solution on the left, the error on the right, each with its colours; the solution alone where no
/// error is known.
pub(super) fn svg(title: &str, grid: &Grid, u: &[f64], error: &[f64]) -> Result<String, PlotError> {
    let colors = Colors { range: plot::range(u.iter().copied()), anchors: &SEQUENTIAL };
    if !error.iter().any(|error| error.is_finite()) {
        return plot::picture(title, (1200, 1160), |area| map(area, "network", grid, u, &colors));
    }
    plot::picture(title, (2400, 1160), |area| {
        let (left, right) = area.split_horizontally(1200);
        map(&left, "network", grid, u, &colors)?;
        let bound =
            error.iter().map(|error| error.abs()).filter(|error| error.is_finite()).fold(0.0, f64::max);
        let bound = if bound > 0.0 { bound } else { 1.0 };
        map(&right, "network − exact", grid, error, &Colors { range: (-bound, bound), anchors: &DIVERGING })
    })
}

struct Colors<'a> {
    range: (f64, f64),
    anchors: &'a [RGBColor],
}

impl Colors<'_> {
    fn level(&self, value: f64) -> Option<u8> {
        let (low, high) = self.range;
        // Halves, so that the widest range does not overflow.
        let part = (0.5 * value - 0.5 * low) / (0.5 * high - 0.5 * low);
        value.is_finite().then_some((part * LEVELS).clamp(0.0, LEVELS) as u8)
    }

    fn of(&self, level: Option<u8>) -> RGBColor {
        let Some(level) = level else { return MISSING };
        let place = f64::from(level) / LEVELS * (self.anchors.len().saturating_sub(1)) as f64;
        let index = place as usize;
        let (Some(&from), to) = (self.anchors.get(index), self.anchors.get(index + 1)) else {
            return MISSING;
        };
        let (to, part) = (*to.unwrap_or(&from), place - index as f64);
        let mix =
            |from: u8, to: u8| (f64::from(from) + part * (f64::from(to) - f64::from(from))).round() as u8;
        RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
    }
}

fn map(area: &Area, name: &str, grid: &Grid, values: &[f64], colors: &Colors) -> Result<(), PlotError> {
    let (head, body) = area.split_vertically(56);
    let style = plot::font(plot::NAMES).pos(Pos::new(HPos::Center, VPos::Center));
    head.draw(&Text::new(name, (545, 28), style))?;
    let (field, scale) = body.split_horizontally(950);
    let [[x0, x1], [y0, y1]] = grid.extent;
    let mut chart = ChartBuilder::on(&field)
        .margin(20)
        .x_label_area_size(108)
        .y_label_area_size(140)
        .build_cartesian_2d(x0..x1, y0..y1)?;
    chart.draw_series(rectangles(grid, values, colors))?;
    let label = |x: &f64| plot::number(*x, x1.abs().max(y1.abs()));
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(plot::INK.stroke_width(2))
        .set_all_tick_mark_size(10)
        .x_desc(grid.axes[0])
        .y_desc(grid.axes[1])
        .x_labels(6)
        .y_labels(6)
        .label_style(plot::font(plot::NUMBERS))
        .axis_desc_style(plot::font(plot::NAMES))
        .x_label_formatter(&label)
        .y_label_formatter(&label)
        .draw()?;
    color_bar(&scale, colors)
}

/// Neighbours of one colour are one rectangle; each reaches one cell under those drawn after it, to the
/// right and above, so that no gap shows.
fn rectangles(grid: &Grid, values: &[f64], colors: &Colors) -> Vec<Rectangle<(f64, f64)>> {
    let [columns, rows] = grid.cells;
    let shown = grid.cells.map(|cells| cells.min(MOST_CELLS));
    let [[x0, x1], [y0, y1]] = grid.extent;
    let place = |from: f64, to: f64, index: usize, count: usize| {
        from + (to - from) * index.min(count) as f64 / count as f64
    };
    let level = |row: usize, column: usize| {
        let index = (row * rows / shown[1]) * columns + column * columns / shown[0];
        colors.level(values.get(index).copied().unwrap_or(f64::NAN))
    };
    let mut rectangles = Vec::new();
    for row in 0..shown[1] {
        let (bottom, top) = (place(y0, y1, row, shown[1]), place(y0, y1, row + 2, shown[1]));
        let mut column = 0;
        while column < shown[0] {
            let color = level(row, column);
            let first = column;
            while column < shown[0] && level(row, column) == color {
                column += 1;
            }
            let corners =
                [(place(x0, x1, first, shown[0]), bottom), (place(x0, x1, column + 1, shown[0]), top)];
            rectangles.push(Rectangle::new(corners, colors.of(color).filled()));
        }
    }
    rectangles
}

fn color_bar(area: &Area, colors: &Colors) -> Result<(), PlotError> {
    let (low, high) = colors.range;
    let largest = low.abs().max(high.abs());
    let mut chart = ChartBuilder::on(area)
        .margin_top(20)
        .margin_bottom(128)
        .margin_left(10)
        .set_label_area_size(LabelAreaPosition::Right, 165)
        .build_cartesian_2d(0.0..1.0, low..high)?;
    let steps = LEVELS as u8;
    chart.draw_series((0..steps).map(|step| {
        let place = |step: u8| low + (high - low) * f64::from(step) / LEVELS;
        let corners = [(0.0, place(step)), (1.0, high)];
        Rectangle::new(corners, colors.of(Some(step)).filled())
    }))?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(plot::INK.stroke_width(2))
        .set_all_tick_mark_size(10)
        .disable_x_axis()
        .y_labels(7)
        .label_style(plot::font(plot::NUMBERS))
        .y_label_formatter(&|y| plot::number(*y, largest))
        .draw()?;
    Ok(())
}
