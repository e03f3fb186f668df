use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::path;
use crate::command::Study;
use crate::request::{Name, Word};
use crate::study::StudyName;

const ALL: Name = Name { name: "all", about: "All of them" };

/// The flags of `ngd study`.
#[derive(Args, Clone, Debug)]
pub(super) struct StudyArguments {
    /// The study
    #[arg(value_name = "NAME", value_parser = names())]
    name: String,

    /// The folder in which each study has its own, with study.md, study.json and all that ngd compare writes
    #[arg(long, value_name = "DIR", value_parser = path(), default_value = "runs/studies")]
    out: PathBuf,

    /// A folder for README.md with all that was found and a picture NAME.svg of each study
    #[arg(long, value_name = "DIR", value_parser = path())]
    gallery: Option<PathBuf>,

    /// Print nothing but one array, an object per study
    #[arg(long)]
    json: bool,
}

impl StudyArguments {
    pub(super) fn asked(self) -> Study {
        let Self { name, out, gallery, json } = self;
        let wanted = |study: &StudyName| name == ALL.name || name == study.word();
        Study { studies: StudyName::ALL.iter().copied().filter(wanted).collect(), out, gallery, json }
    }
}

/// Every study with its description, and all of them.
fn names() -> PossibleValuesParser {
    let study = |study: &StudyName| Name { name: study.word(), about: study.about() };
    crate::cli::flags::names(StudyName::ALL.iter().map(study).chain([ALL]).collect())
}
