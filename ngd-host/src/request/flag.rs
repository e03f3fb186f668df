use std::str::FromStr;

use super::Rejected;

/// A flag of `ngd run` that takes a value.
///
/// The part of a run that it sets declares it: a command line, a study's entrants, a sweep and the
/// recommendations of problems are all made of the same flags.
#[derive(Debug)]
pub struct Flag {
    /// Without the dashes.
    pub name: &'static str,
    /// What the help calls the value.
    pub value: &'static str,
    /// Under which heading the help shows it.
    pub heading: Heading,
    /// One line.
    pub help: &'static str,
    /// Which values it takes.
    pub accepts: Accepts,
}

/// The headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// How a step is made.
    Method,
    /// What is trained, and in which numbers.
    Network,
    /// Which points, how long, from where.
    Run,
}

impl Heading {
    /// As the help writes it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Method => "Method",
            Self::Network => "Network",
            Self::Run => "Run",
        }
    }
}

/// Which values a flag takes.
#[derive(Clone, Copy, Debug)]
pub enum Accepts {
    /// One of these names.
    Names(fn() -> Vec<Name>),
    /// A value of one of these forms, which the function accepts.
    Forms(fn() -> Vec<Name>, fn(&str) -> Result<(), Rejected>),
    /// What this function accepts.
    Text(fn(&str) -> Result<(), Rejected>),
}

/// A name that a flag takes, or the form of a value, and its description in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The word.
    pub name: &'static str,
    /// What it stands for.
    pub about: &'static str,
}

impl Accepts {
    /// What can be parsed as a `T`.
    pub const fn parsed<T: FromStr<Err = Rejected>>() -> Self {
        Self::Text(|text| text.parse::<T>().map(drop))
    }
}

impl Flag {
    /// As it is written.
    pub fn dashed(&self) -> String {
        format!("--{}", self.name)
    }

    /// That it takes this value.
    ///
    /// # Errors
    /// What is allowed.
    pub fn check(&self, text: &str) -> Result<(), Rejected> {
        match self.accepts {
            Accepts::Forms(_, check) | Accepts::Text(check) => check(text),
            Accepts::Names(names) => {
                let names: Vec<&str> = names().iter().map(|name| name.name).collect();
                if names.contains(&text) { Ok(()) } else { Err(super::not_among(text, &names)) }
            }
        }
    }
}

impl PartialEq for Flag {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Flag {}
