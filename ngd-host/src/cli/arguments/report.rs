use std::path::PathBuf;

use clap::Args;

/// The flags of `ngd report`.
#[derive(Args, Clone, Debug)]
pub struct ReportArguments {
    /// A folder of runs and comparisons, at any depth
    #[arg(value_name = "DIR", value_parser = super::folder)]
    pub folder: PathBuf,

    /// The page [default: DIR/report.html]
    #[arg(long, value_name = "FILE", value_parser = super::folder)]
    pub out: Option<PathBuf>,
}

impl ReportArguments {
    /// Where the page is written.
    pub fn page(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.folder.join("report.html"))
    }
}
