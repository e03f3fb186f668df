//! A table of the file whose keys are asked for one after another; what is left over is an error.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::expression::{Graph, Id, Names, parse};
use super::super::fault::Fault;
use super::super::nearest::nearest;
use super::KEYS;

/// A word of the file and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// The bytes of the file that hold it, quotes included.
    pub span: Range<usize>,
    /// Where the first letter stands, if every letter of the file is one of the word.
    inner: Option<usize>,
}

impl Word {
    fn new(text: &str, span: Range<usize>, file: &str) -> Self {
        let quotes = usize::from(span.len() == text.len() + 2);
        let inner = file.get(span.start + quotes..span.end.saturating_sub(quotes));
        Self { text: text.to_owned(), inner: (inner == Some(text)).then_some(span.start + quotes), span }
    }

    /// A mistake in the word as one in the file.
    pub fn fault(&self, fault: Fault) -> Fault {
        match self.inner {
            Some(offset) => fault.shifted(offset),
            None => Fault::new(self.span.clone(), fault.sentence),
        }
    }

    /// A mistake that is the whole word.
    pub fn wrong(&self, sentence: impl Into<String>) -> Fault {
        Fault::new(self.span.clone(), sentence)
    }

    /// The expression that the word is.
    ///
    /// # Errors
    /// A [`Fault`] in the file.
    pub fn expression(&self, graph: &mut Graph, names: &mut dyn Names) -> Result<Id, Fault> {
        parse(&self.text, graph, names).map_err(|fault| self.fault(fault))
    }
}

/// The constants that numbers of the file may be made of.
#[derive(Clone, Debug, Default)]
pub struct Constants(pub Vec<(String, f64)>);

impl Names for &Constants {
    fn node(&mut self, graph: &mut Graph, name: &str) -> Result<Option<Id>, String> {
        let constant = self.0.iter().find(|(known, _)| known == name);
        Ok(constant.map(|(_, value)| graph.constant(*value)))
    }

    fn known(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// A value of the file: what it is and where.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub value: &'a DeValue<'a>,
    pub span: Range<usize>,
    pub file: &'a str,
}

impl<'a> Entry<'a> {
    fn of(value: &'a Spanned<DeValue<'a>>, file: &'a str) -> Self {
        Self { value: value.get_ref(), span: value.span(), file }
    }

    fn expected(&self, what: &str) -> Fault {
        let found = match self.value {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        Fault::new(self.span.clone(), format!("expected {what} and found {found}"))
    }

    /// A string.
    pub fn word(&self) -> Result<Word, Fault> {
        match self.value {
            DeValue::String(text) => Ok(Word::new(text, self.span.clone(), self.file)),
            _ => Err(self.expected("a string in quotes")),
        }
    }

    /// A number, or a string that is an expression of constants.
    pub fn number(&self, constants: &Constants) -> Result<f64, Fault> {
        let wrong =
            |text: &str| Fault::new(self.span.clone(), format!("{text} is no number that can be used"));
        let value = match self.value {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_err(|_| wrong(integer.as_str()))? as f64,
            DeValue::Float(float) => float.as_str().parse().map_err(|_| wrong(float.as_str()))?,
            DeValue::String(_) => {
                let (word, mut graph) = (self.word()?, Graph::default());
                let id = word.expression(&mut graph, &mut &*constants)?;
                graph.value_of(id).ok_or_else(|| word.wrong("expected an expression of constants"))?
            }
            _ => return Err(self.expected("a number")),
        };
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Fault::new(self.span.clone(), "expected a finite number"))
        }
    }

    /// A number of things.
    pub fn count(&self, least: usize, most: usize) -> Result<usize, Fault> {
        let wrong =
            || Fault::new(self.span.clone(), format!("expected a whole number from {least} to {most}"));
        let DeValue::Integer(integer) = self.value else { return Err(wrong()) };
        let count = usize::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| wrong())?;
        if (least..=most).contains(&count) { Ok(count) } else { Err(wrong()) }
    }

    /// true or false.
    pub fn truth(&self) -> Result<bool, Fault> {
        match self.value {
            DeValue::Boolean(truth) => Ok(*truth),
            _ => Err(self.expected("true or false")),
        }
    }

    /// A list.
    pub fn list(&self, what: &str) -> Result<Vec<Entry<'a>>, Fault> {
        match self.value {
            DeValue::Array(list) => Ok(list.iter().map(|value| Entry::of(value, self.file)).collect()),
            _ => Err(self.expected(what)),
        }
    }

    /// Two numbers.
    pub fn pair(&self, what: &str, constants: &Constants) -> Result<[f64; 2], Fault> {
        let list = self.list(what)?;
        let [first, second] = &list[..] else { return Err(self.expected(what)) };
        Ok([first.number(constants)?, second.number(constants)?])
    }

    /// A table, whose keys may be only those of its kind in [`KEYS`].
    pub fn table(&self, kind: &'static str) -> Result<Table<'a>, Fault> {
        match self.value {
            DeValue::Table(table) => {
                Ok(Table { entries: entries(table, self.file), kind, span: self.span.clone() })
            }
            _ => Err(self.expected(&format!("a table {kind}"))),
        }
    }

    /// A table whose keys are names of the user's, in the order of the file.
    pub fn named(&self, what: &str) -> Result<Vec<(Word, Entry<'a>)>, Fault> {
        match self.value {
            DeValue::Table(table) => Ok(entries(table, self.file)),
            _ => Err(self.expected(what)),
        }
    }

    /// A list of tables.
    pub fn tables(&self, kind: &'static str) -> Result<Vec<Table<'a>>, Fault> {
        let what = format!("tables {kind}");
        self.list(&what)?.iter().map(|entry| entry.table(kind)).collect()
    }
}

fn entries<'a>(table: &'a DeTable<'a>, file: &'a str) -> Vec<(Word, Entry<'a>)> {
    let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
        let key: &Spanned<toml::de::DeString<'_>> = key;
        (Word::new(key.get_ref(), key.span(), file), Entry::of(value, file))
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    entries
}

/// A table whose keys are taken out one after another.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    entries: Vec<(Word, Entry<'a>)>,
    kind: &'static str,
    /// Where it stands.
    pub span: Range<usize>,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub fn root(root: &'a DeTable<'a>, file: &'a str) -> Self {
        Self { entries: entries(root, file), kind: "", span: 0..0 }
    }

    /// Takes a key out.
    pub fn take(&mut self, key: &str) -> Option<Entry<'a>> {
        let index = self.entries.iter().position(|(known, _)| known.text == key)?;
        Some(self.entries.remove(index).1)
    }

    /// Takes out a key that must be there.
    pub fn need(&mut self, key: &str) -> Result<Entry<'a>, Fault> {
        let missing = || match self.kind {
            "" => Fault::new(self.span.clone(), format!("the file must have {key}")),
            kind => Fault::new(self.span.clone(), format!("{kind} must have {key}")),
        };
        let fault = missing();
        self.take(key).ok_or(fault)
    }

    /// Whether nothing is left over.
    ///
    /// # Errors
    /// A [`Fault`] that says where a key belongs, or which it may be.
    pub fn end(self) -> Result<(), Fault> {
        let Some((key, _)) = self.entries.into_iter().next() else { return Ok(()) };
        let name = &key.text;
        let own = KEYS.iter().find(|(kind, _)| *kind == self.kind).map_or(&[][..], |(_, keys)| keys);
        let place = |kind: &str| match kind {
            "" => "above the first table".to_owned(),
            kind => format!("in {kind}"),
        };
        let homes =
            KEYS.iter().filter(|(_, keys)| keys.contains(&name.as_str())).map(|(kind, _)| place(kind));
        let homes: Vec<_> = homes.collect();
        let here = if self.kind.is_empty() { "at the top of the file".to_owned() } else { place(self.kind) };
        let sentence = if homes.is_empty() {
            let near = nearest(name, own.iter().copied());
            let remedy = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            format!("unknown key {name} {here}: expected {}{remedy}", own.join(", "))
        } else {
            format!("{name} has no meaning {here}: it stands {}", homes.join(" or "))
        };
        Err(key.wrong(sentence))
    }
}
