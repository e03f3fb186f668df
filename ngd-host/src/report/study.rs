//! `study.md` and `study.json`, and the table of several studies.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::table::table as empty;
use crate::compare::Comparison;
use crate::study::{Finding, Study};

/// The files of a study, beside those of its comparison.
pub const FILES: [&str; 2] = ["study.md", "study.json"];

/// What became of a study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Studied {
    name: String,
    title: String,
    source: String,
    claim: String,
    seeds: usize,
    interrupted: bool,
    findings: Vec<Finding>,
    holds: bool,
}

impl Studied {
    /// What the comparison says about the claim, which holds if every check does.
    pub fn of(name: String, study: &Study, comparison: &Comparison) -> Self {
        let findings: Vec<Finding> = study.checks.iter().map(|check| check.find(comparison)).collect();
        Self {
            name,
            title: study.title.clone(),
            source: study.source.clone(),
            claim: study.claim.clone(),
            seeds: comparison.seeds.len(),
            interrupted: comparison.interrupted,
            holds: findings.iter().all(|finding| finding.holds),
            findings,
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.holds, self.interrupted) {
            (_, true) => "interrupted",
            (true, false) => "holds",
            (false, false) => "does not hold",
        }
    }

    fn paragraph(&self) -> String {
        let [title, source, claim, verdict] =
            [&self.title, &self.source, &self.claim, &self.verdict().to_owned()];
        let mut text =
            format!("# {title}\n\nClaimed in {source}: {claim}\n\nMeasured with {} seeds:\n\n", self.seeds);
        for Finding { text: finding, holds } in &self.findings {
            let mark = if *holds { "as claimed" } else { "not as claimed" };
            text += &format!("* {finding} ({mark}).\n");
        }
        text + &format!(
            "\nThe claim: **{verdict}**.\n\n![Errors over iterations](iterations.svg)\n\n\
             ![Errors over seconds](seconds.svg)\n"
        )
    }
}

/// The contents of [`FILES`].
///
/// # Errors
/// Those of the serializer.
pub fn files(studied: &Studied) -> serde_json::Result<[(&'static str, String); 2]> {
    let json = serde_json::to_string_pretty(studied)? + "\n";
    Ok([(FILES[0], studied.paragraph()), (FILES[1], json)])
}

/// Writes a row for each study, and where the files are.
///
/// # Errors
/// Those of `out`.
pub fn table(studies: &[Studied], folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = empty(&["study", "claim", "measured", "verdict"]);
    for study in studies {
        let findings: Vec<&str> = study.findings.iter().map(|finding| finding.text.as_str()).collect();
        rows.add_row([&study.name, &study.claim, &findings.join("\n"), study.verdict()]);
    }
    writeln!(out, "{}\n\nfiles: {}", rows.trim_fmt(), folder.display())
}

/// Writes the array of all studies.
///
/// # Errors
/// Those of `out`.
pub fn array(studies: &[Studied], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, studies)?;
    writeln!(out)
}
