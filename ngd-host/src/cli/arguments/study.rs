use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::study::StudyName;

const ALL: &str = "all";

/// The flags of `ngd study`.
#[derive(Args, Clone, Debug)]
pub struct StudyArguments {
    /// The study
    #[arg(value_name = "NAME", value_parser = names())]
    name: String,

    /// The folder in which each study has its own, with study.md, study.json and all that ngd compare writes
    #[arg(long, value_name = "DIR", value_parser = super::folder, default_value = "runs/studies")]
    pub out: PathBuf,

    /// A folder for README.md with all that was found and a picture NAME.svg of each study
    #[arg(long, value_name = "DIR", value_parser = super::folder)]
    pub gallery: Option<PathBuf>,

    /// Print nothing but one array, an object per study
    #[arg(long)]
    pub json: bool,
}

impl StudyArguments {
    /// The studies to make, in order.
    pub fn studies(&self) -> Vec<StudyName> {
        match StudyName::from_str(&self.name, false) {
            Ok(name) => vec![name],
            Err(_) => StudyName::value_variants().to_vec(),
        }
    }
}

/// Every study with its description, and all of them.
fn names() -> PossibleValuesParser {
    let studies = StudyName::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let all = clap::builder::PossibleValue::new(ALL).help("All of them");
    PossibleValuesParser::new(studies.chain([all]).collect::<Vec<_>>())
}
