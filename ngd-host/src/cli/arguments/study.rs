use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command};

use super::path;
use crate::command::{Source, Study};
use crate::request::{Name, Word};
use crate::study::StudyName;

const ALL: Name = Name { name: "all", about: "All of them" };

/// The flags of `ngd study`.
#[derive(Args, Clone, Debug)]
pub(super) struct StudyArguments {
    /// The study, or a file FILE.toml in the format of ngd-host/src/study
    #[arg(value_name = "NAME", value_parser = Studies)]
    studies: Wanted,

    /// The folder in which each study has its own, with study.md, study.json and all that ngd compare writes
    #[arg(long, value_name = "DIR", value_parser = path(), default_value = "runs/studies", help_heading = "Output")]
    out: PathBuf,

    /// A folder for README.md with all that was found and a picture NAME.svg of each study
    #[arg(long, value_name = "DIR", value_parser = path(), help_heading = "Output")]
    gallery: Option<PathBuf>,

    /// Replace runs of other settings in the folder
    #[arg(long, help_heading = "Output")]
    force: bool,

    /// Print nothing but one array, an object per study
    #[arg(long, help_heading = "Output")]
    json: bool,
}

impl StudyArguments {
    pub(super) fn asked(self) -> Study {
        let Self { studies: Wanted(studies), out, gallery, force, json } = self;
        Study { studies, out, gallery, force, json }
    }
}

/// What one word asks for.
#[derive(Clone, Debug)]
struct Wanted(Vec<Source>);

/// Names of studies, all of them, or a file.
#[derive(Clone)]
struct Studies;

impl TypedValueParser for Studies {
    type Value = Wanted;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Wanted, clap::Error> {
        if Path::new(value).extension().is_some_and(|extension| extension == "toml") {
            return Ok(Wanted(vec![Source::File(value.into())]));
        }
        let name = names().parse_ref(command, arg, value)?;
        let wanted = |study: &StudyName| name == ALL.name || name == study.word();
        let known = StudyName::ALL.iter().copied().filter(wanted);
        Ok(Wanted(known.map(Source::Known).collect()))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |name: Name| PossibleValue::new(name.name).help(name.about);
        Some(Box::new(known().into_iter().map(value)))
    }
}

/// Every study with its description, and all of them.
fn known() -> Vec<Name> {
    let study = |study: &StudyName| Name { name: study.word(), about: study.about() };
    StudyName::ALL.iter().map(study).chain([ALL]).collect()
}

fn names() -> clap::builder::PossibleValuesParser {
    crate::cli::flags::names(known())
}
