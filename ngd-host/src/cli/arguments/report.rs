use std::path::PathBuf;

use clap::Args;

use super::path;
use crate::command::Report;

/// The flags of `ngd report`.
#[derive(Args, Clone, Debug)]
pub(super) struct ReportArguments {
    /// A folder of runs and comparisons, at any depth
    #[arg(value_name = "DIR", value_parser = path())]
    folder: PathBuf,

    /// The page [default: DIR/report.html]
    #[arg(long, value_name = "FILE", value_parser = path(), help_heading = "Output")]
    out: Option<PathBuf>,
}

impl ReportArguments {
    pub(super) fn asked(self) -> Report {
        let out = self.out.unwrap_or_else(|| self.folder.join("report.html"));
        Report { folder: self.folder, out }
    }
}
