use std::fmt;

use serde_json::{Map, Value};

use super::{Flag, Rejected, UsageError, nearest};

/// Flags and their values as somebody wrote them, each at most once; what they mean together is not known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request(Vec<(&'static Flag, String)>);

impl Request {
    /// The flags of a text such as `--solver svd --cutoff 1e-8`.
    ///
    /// # Errors
    /// [`UsageError`] for a word that is none of `flags`, a flag without a value or twice, a value that it does not
    /// take.
    pub fn read(text: &str, flags: &[&'static Flag]) -> Result<Self, UsageError> {
        let mut request = Self::default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word, None),
            };
            let Some(flag) = flags.iter().find(|flag| name.strip_prefix("--") == Some(flag.name)) else {
                let known = flags.iter().map(|flag| flag.dashed());
                return Err(UsageError::Unknown { flag: name.to_owned(), meant: nearest(name, known) });
            };
            let missing = || UsageError::NoValue { flag: flag.dashed() };
            let value = value.or_else(|| words.next()).ok_or_else(missing)?;
            if request.get(flag).is_some() {
                return Err(UsageError::FlagTwice(flag.dashed()));
            }
            request.set(flag, value)?;
        }
        Ok(request)
    }

    /// Adds a flag, or exchanges its value.
    ///
    /// # Errors
    /// [`UsageError::Value`] for a value that it does not take.
    pub fn set(&mut self, flag: &'static Flag, value: &str) -> Result<(), UsageError> {
        flag.check(value).map_err(|reason| UsageError::value(flag, value, reason))?;
        self.write(flag, value);
        Ok(())
    }

    /// As [`set`](Self::set), for a value that comes from a part itself.
    pub fn write(&mut self, flag: &'static Flag, value: impl ToString) {
        self.remove(flag);
        self.0.push((flag, value.to_string()));
    }

    /// The value of a flag.
    pub fn get(&self, flag: &Flag) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == flag).map(|(_, value)| &**value)
    }

    /// Takes a flag out.
    pub fn remove(&mut self, flag: &Flag) -> Option<String> {
        let position = self.0.iter().position(|(other, _)| *other == flag)?;
        Some(self.0.remove(position).1)
    }

    /// The value of a flag as what `parse` makes of it.
    ///
    /// # Errors
    /// [`UsageError::Value`] for a value that it does not take.
    pub fn parsed<T>(
        &self,
        flag: &Flag,
        parse: impl FnOnce(&str) -> Result<T, Rejected>,
    ) -> Result<Option<T>, UsageError> {
        let parsed = |value| parse(value).map_err(|reason| UsageError::value(flag, value, reason));
        self.get(flag).map(parsed).transpose()
    }

    /// These flags, and of `below` those that are not among them.
    pub fn over(mut self, below: &Self) -> Self {
        for (flag, value) in &below.0 {
            if self.get(flag).is_none() {
                self.0.push((flag, value.clone()));
            }
        }
        self
    }

    /// Those of the flags whose value in `other` is another one or none.
    pub fn beyond(&self, other: &Self) -> Self {
        Self(self.0.iter().filter(|(flag, value)| other.get(flag) != Some(value)).cloned().collect())
    }

    /// Only these flags.
    pub fn only(&self, flags: &[&'static Flag]) -> Self {
        Self(self.0.iter().filter(|(flag, _)| flags.contains(flag)).cloned().collect())
    }

    /// Every flag with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Flag, &str)> {
        self.0.iter().map(|(flag, value)| (*flag, &**value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A JSON object: numbers as numbers, lists as arrays of numbers, all else as text.
    pub fn json(&self) -> Map<String, Value> {
        self.iter().map(|(flag, value)| (flag.name.replace('-', "_"), json(value))).collect()
    }
}

fn json(text: &str) -> Value {
    let list = || text.split(',').map(|entry| entry.parse().ok()).collect::<Option<Vec<u64>>>();
    match (text.parse::<u64>(), text.parse::<f64>(), list()) {
        (Ok(number), ..) => number.into(),
        (_, Ok(number), _) => number.into(),
        (.., Some(list)) => list.into(),
        _ => text.into(),
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (flag, value)) in self.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}--{} {value}", flag.name)?;
        }
        Ok(())
    }
}
