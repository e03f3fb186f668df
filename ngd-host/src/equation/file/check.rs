//! Names that are reserved or stand twice, and numbers of things.

use super::super::expression::RESERVED;
use super::super::fault::Fault;
use super::table::Word;
use super::{File, MOST_INPUTS, MOST_UNKNOWNS};

/// Whether a name can be one.
pub(super) fn check_name(word: &Word, what: &str) -> Result<(), Fault> {
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

/// Whether everything that the file names exists once, and there is enough of it and not too much.
pub(super) fn check(file: &File) -> Result<(), Fault> {
    check_distinct(file)?;
    check_numbers(file)?;
    check_references(file)
}

fn check_distinct(file: &File) -> Result<(), Fault> {
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
    for part in &file.parts {
        check_name(&part.name, "part of the boundary")?;
        if part.name.text == "boundary" {
            return Err(part.name.wrong("boundary is the whole boundary: give its part another name"));
        }
    }
    Ok(())
}

fn check_numbers(file: &File) -> Result<(), Fault> {
    let inputs = file.coordinates.len() + file.parameters.len();
    let Some(first) = file.coordinates.first() else {
        return Err(Fault::new(0..0, "coordinates must name one at least, for example { x = [0, 1] }"));
    };
    if inputs > MOST_INPUTS {
        let sentence = format!("{inputs} coordinates and parameters: at most {MOST_INPUTS} are possible");
        return Err(first.name.wrong(sentence));
    }
    let Some(first) = file.unknowns.first() else {
        return Err(Fault::new(0..0, "unknowns must name one at least, for example [\"u\"]"));
    };
    if file.unknowns.len() > MOST_UNKNOWNS {
        let sentence = format!("{} unknowns: at most {MOST_UNKNOWNS} are possible", file.unknowns.len());
        return Err(first.wrong(sentence));
    }
    if file.equations.is_empty() && file.data.is_empty() {
        return Err(Fault::new(0..0, "the file must have an [[equation]] or [[data]]"));
    }
    Ok(())
}

fn check_references(file: &File) -> Result<(), Fault> {
    let among = |word: &Word, what: &str, known: &[&str]| {
        if known.contains(&word.text.as_str()) {
            return Ok(());
        }
        Err(word.wrong(format!("{} is no {what}: known are {}", word.text, known.join(", "))))
    };
    let coordinates: Vec<&str> = file.coordinates.iter().map(|axis| axis.name.text.as_str()).collect();
    file.periodic.iter().try_for_each(|word| among(word, "coordinate", &coordinates))?;
    let unknowns = file.unknowns.iter().chain(file.find.iter().map(|(name, _)| name));
    let unknowns: Vec<&str> = unknowns.map(|word| word.text.as_str()).collect();
    file.solution.iter().try_for_each(|(word, _)| among(word, "unknown", &unknowns))
}
