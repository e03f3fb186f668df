//! From the text of an equation file to its tables.

use std::path::PathBuf;

use toml::de::DeTable;

use super::super::fault::Fault;
use super::check::{check, check_name};
use super::table::{Constants, Entry, Table, Word};
use super::{Axis, Condition, Counts, Data, Equation, File, Kind, Network, Part, Shape};

/// The most hidden layers of a network.
const MOST_LAYERS: usize = 8;

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
    let numbers = &constants;
    let file = File {
        name: root.take("name").map(|entry| entry.word()).transpose()?.map(|word| word.text),
        coordinates: axes(Some(root.need("coordinates")?), "coordinates", numbers)?,
        parameters: axes(root.take("parameters"), "parameters", numbers)?,
        unknowns: words(Some(root.need("unknowns")?), "a list of names, for example [\"u\"]")?,
        periodic: words(root.take("periodic"), "a list of coordinates, for example [\"x\"]")?,
        find: guesses(root.take("find"), numbers)?,
        shape: optional(root.take("domain"), |entry| shape(entry, numbers))?,
        parts: tables(&mut root, "boundary", "[[boundary]]", part)?,
        counts: optional(root.take("points"), counts)?,
        network: optional(root.take("network"), network)?,
        equations: tables(&mut root, "equation", "[[equation]]", |table| equation(table, numbers))?,
        conditions: tables(&mut root, "condition", "[[condition]]", |table| condition(table, numbers))?,
        data: tables(&mut root, "data", "[[data]]", |table| data(table, numbers))?,
        solution: expressions(root.take("solution"))?,
        folder,
        constants,
    };
    root.end()?;
    check(&file)?;
    Ok(file)
}

/// What a table says, or what holds without it.
fn optional<T: Default>(
    entry: Option<Entry<'_>>,
    read: impl Fn(&Entry<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    entry.map_or_else(|| Ok(T::default()), |entry| read(&entry))
}

fn guesses(entry: Option<Entry<'_>>, constants: &Constants) -> Result<Vec<(Word, f64)>, Fault> {
    let Some(entry) = entry else { return Ok(Vec::new()) };
    let numbers = entry.named("a table of names and first guesses, for example { D = 1.0 }")?;
    numbers.into_iter().map(|(name, value)| Ok((name, value.number(constants)?))).collect()
}

fn expressions(entry: Option<Entry<'_>>) -> Result<Vec<(Word, Word)>, Fault> {
    let Some(entry) = entry else { return Ok(Vec::new()) };
    let values = entry.named("a table of unknowns and expressions")?;
    values.into_iter().map(|(name, value)| Ok((name, value.word()?))).collect()
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

fn words(entry: Option<Entry<'_>>, what: &str) -> Result<Vec<Word>, Fault> {
    let Some(entry) = entry else { return Ok(Vec::new()) };
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
