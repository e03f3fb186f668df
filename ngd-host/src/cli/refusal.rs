//! What clap refuses, as one sentence.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::method::Preset;
use crate::problem::ProblemName;

/// The sentence: which flag, what is allowed, what may have been meant.
pub(super) fn sentence(error: &Error) -> String {
    let (argument, value) = (text(error, ContextKind::InvalidArg), text(error, ContextKind::InvalidValue));
    match (error.kind(), argument, value) {
        (ErrorKind::InvalidValue, Some(argument), Some(value)) => {
            let allowed = text(error, ContextKind::ValidValue).unwrap_or_default();
            let meant =
                text(error, ContextKind::SuggestedValue).map(|value| format!("; did you mean {value}?"));
            if value.is_empty() {
                return format!("'{argument}' needs a value: allowed are {allowed}");
            }
            let meant = meant.unwrap_or_default();
            format!("'{value}' is not allowed for '{argument}': allowed are {allowed}{meant}")
        }
        (ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("'{value}' is not allowed for '{argument}': {reason}")
        }
        (ErrorKind::MissingRequiredArgument, Some(missing), _) => {
            let mut sentence = format!("{missing} must be given");
            for (argument, allowed) in [("PROBLEM", ProblemName::names()), ("--optimizers", Preset::names())]
            {
                if missing.contains(argument) {
                    let allowed: Vec<&str> = allowed.iter().map(|name| name.name).collect();
                    sentence += &format!("; for {argument} allowed are {}", allowed.join(", "));
                }
            }
            sentence
        }
        _ => first_lines(&error.render().to_string()),
    }
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}

/// Clap's own words without the usage below them.
fn first_lines(rendered: &str) -> String {
    let lines: Vec<&str> = rendered
        .lines()
        .map(|line| line.trim().trim_start_matches("error: ").trim_start_matches("tip: "))
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("; ")
}
