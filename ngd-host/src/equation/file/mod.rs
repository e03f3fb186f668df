//! The equation file: its tables and keys, read into plain values with their places.

mod check;
mod read;
mod table;

use std::path::PathBuf;

pub use read::read;
pub use table::{Constants, Word};

/// Every table and its keys; the top level has no name.
pub(super) const KEYS: [(&str, &[&str]); 8] = [
    (
        "",
        &[
            "name",
            "coordinates",
            "unknowns",
            "constants",
            "periodic",
            "find",
            "parameters",
            "domain",
            "boundary",
            "points",
            "network",
            "equation",
            "condition",
            "data",
            "solution",
        ],
    ),
    ("[domain]", &["inside", "polygon", "holes", "points"]),
    ("[[boundary]]", &["name", "where", "points"]),
    ("[points]", &["inside", "boundary", "kind"]),
    ("[network]", &["layers", "activation", "features"]),
    ("[[equation]]", &["residual", "weight"]),
    ("[[condition]]", &["where", "residual", "weight", "hard"]),
    ("[[data]]", &["file", "residual", "weight"]),
];

/// An input of the solution and its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its name.
    pub name: Word,
    /// Where it begins and ends.
    pub range: [f64; 2],
}

/// How the points inside lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The midpoints of equal cells.
    Grid,
    /// Independent.
    Random,
    /// The Sobol sequence.
    Sobol,
    /// A Latin hypercube.
    Latin,
    /// The product of Gauss-Legendre rules.
    Gauss,
}

/// What bounds the domain besides the box.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// A comparison that holds inside.
    pub inside: Option<Word>,
    /// The outline and the holes.
    pub loops: Vec<Vec<[f64; 2]>>,
    /// Where the outline stands.
    pub polygon: Option<std::ops::Range<usize>>,
    /// A file of points.
    pub points: Option<Word>,
}

/// A part of the boundary with a name.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: Word,
    /// A comparison that holds on it.
    pub place: Option<Word>,
    /// A file of points and normals.
    pub points: Option<Word>,
}

/// Something that is to be zero.
#[derive(Clone, Debug)]
pub struct Equation {
    /// What is to be zero.
    pub residual: Word,
    /// A factor of its share of the loss.
    pub weight: f64,
}

/// Something that is to be zero on a part of the boundary.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where.
    pub place: Word,
    /// What.
    pub equation: Equation,
    /// Whether it is built into the model.
    pub hard: bool,
}

/// Something that is to be zero at points of a file.
#[derive(Clone, Debug)]
pub struct Data {
    /// The file.
    pub file: Word,
    /// What is to be zero.
    pub equation: Equation,
}

/// What the file says of points.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Inside.
    pub inside: Option<usize>,
    /// On the boundary, all conditions together.
    pub boundary: Option<usize>,
    /// How they lie inside.
    pub kind: Option<Kind>,
}

/// What the file says of the network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Widths of the hidden layers.
    pub layers: Option<Vec<usize>>,
    /// The name of the activation.
    pub activation: Option<Word>,
    /// Harmonics of every coordinate.
    pub fourier: Option<usize>,
}

/// An equation file, read and not yet understood.
#[derive(Clone, Debug)]
pub struct File {
    /// What a person calls it.
    pub name: Option<String>,
    /// The folder that other files are looked for in.
    pub folder: PathBuf,
    /// The inputs that derivatives are taken by.
    pub coordinates: Vec<Axis>,
    /// Further inputs.
    pub parameters: Vec<Axis>,
    /// The functions that are sought.
    pub unknowns: Vec<Word>,
    /// Numbers by name.
    pub constants: Constants,
    /// Coordinates whose ends are one.
    pub periodic: Vec<Word>,
    /// Unknown numbers and their first guesses.
    pub find: Vec<(Word, f64)>,
    /// The domain.
    pub shape: Shape,
    /// Parts of its boundary.
    pub parts: Vec<Part>,
    /// Points.
    pub counts: Counts,
    /// The network.
    pub network: Network,
    /// What holds in the domain.
    pub equations: Vec<Equation>,
    /// What holds on its boundary.
    pub conditions: Vec<Condition>,
    /// What holds at given points.
    pub data: Vec<Data>,
    /// The solution, where it is known.
    pub solution: Vec<(Word, Word)>,
}

/// The most coordinates and parameters, and the most unknowns.
pub const MOST_INPUTS: usize = 6;
/// The most unknowns.
pub const MOST_UNKNOWNS: usize = 6;
