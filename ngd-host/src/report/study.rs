//! `study.md` and `study.json`, and the table of several studies.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::comparison::bands;
use super::table::table as empty;
use crate::race::Comparison;
use crate::study::{Finding, Study};

/// The files of a study, beside those of its comparison.
pub const FILES: [&str; 2] = ["study.md", "study.json"];

/// The picture of a study that the gallery shows.
pub const PICTURE: &str = bands::NAMES[0][0];

/// Of the table in a file or a pipe: claims are sentences, and would make lines of any length.
const WIDTH: u16 = 120;

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

    /// The name that `ngd study` knows it by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is claimed, what was measured, whether it holds.
    fn paragraph(&self) -> String {
        let Self { source, claim, seeds, .. } = self;
        let counted = if *seeds == 1 { "one seed".to_owned() } else { format!("{seeds} seeds") };
        let mut text = format!("Claimed in {source}: {claim}\n\nMeasured with {counted}:\n\n");
        for Finding { text: finding, holds } in &self.findings {
            let mark = if *holds { "it is" } else { "it is not" };
            text += &format!("* {finding} ({mark}).\n");
        }
        text + &format!("\nThe claim: **{}**.\n", self.verdict())
    }
}

/// The page of a gallery: a table, and each study with its paragraph and picture.
pub fn gallery(studies: &[Studied]) -> String {
    let mut page = String::from(
        "# What papers claim, and what we measured\n\nMade by `cargo run --release -- study all --gallery \
         examples/gallery`; nothing here is written by hand. Bands: medians and quartiles over the seeds.\n\n\
         | study | the claim |\n|---|---|\n",
    );
    for study in studies {
        page += &format!("| [{}](#{}) | {} |\n", study.title, anchor(&study.title), study.verdict());
    }
    for study in studies {
        let Studied { title, name, .. } = study;
        page += &format!("\n## {title}\n\n![Errors over iterations]({name}.svg)\n\n{}", study.paragraph());
        page += &format!("\n`ngd study {name}`\n");
    }
    page
}

/// The anchor of a heading, as renderers of Markdown make it.
fn anchor(title: &str) -> String {
    let letter = |letter: char| match letter {
        ' ' => Some('-'),
        letter if letter.is_alphanumeric() || letter == '-' => Some(letter),
        _ => None,
    };
    title.to_lowercase().chars().filter_map(letter).collect()
}

/// The contents of [`FILES`].
///
/// # Errors
/// Those of the serializer.
pub fn files(studied: &Studied) -> serde_json::Result<[(&'static str, String); 2]> {
    let json = serde_json::to_string_pretty(studied)? + "\n";
    let page = format!(
        "# {}\n\n{}\n![Errors over iterations](iterations.svg)\n\n![Errors over seconds](seconds.svg)\n",
        studied.title,
        studied.paragraph()
    );
    Ok([(FILES[0], page), (FILES[1], json)])
}

/// Writes a row for each study, and where the files are.
///
/// # Errors
/// Those of `out`.
pub fn table(studies: &[Studied], folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = empty(&["study", "claim", "measured", "verdict"]);
    if rows.width().is_none() {
        rows.set_width(WIDTH);
    }
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
