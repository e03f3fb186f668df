//! What each command was asked.

use std::path::PathBuf;

use crate::problem::ProblemName;
use crate::race::Asked;
use crate::request::{Request, Which};
use crate::study::StudyName;
use crate::training::Target;

/// `ngd run`.
#[derive(Clone, Debug)]
pub struct Run {
    /// The problem.
    pub problem: ProblemName,
    /// Flags of method, network, points and limits.
    pub request: Request,
    /// The seeds.
    pub seeds: Which,
    /// Where files go.
    pub out: Option<PathBuf>,
    /// Whether runs of other settings may be replaced.
    pub force: bool,
    /// Whether to print one array and nothing else.
    pub json: bool,
}

/// `ngd compare`.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The problems, each compared by itself.
    pub problems: Vec<ProblemName>,
    /// Who is compared.
    pub entrants: Vec<Asked>,
    /// Flags of all of them.
    pub request: Request,
    /// The seeds of each.
    pub seeds: Vec<u64>,
    /// What counts as a success.
    pub success: Option<Target>,
    /// Where files go.
    pub out: Option<PathBuf>,
    /// Whether runs of other settings may be replaced.
    pub force: bool,
    /// Whether to print `comparison.json` and nothing else.
    pub json: bool,
}

/// `ngd study`.
#[derive(Clone, Debug)]
pub struct Study {
    /// Which.
    pub studies: Vec<Source>,
    /// The folder in which each study has its own.
    pub out: PathBuf,
    /// Whether runs of other settings may be replaced.
    pub force: bool,
    /// A folder for the page of all.
    pub gallery: Option<PathBuf>,
    /// Whether to print one array and nothing else.
    pub json: bool,
}

/// A study that `ngd` knows, or a file of one.
#[derive(Clone, Debug)]
pub enum Source {
    /// Known by its name.
    Known(StudyName),
    /// In the format of the known ones.
    File(PathBuf),
}

/// `ngd report`.
#[derive(Clone, Debug)]
pub struct Report {
    /// A folder of runs and comparisons.
    pub folder: PathBuf,
    /// The page.
    pub out: PathBuf,
}

impl Run {
    /// `ngd run PROBLEM` without flags.
    pub fn of(problem: ProblemName) -> Self {
        Self {
            problem,
            request: Request::default(),
            seeds: Which::One(0),
            out: None,
            force: false,
            json: false,
        }
    }
}
