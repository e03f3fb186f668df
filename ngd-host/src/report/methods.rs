//! The table of methods in Markdown, as the README has it.

use std::io::{self, Write};

use crate::method::Preset;

/// Writes the table.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", table())
}

/// A line for each method.
pub fn table() -> String {
    let mut text = String::from(
        "| `--optimizer` | in `ngd_core` | step | its parts | source |\n|---|---|---|---|---|\n",
    );
    for method in Preset::all() {
        let names: Vec<String> =
            [Some(method.name), method.alias].into_iter().flatten().map(|name| format!("`{name}`")).collect();
        let parts = method.parts();
        let first = Preset::all().iter().find(|other| other.parts() == parts);
        let parts = match first {
            _ if parts.is_empty() => "a search of its own".to_owned(),
            Some(other) if other != method => format!("as `{}`", other.name),
            _ => format!("`{parts}`"),
        };
        let [core, formula, source] = [method.core, method.formula, method.source];
        text += &format!("| {} | {core} | {formula} | {parts} | {source} |\n", names.join(", "));
    }
    text
}
