//! Columns of numbers from a CSV file.

use std::path::Path;

use super::fault::Fault;
use super::file::Word;

/// Columns by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// Their names.
    pub names: Vec<String>,
    /// Row by row.
    pub rows: Vec<Vec<f64>>,
}

impl Columns {
    /// Reads the file that a word names, beside the equation file.
    ///
    /// # Errors
    /// A [`Fault`] at the word, which says what is wrong in which line of that file.
    pub fn read(word: &Word, folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(&word.text);
        let shown = path.display();
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .comment(Some(b'#'))
            .from_path(&path)
            .map_err(|error| word.wrong(format!("{shown} cannot be read: {error}")))?;
        let fault = |error: csv::Error| word.wrong(format!("{shown}: {error}"));
        let names: Vec<String> = reader.headers().map_err(fault)?.iter().map(str::to_owned).collect();
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                return Err(word.wrong(format!("{shown}: the column {name} stands there twice")));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(fault)?;
            let line = record.position().map_or(0, csv::Position::line);
            let number = |(text, name): (&str, &String)| match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(value),
                _ => Err(word.wrong(format!("{shown}, line {line}, column {name}: {text:?} is no number"))),
            };
            rows.push(record.iter().zip(&names).map(number).collect::<Result<Vec<_>, _>>()?);
        }
        if rows.is_empty() {
            return Err(word.wrong(format!("{shown} has no rows of numbers")));
        }
        Ok(Self { names, rows })
    }

    /// The place of a column.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The places of columns that must be there.
    ///
    /// # Errors
    /// A [`Fault`] at the word, which names the missing one.
    pub fn need<'a>(&self, word: &Word, names: impl Iterator<Item = &'a str>) -> Result<Vec<usize>, Fault> {
        let find = |name: &str| {
            let missing = || {
                let found = self.names.join(", ");
                word.wrong(format!("{} has no column {name}: its columns are {found}", word.text))
            };
            self.find(name).ok_or_else(missing)
        };
        names.map(find).collect()
    }
}
