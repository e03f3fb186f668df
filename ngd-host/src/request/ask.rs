use std::str::FromStr;

use super::{Flag, Rejected, Request, UsageError};

/// A request that is being answered: every part takes its flags out of what was asked, else the value that is
/// recommended below it. What is left of the request at the end nobody uses.
#[derive(Clone, Debug)]
pub struct Ask {
    asked: Request,
    recommended: Request,
}

impl Ask {
    /// What was asked, above what is recommended.
    pub fn new(asked: Request, recommended: Request) -> Self {
        Self { asked, recommended }
    }

    /// The value of a flag that was asked; it is taken.
    ///
    /// # Errors
    /// [`UsageError::Value`] for a value that `parse` refuses.
    pub fn asked<T>(
        &mut self,
        flag: &Flag,
        parse: impl FnOnce(&str) -> Result<T, Rejected>,
    ) -> Result<Option<T>, UsageError> {
        let value = self.asked.parsed(flag, parse)?;
        self.asked.remove(flag);
        Ok(value)
    }

    /// The value of a flag, asked or recommended; it is taken.
    ///
    /// # Errors
    /// As [`asked`](Self::asked).
    pub fn take_by<T>(
        &mut self,
        flag: &Flag,
        parse: impl Fn(&str) -> Result<T, Rejected>,
    ) -> Result<Option<T>, UsageError> {
        match self.asked(flag, &parse)? {
            Some(value) => Ok(Some(value)),
            None => self.recommended.parsed(flag, parse),
        }
    }

    /// As [`take_by`](Self::take_by), for what can be parsed.
    ///
    /// # Errors
    /// As [`asked`](Self::asked).
    pub fn take<T: FromStr<Err = Rejected>>(&mut self, flag: &Flag) -> Result<Option<T>, UsageError> {
        self.take_by(flag, str::parse)
    }

    /// Takes a flag that has been answered.
    pub fn forget(&mut self, flag: &Flag) {
        self.asked.remove(flag);
    }

    /// What was asked and not taken.
    pub fn left(&self) -> &Request {
        &self.asked
    }

    /// What is recommended.
    pub fn recommended(&self) -> &Request {
        &self.recommended
    }
}
