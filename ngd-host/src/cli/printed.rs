//! What a shell and `man` read.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Arguments;
use crate::command::Error;

/// The script that completes the words of the program in a shell.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    let mut program = Arguments::command();
    clap_complete::generate(shell, &mut program, "ngd", &mut script);
    if shell == Shell::Fish {
        script.extend(names_for_fish(&program).into_bytes());
    }
    script
}

/// `clap_complete` writes the values of flags for fish, not those of words without a flag.
fn names_for_fish(program: &clap::Command) -> String {
    let lines = program.get_subcommands().flat_map(|command| {
        command.get_positionals().filter_map(move |word| {
            let names: Vec<String> =
                word.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            let condition = format!("__fish_ngd_using_subcommand {}", command.get_name());
            (!names.is_empty())
                .then(|| format!("complete -c ngd -n \"{condition}\" -f -a \"{}\"\n", names.join(" ")))
        })
    });
    lines.collect()
}

/// The manual page of the program, or of one of its commands.
pub(super) fn page(name: Option<&str>) -> Result<Vec<u8>, Error> {
    let mut program = Arguments::command();
    program.build();
    let command = match name {
        None => program,
        Some(name) => {
            let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let rejected = crate::request::not_among(name, &known);
            let Some(command) = program.find_subcommand(name) else {
                return Err(Error::Arguments(format!("'{name}' is not allowed for 'COMMAND': {rejected}")));
            };
            command.clone()
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text).map_err(Error::Output)?;
    Ok(text)
}
