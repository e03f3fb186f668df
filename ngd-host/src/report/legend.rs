//! The names of the curves, in rows above a chart: there they hide no curve.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::comparison::Dash;
use super::plot::{Area, NUMBERS, PlotError, font};

/// A curve that is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) color: RGBColor,
    pub(super) dash: Dash,
}

/// The length of a line beside a name.
const SAMPLE: i32 = 56;
/// From the end of the line to the name, and from the name to the next entry.
const SPACE: [i32; 2] = [16, 44];
const ROW: i32 = 46;
/// Where the first entry begins and the last one must have ended.
const SIDES: [i32; 2] = [210, 60];

/// What of an area is left below the names, which are drawn above it. One curve needs no name.
pub(super) fn above<'a>(area: &Area<'a>, entries: &[Entry<'_>]) -> Result<Area<'a>, PlotError> {
    if entries.len() < 2 {
        return Ok(area.clone());
    }
    let (width, _) = area.dim_in_pixel();
    let room = i32::try_from(width)? - SIDES[0] - SIDES[1];
    let mut widest = 0;
    for entry in entries {
        let (text, _) = area.estimate_text_size(entry.name, &font(NUMBERS))?;
        widest = widest.max(i32::try_from(text)?);
    }
    let column = SAMPLE + SPACE[0] + widest + SPACE[1];
    let columns = (room / column).max(1);
    let last_row = i32::try_from(entries.len() - 1)? / columns;
    let (head, body) = area.split_vertically(ROW * (last_row + 1));
    for (index, entry) in (0..).zip(entries) {
        draw(&head, entry, (SIDES[0] + index % columns * column, ROW * (index / columns) + ROW / 2))?;
    }
    Ok(body)
}

fn draw(area: &Area, entry: &Entry<'_>, (left, middle): (i32, i32)) -> Result<(), PlotError> {
    let (stroke, gap) = entry.dash;
    let mut from = 0;
    while from < SAMPLE {
        let end = (from + stroke).min(SAMPLE);
        let line = [(left + from, middle), (left + end, middle)];
        area.draw(&PathElement::new(line, entry.color.stroke_width(5)))?;
        from += stroke + gap.max(1);
    }
    let style = font(NUMBERS).pos(Pos::new(HPos::Left, VPos::Center));
    area.draw(&Text::new(entry.name.to_owned(), (left + SAMPLE + SPACE[0], middle), style))?;
    Ok(())
}
