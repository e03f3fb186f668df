use std::path::PathBuf;

use super::Run;
use super::occupied::{self, Occupied};
use crate::method::OPTIMIZER;
use crate::request::{Request, UsageError, Which};
use crate::training::{Settings, resolve};

/// Where the files of a run go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// There are none.
    Nowhere,
    /// In this folder: the run of one seed.
    Folder(PathBuf),
    /// In this folder, in one folder per seed, whose name begins so.
    Inside(PathBuf, String),
}

/// Where files go if nobody says otherwise.
const RUNS: &str = "runs";

impl Output {
    /// What `--out`, `--json`, `--seed` and `--seeds` say together.
    ///
    /// # Errors
    /// A mistake in the recommendation of the problem.
    pub fn of(asked: &Run, settings: &Settings) -> Result<Self, UsageError> {
        Ok(match &asked.out {
            None if asked.json => Self::Nowhere,
            None => Self::Inside(RUNS.into(), plain_name(settings) + &suffix(settings)?),
            Some(out) if matches!(asked.seeds, Which::Several(_)) => {
                Self::Inside(out.clone(), plain_name(settings))
            }
            Some(out) => Self::Folder(out.clone()),
        })
    }

    /// The folder of one seed.
    pub fn folder(&self, seed: u64) -> Option<PathBuf> {
        match self {
            Self::Nowhere => None,
            Self::Folder(folder) => Some(folder.clone()),
            Self::Inside(parent, name) => Some(parent.join(format!("{name}-{seed}"))),
        }
    }

    /// The folders of all seeds.
    pub fn folders(&self, seeds: &[u64]) -> impl Iterator<Item = PathBuf> {
        seeds.iter().filter_map(|&seed| self.folder(seed))
    }

    /// That none of the folders holds a run of other settings.
    ///
    /// # Errors
    /// [`Occupied`] for the first that does.
    pub fn is_free(&self, settings: &Settings, seeds: &[u64]) -> Result<(), Occupied> {
        let check =
            |&seed: &u64| self.folder(seed).map_or(Ok(()), |path| occupied::check(&path, settings, seed));
        seeds.iter().try_for_each(check)
    }
}

fn plain_name(settings: &Settings) -> String {
    format!("{}-{}", settings.problem.name(), settings.method.name())
}

/// The flags whose values are not what problem and method have by themselves, as part of a name.
fn suffix(settings: &Settings) -> Result<String, UsageError> {
    let mut bare = Request::default();
    bare.write(&OPTIMIZER, settings.method.name());
    let usual = resolve(settings.problem, &bare)?.request();
    let flags = settings.request().beyond(&usual);
    let words: Vec<String> =
        flags.iter().map(|(flag, value)| format!("-{}-{}", flag.name, plain(value))).collect();
    Ok(short(&words.concat()))
}

fn plain(value: &str) -> String {
    value
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' })
        .collect()
}

/// The longest suffix.
const LONGEST: usize = 100;
/// What of a longer one is kept beside a number that stands for all of it.
const KEPT: usize = 80;

fn short(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    // FNV-1a (Fowler, Noll, Vo), the same on every machine.
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let number = name.bytes().fold(0x811c_9dc5, fold);
    format!("{}-{number:08x}", &name[..KEPT])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemName;
    use crate::training::flags;

    fn name(text: &str) -> String {
        let request = Request::read(text, &flags()).unwrap();
        let asked = Run { request, ..Run::of(ProblemName::FIRST) };
        let settings = resolve(asked.problem, &asked.request).unwrap();
        let folder = Output::of(&asked, &settings).unwrap().folder(7).unwrap();
        folder.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_folder_is_named_by_what_is_not_usual() {
        for (flags, expected) in [
            ("", "runs/poisson-2d-natural-gradient-7"),
            ("--solver svd", "runs/poisson-2d-natural-gradient-7"),
            ("--optimizer adam", "runs/poisson-2d-adam-7"),
            (
                "--solver cholesky --damping constant:1e-8",
                "runs/poisson-2d-natural-gradient-solver-cholesky-damping-constant-1e-8-7",
            ),
            ("--layers 2,8,1", "runs/poisson-2d-natural-gradient-layers-2-8-1-7"),
        ] {
            assert_eq!(name(flags), expected);
        }
        let many = "--solver square-root --damping constant:0.123456789 --step fixed:0.5 --acceleration none \
                    --policy descent --layers 2,8,9,10,1 --activation sine --init normal:0.3 --iterations 12";
        let other = many.replace("12", "13");
        assert!(name(many).len() < 160 && name(many) != name(&other), "{}", name(many));
    }
}
