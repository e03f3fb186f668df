use clap::builder::{PossibleValue, PossibleValuesParser, ValueParser};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use crate::request::{Accepts, Flag, Name, Request};
use crate::training::flags;

/// The flags of method, network, points and limits, each as its part declares it.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// What was given.
    pub request: Request,
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        command.args(flags().into_iter().map(arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Self::default();
        given.update_from_arg_matches(matches)?;
        Ok(given)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for flag in flags() {
            if let Some(value) = matches.get_one::<String>(flag.name) {
                self.request.write(flag, value);
            }
        }
        Ok(())
    }
}

fn arg(flag: &'static Flag) -> Arg {
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .value_name(flag.value)
        .allow_hyphen_values(true)
        .help_heading(flag.heading.title());
    match flag.accepts {
        Accepts::Names(list) => arg.value_parser(names(list())).help(flag.help),
        Accepts::Forms(forms, check) => {
            let forms: Vec<&str> = forms().iter().map(|form| form.name).collect();
            arg.value_parser(text(check)).help(format!("{}: {}", flag.help, forms.join(", ")))
        }
        Accepts::Text(check) => arg.value_parser(text(check)).help(flag.help),
    }
}

type Check = fn(&str) -> Result<(), crate::request::Rejected>;

fn text(check: Check) -> ValueParser {
    ValueParser::new(move |value: &str| check(value).map(|()| value.to_owned()))
}

/// One of these words, each with its description.
pub(super) fn names(list: Vec<Name>) -> PossibleValuesParser {
    PossibleValuesParser::new(list.into_iter().map(|name| PossibleValue::new(name.name).help(name.about)))
}
