//! Sizes of unknowns and residuals, so that the network and the loss are of order one.

use ngd_core::model::SplitMix64;

use super::block::{Block, Entry};
use super::blueprint::Blueprint;
use super::file::MOST_INPUTS;

/// Sizes of an unknown between these are one.
const ORDINARY: [f64; 2] = [0.1, 10.0];

/// The weight of a condition or of data beside an equation.
pub const CONDITION_WEIGHT: f64 = 10.0;

/// Points of a block that are looked at.
const LOOKED_AT: usize = 300;

/// Sets the scales of outputs, and the sizes and weights of blocks.
pub(super) fn scale(blueprint: &mut Blueprint) {
    let lengths = lengths(blueprint);
    let outputs = blueprint.system.outputs.len();
    let guesses: Vec<f64> = blueprint.sought.iter().map(|sought| sought.guess).collect();
    let mut scales = vec![0.0; outputs];
    for block in &blueprint.blocks {
        if let Some((output, size)) = source(block, &lengths, outputs, &guesses) {
            scales[output] = f64::max(scales[output], size);
        }
    }
    for scale in &mut scales {
        if !(*scale > 0.0 && scale.is_finite()) || (ORDINARY[0]..=ORDINARY[1]).contains(scale) {
            *scale = 1.0;
        }
    }
    let half = blueprint.domain.half_sizes();
    for (index, output) in blueprint.system.outputs.iter().enumerate() {
        if let Some((unknown, orders)) = output.stands_for {
            let lengths = half.iter().zip(orders).map(|(half, order)| half.powi(order.into()));
            scales[index] = scales[unknown] / lengths.product::<f64>();
        }
    }
    let equations = blueprint.system.equations.len();
    for (index, block) in blueprint.blocks.iter_mut().enumerate() {
        block.size = size(block, &lengths, &scales, &guesses);
        block.weight *= if index < equations { 1.0 } else { CONDITION_WEIGHT };
    }
    blueprint.scales = scales;
}

/// The length of each direction.
fn lengths(blueprint: &Blueprint) -> Vec<f64> {
    let half = blueprint.domain.half_sizes();
    let inputs = blueprint.domain.inputs();
    let length = |index: usize| if index < inputs { half[index] } else { 1.0 };
    (0..blueprint.directions.len().min(MOST_INPUTS)).map(length).collect()
}

fn looked_at(block: &Block) -> impl Iterator<Item = usize> + use<> {
    let step = block.sites.len().div_ceil(LOOKED_AT).max(1);
    (0..block.sites.len()).step_by(step)
}

/// A derivative of an unknown of size one.
fn unit(entry: &Entry, lengths: &[f64]) -> f64 {
    lengths.get(entry.along).map_or(1.0, |length| length.powi(-i32::from(entry.order)))
}

/// The size of the one unknown of a block that its source and coefficients say.
fn source(block: &Block, lengths: &[f64], outputs: usize, guesses: &[f64]) -> Option<(usize, f64)> {
    let mut unknowns: Vec<usize> =
        block.entries.iter().map(|entry| entry.output).filter(|o| *o < outputs).collect();
    unknowns.sort_unstable();
    unknowns.dedup();
    let [output] = unknowns[..] else { return None };
    let (mut source, mut coefficient) = (0.0, 0.0);
    for site in looked_at(block) {
        let mut sum = 0.0;
        let rest = |entry: &Entry| guesses.get(entry.output.wrapping_sub(outputs)).copied().unwrap_or(0.0);
        let residual = block.linearize(site, rest, |entry, slope| {
            if entry.output == output {
                sum += (slope * unit(entry, lengths)).powi(2);
            }
        });
        source += residual * residual;
        coefficient += sum;
    }
    let size = (source / coefficient).sqrt();
    size.is_finite().then_some((output, size))
}

/// √mean Σ (∂r/∂entry · size of the entry)², for jets of the sizes of the unknowns.
fn size(block: &Block, lengths: &[f64], scales: &[f64], guesses: &[f64]) -> f64 {
    let mut random = SplitMix64::new(17);
    let (mut sum, mut count) = (0.0, 0.0);
    for site in looked_at(block) {
        let draws: Vec<f64> = block.entries.iter().map(|_| 2.0 * random.uniform::<f64>() - 1.0).collect();
        let of = |entry: &Entry| {
            let place = block.entries.iter().position(|other| other == entry).unwrap_or(0);
            match scales.get(entry.output) {
                Some(scale) => scale * unit(entry, lengths) * draws[place],
                None => guesses.get(entry.output - scales.len()).copied().unwrap_or(0.0),
            }
        };
        let mut squares = 0.0;
        block.linearize(site, of, |entry, slope| {
            if let Some(scale) = scales.get(entry.output) {
                squares += (slope * scale * unit(entry, lengths)).powi(2);
            }
        });
        if squares.is_finite() {
            sum += squares;
            count += 1.0;
        }
    }
    let size = (sum / f64::max(count, 1.0)).sqrt();
    if size > 0.0 && size.is_finite() { size } else { 1.0 }
}
