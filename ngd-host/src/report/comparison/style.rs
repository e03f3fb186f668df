use plotters::style::RGBColor;

use crate::report::plot::SOLID;

/// Okabe and Ito's colours without black and yellow, which a dark or a white page swallows, and a grey.
/// They are told apart by colour-blind readers, and with [`dash`] in print without colours.
pub const COLORS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(125, 125, 125),
];

/// Lengths of a stroke and of the gap after it; no gap is a solid line.
pub type Dash = (i32, i32);

const DASHES: [Dash; 4] = [SOLID, (14, 9), (5, 10), (26, 10)];

/// The dashes of the curve with this index: neighbours differ, and so do curves of one colour.
pub fn dash(index: usize) -> Dash {
    DASHES[(index + index / COLORS.len()) % DASHES.len()]
}
