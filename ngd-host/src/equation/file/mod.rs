//! The equation file: its tables and keys, read into plain values with their places.

mod table;

use std::path::PathBuf;

use toml::de::DeTable;

use super::expression::RESERVED;
use super::fault::Fault;
pub use table::{Constants, Word};
use table::{Entry, Table};

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

/// The most hidden layers of a network.
const MOST_LAYERS: usize = 8;

/// The most coordinates and parameters, and the most unknowns.
pub const MOST_INPUTS: usize = 6;
/// The most unknowns.
pub const MOST_UNKNOWNS: usize = 6;

/// Reads the text of an equation file; other files are looked for in `folder`.
///
/// # Errors
/// A [`Fault`] at the first mistake.
pub fn read(text: &str, folder: PathBuf) -> Result<File, Fault> {
    let root = DeTable::parse(text).map_err(|error| {
        let sentence = error.message().lines().collect::<Vec<_>>().join(", ");
        Fault::new(error.span().unwrap_or(0..0), format!("not TOML: {sentence}"))
    })?;
    let mut root = Table::root(root.get_ref(), text);
    let constants = constants(root.take("constants"))?;
    let name = root.take("name").map(|entry| entry.word()).transpose()?.map(|word| word.text);
    let coordinates = axes(Some(root.need("coordinates")?), "coordinates", &constants)?;
    let parameters = axes(root.take("parameters"), "parameters", &constants)?;
    let unknowns = root.need("unknowns")?;
    let unknowns = words(&unknowns, "a list of names, for example [\"u\"]")?;
    let find = root.take("find").map_or(Ok(Vec::new()), |entry| {
        let numbers = entry.named("a table of names and first guesses, for example { D = 1.0 }")?;
        numbers.into_iter().map(|(name, value)| Ok((name, value.number(&constants)?))).collect()
    })?;
    let periodic = root.take("periodic");
    let periodic = periodic
        .map_or(Ok(Vec::new()), |entry| words(&entry, "a list of coordinates, for example [\"x\"]"))?;
    let file = File {
        name,
        folder,
        periodic,
        shape: root.take("domain").map_or_else(|| Ok(Shape::default()), |entry| shape(&entry, &constants))?,
        parts: tables(&mut root, "boundary", "[[boundary]]", part)?,
        counts: root.take("points").map_or_else(|| Ok(Counts::default()), |entry| counts(&entry))?,
        network: root.take("network").map_or_else(|| Ok(Network::default()), |entry| network(&entry))?,
        equations: tables(&mut root, "equation", "[[equation]]", |table| equation(table, &constants))?,
        conditions: tables(&mut root, "condition", "[[condition]]", |table| condition(table, &constants))?,
        data: tables(&mut root, "data", "[[data]]", |table| data(table, &constants))?,
        solution: root.take("solution").map_or(Ok(Vec::new()), |entry| {
            let values = entry.named("a table of unknowns and expressions")?;
            values.into_iter().map(|(name, value)| Ok((name, value.word()?))).collect()
        })?,
        coordinates,
        parameters,
        unknowns,
        constants,
        find,
    };
    root.end()?;
    check(&file)?;
    Ok(file)
}

fn constants(entry: Option<Entry<'_>>) -> Result<Constants, Fault> {
    let mut constants = Constants::default();
    let Some(entry) = entry else { return Ok(constants) };
    for (name, value) in entry.named("a table of names and numbers, for example { k = 0.25 }")? {
        check_name(&name, "constant")?;
        let value = value.number(&constants)?;
        constants.0.push((name.text, value));
    }
    Ok(constants)
}

fn axes(entry: Option<Entry<'_>>, what: &str, constants: &Constants) -> Result<Vec<Axis>, Fault> {
    let Some(entry) = entry else { return Ok(Vec::new()) };
    let mut axes = Vec::new();
    for (name, value) in entry.named(&format!("a table of {what}, for example {{ x = [0, 1] }}"))? {
        let range = value.pair("two numbers, [from, to]", constants)?;
        if range[0] >= range[1] {
            return Err(Fault::new(value.span, format!("{} must begin before it ends", name.text)));
        }
        axes.push(Axis { name, range });
    }
    Ok(axes)
}

fn words(entry: &Entry<'_>, what: &str) -> Result<Vec<Word>, Fault> {
    entry.list(what)?.iter().map(Entry::word).collect()
}

fn tables<'a, T>(
    root: &mut Table<'a>,
    key: &str,
    kind: &'static str,
    read: impl Fn(&mut Table<'a>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let Some(entry) = root.take(key) else { return Ok(Vec::new()) };
    let read = |mut table: Table<'a>| {
        let value = read(&mut table)?;
        table.end()?;
        Ok(value)
    };
    entry.tables(kind)?.into_iter().map(read).collect()
}

fn shape(entry: &Entry<'_>, constants: &Constants) -> Result<Shape, Fault> {
    let mut table = entry.table("[domain]")?;
    let vertices = |entry: &Entry<'_>| {
        let list = entry.list("a list of vertices, [[x, y], …]")?;
        if list.len() < 3 {
            return Err(Fault::new(entry.span.clone(), "a polygon has at least three vertices"));
        }
        list.iter().map(|vertex| vertex.pair("a vertex, [x, y]", constants)).collect::<Result<Vec<_>, _>>()
    };
    let mut shape = Shape {
        inside: table.take("inside").map(|entry| entry.word()).transpose()?,
        points: table.take("points").map(|entry| entry.word()).transpose()?,
        ..Shape::default()
    };
    if let Some(polygon) = table.take("polygon") {
        shape.loops.push(vertices(&polygon)?);
        shape.polygon = Some(polygon.span);
    }
    if let Some(holes) = table.take("holes") {
        if shape.polygon.is_none() {
            return Err(Fault::new(holes.span, "holes are those of a polygon, and there is none"));
        }
        for hole in holes.list("a list of holes, [[[x, y], …], …]")? {
            shape.loops.push(vertices(&hole)?);
        }
    }
    table.end()?;
    let given = [shape.inside.is_some(), shape.polygon.is_some(), shape.points.is_some()];
    if given.into_iter().filter(|given| *given).count() > 1 {
        return Err(Fault::new(entry.span.clone(), "a domain has one of inside, polygon and points"));
    }
    Ok(shape)
}

fn part(table: &mut Table<'_>) -> Result<Part, Fault> {
    let name = table.need("name")?.word()?;
    let place = table.take("where").map(|entry| entry.word()).transpose()?;
    let points = table.take("points").map(|entry| entry.word()).transpose()?;
    if place.is_some() == points.is_some() {
        return Err(name.wrong("a part of the boundary has either where or points"));
    }
    Ok(Part { name, place, points })
}

fn counts(entry: &Entry<'_>) -> Result<Counts, Fault> {
    const MOST: usize = 1_000_000;
    let mut table = entry.table("[points]")?;
    let count = |entry: Option<Entry<'_>>, least| entry.map(|entry| entry.count(least, MOST)).transpose();
    let counts = Counts {
        inside: count(table.take("inside"), 1)?,
        boundary: count(table.take("boundary"), 1)?,
        kind: table.take("kind").map(|entry| kind(&entry.word()?)).transpose()?,
    };
    table.end()?;
    Ok(counts)
}

fn kind(word: &Word) -> Result<Kind, Fault> {
    Ok(match word.text.as_str() {
        "grid" => Kind::Grid,
        "random" => Kind::Random,
        "sobol" => Kind::Sobol,
        "latin" => Kind::Latin,
        "gauss" => Kind::Gauss,
        _ => return Err(word.wrong("expected grid, random, sobol, latin or gauss")),
    })
}

fn network(entry: &Entry<'_>) -> Result<Network, Fault> {
    let mut table = entry.table("[network]")?;
    let mut network = Network::default();
    if let Some(layers) = table.take("layers") {
        let widths = layers.list("the widths of the hidden layers, for example [20, 20]")?;
        if widths.is_empty() || widths.len() > MOST_LAYERS {
            let sentence = format!("expected one to {} hidden layers", MOST_LAYERS);
            return Err(Fault::new(layers.span, sentence));
        }
        network.layers = Some(widths.iter().map(|width| width.count(1, 1000)).collect::<Result<_, _>>()?);
    }
    network.activation = table.take("activation").map(|entry| entry.word()).transpose()?;
    if let Some(word) = &network.activation
        && !["tanh", "sine", "softplus", "logistic"].contains(&word.text.as_str())
    {
        return Err(word.wrong("expected tanh, sine, softplus or logistic"));
    }
    if let Some(features) = table.take("features") {
        let mut harmonics = None;
        for (key, value) in features.named("a table, for example { fourier = 2 }")? {
            if key.text != "fourier" {
                return Err(key.wrong(format!("unknown key {} in features: expected fourier", key.text)));
            }
            harmonics = Some(value.count(1, 16)?);
        }
        network.fourier = harmonics;
    }
    table.end()?;
    Ok(network)
}

fn equation(table: &mut Table<'_>, constants: &Constants) -> Result<Equation, Fault> {
    let residual = table.need("residual")?.word()?;
    let weight = match table.take("weight") {
        None => 1.0,
        Some(entry) => {
            let weight = entry.number(constants)?;
            if weight <= 0.0 {
                return Err(Fault::new(entry.span, "a weight is positive"));
            }
            weight
        }
    };
    Ok(Equation { residual, weight })
}

fn condition(table: &mut Table<'_>, constants: &Constants) -> Result<Condition, Fault> {
    Ok(Condition {
        place: table.need("where")?.word()?,
        hard: table.take("hard").map_or(Ok(false), |entry| entry.truth())?,
        equation: equation(table, constants)?,
    })
}

fn data(table: &mut Table<'_>, constants: &Constants) -> Result<Data, Fault> {
    Ok(Data { file: table.need("file")?.word()?, equation: equation(table, constants)? })
}

/// Whether a name can be one.
fn check_name(word: &Word, what: &str) -> Result<(), Fault> {
    let name = &word.text;
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(word.wrong("a name is a letter and then letters, digits and _"));
    }
    if RESERVED.contains(&name.as_str()) || ["n", "value", "weight"].contains(&name.as_str()) {
        return Err(word.wrong(format!("{name} is reserved: give the {what} another name")));
    }
    if what == "coordinate" && name.contains('_') {
        return Err(word.wrong("a coordinate has no _ in its name, so that derivatives can be read"));
    }
    if name.len() > 40 {
        return Err(word.wrong("a name has at most 40 letters"));
    }
    Ok(())
}

/// Whether names are different and numbers of things in bounds.
fn check(file: &File) -> Result<(), Fault> {
    let mut seen: Vec<(&str, &str)> =
        file.constants.0.iter().map(|(name, _)| (name.as_str(), "a constant")).collect();
    let coordinates = file.coordinates.iter().map(|axis| (&axis.name, "coordinate", "a coordinate"));
    let parameters = file.parameters.iter().map(|axis| (&axis.name, "coordinate", "a parameter"));
    let unknowns = file.unknowns.iter().map(|name| (name, "unknown", "an unknown"));
    let find = file.find.iter().map(|(name, _)| (name, "constant", "a number to be found"));
    for (word, what, phrase) in coordinates.chain(parameters).chain(unknowns).chain(find) {
        check_name(word, what)?;
        if let Some((name, other)) = seen.iter().find(|(name, _)| *name == word.text) {
            return Err(word.wrong(format!("{name} is {other} already: give one of them another name")));
        }
        seen.push((&word.text, phrase));
    }
    let place = |words: &[Word]| words.first().map_or(0..0, |word| word.span.clone());
    let inputs = file.coordinates.len() + file.parameters.len();
    if file.coordinates.is_empty() {
        return Err(Fault::new(0..0, "coordinates must name one at least, for example { x = [0, 1] }"));
    }
    if inputs > MOST_INPUTS {
        let sentence = format!("{inputs} coordinates and parameters: at most {MOST_INPUTS} are possible");
        return Err(file.coordinates[0].name.wrong(sentence));
    }
    if file.unknowns.is_empty() {
        return Err(Fault::new(0..0, "unknowns must name one at least, for example [\"u\"]"));
    }
    if file.unknowns.len() > MOST_UNKNOWNS {
        let sentence = format!("{} unknowns: at most {MOST_UNKNOWNS} are possible", file.unknowns.len());
        return Err(Fault::new(place(&file.unknowns), sentence));
    }
    for word in &file.periodic {
        if !file.coordinates.iter().any(|axis| axis.name.text == word.text) {
            let known: Vec<_> = file.coordinates.iter().map(|axis| axis.name.text.as_str()).collect();
            return Err(word.wrong(format!(
                "{} is no coordinate: known are {}",
                word.text,
                known.join(", ")
            )));
        }
    }
    if file.equations.is_empty() && file.data.is_empty() {
        return Err(Fault::new(0..0, "the file must have an [[equation]] or [[data]]"));
    }
    for (word, _) in &file.solution {
        let known = file.unknowns.iter().chain(file.find.iter().map(|(name, _)| name));
        if !known.clone().any(|name| name.text == word.text) {
            let known: Vec<_> = known.map(|name| name.text.as_str()).collect();
            return Err(word.wrong(format!("{} is no unknown: known are {}", word.text, known.join(", "))));
        }
    }
    for part in &file.parts {
        check_name(&part.name, "part of the boundary")?;
        if part.name.text == "boundary" {
            return Err(part.name.wrong("boundary is the whole boundary: give its part another name"));
        }
    }
    Ok(())
}
