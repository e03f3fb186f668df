use crate::training::{Stopping, Verdict};

/// How a command that could do what it was asked ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conclusion {
    /// Everything is done.
    Done,
    /// Every run diverged or missed its target.
    Missed,
    /// The runs are on disk, but a picture is not.
    Incomplete,
}

impl Conclusion {
    /// Of runs with these limits that ended so.
    pub fn of<'a>(runs: impl IntoIterator<Item = (&'a Stopping, Verdict)>) -> Self {
        let missed = |(stopping, verdict): (&Stopping, Verdict)| match verdict {
            Verdict::Diverged => true,
            Verdict::TargetReached | Verdict::Interrupted => false,
            _ => stopping.target.is_some(),
        };
        let mut runs = runs.into_iter().map(missed).peekable();
        if runs.peek().is_some() && runs.all(|missed| missed) { Self::Missed } else { Self::Done }
    }

    /// Of several that end as one: missed only if all of them are.
    pub fn together(parts: &[Self]) -> Self {
        match (parts.contains(&Self::Incomplete), parts.iter().all(|part| *part == Self::Missed)) {
            (true, _) => Self::Incomplete,
            (false, true) if !parts.is_empty() => Self::Missed,
            _ => Self::Done,
        }
    }

    /// The exit status of the program.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Incomplete => 1,
            Self::Missed => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Target;

    #[test]
    fn several_seeds_miss_only_if_all_of_them_do() {
        let limits = |target| Stopping { iterations: 9, target, time_limit: None };
        let (aimed, free) = (limits(Some(Target::Loss(1e-3))), limits(None));
        let of = |stopping, verdicts: &[Verdict]| Conclusion::of(verdicts.iter().map(|end| (stopping, *end)));
        let (limit, reached, diverged) = (Verdict::IterationLimit, Verdict::TargetReached, Verdict::Diverged);
        for (stopping, verdicts, expected) in [
            (&aimed, &[limit][..], Conclusion::Missed),
            (&aimed, &[reached], Conclusion::Done),
            (&aimed, &[limit, reached, diverged], Conclusion::Done),
            (&aimed, &[limit, diverged], Conclusion::Missed),
            (&free, &[limit], Conclusion::Done),
            (&free, &[diverged], Conclusion::Missed),
            (&free, &[diverged, limit], Conclusion::Done),
            (&free, &[], Conclusion::Done),
        ] {
            assert_eq!(of(stopping, verdicts), expected, "{verdicts:?}");
        }
    }
}
