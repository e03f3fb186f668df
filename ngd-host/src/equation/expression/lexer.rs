//! Numbers, names and signs of an expression.

use std::ops::Range;

use super::super::fault::Fault;

/// A word of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(&'a str),
    /// One of `+ - * / ^ ( ) , < <= > >= == !=`.
    Sign(&'static str),
    End,
}

/// The signs, longer ones first.
const SIGNS: [&str; 14] = ["<=", ">=", "==", "!=", "+", "-", "*", "/", "^", "(", ")", ",", "<", ">"];

/// What people write for what is meant.
const WRONG: [(&str, &str); 16] = [
    ("**", "write ^ for a power"),
    ("&&", "write (a)*(b) where both conditions must hold"),
    ("||", "write max(a, b) where one condition must hold"),
    ("=", "an expression has no =: write left - (right), which is zero where the equation holds"),
    ("!", "write != for unequal, 0 < 1 for a condition"),
    ("−", "write - for minus"),
    ("–", "write - for minus"),
    ("·", "write * for a product"),
    ("×", "write * for a product"),
    ("÷", "write / for a quotient"),
    ("π", "write pi"),
    ("²", "write ^2"),
    ("³", "write ^3"),
    ("[", "write ( and )"),
    ("{", "write ( and )"),
    ("'", "write a derivative as u_x"),
];

/// Reads a text word by word.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next word and where it stands.
    pub fn next(&mut self) -> Result<(Token<'a>, Range<usize>), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        let start = self.at;
        let Some(first) = trimmed.chars().next() else { return Ok((Token::End, start..start)) };
        let second = trimmed[first.len_utf8()..].chars().next();
        let token = if first.is_ascii_digit() || first == '.' && second.is_some_and(|c| c.is_ascii_digit()) {
            self.number(trimmed)?
        } else if first.is_ascii_alphabetic() || first == '_' {
            let end = trimmed.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let name = &trimmed[..end.unwrap_or(trimmed.len())];
            self.at += name.len();
            Token::Name(name)
        } else {
            self.sign(trimmed, first)?
        };
        Ok((token, start..self.at))
    }

    fn sign(&mut self, rest: &str, first: char) -> Result<Token<'a>, Fault> {
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        let wrong = WRONG.into_iter().find(|(wrong, _)| rest.starts_with(wrong));
        match (sign, wrong) {
            (Some(sign), wrong) if wrong.is_none_or(|(wrong, _)| wrong.len() <= sign.len()) => {
                self.at += sign.len();
                Ok(Token::Sign(sign))
            }
            (_, Some((wrong, remedy))) => Err(Fault::new(self.at..self.at + wrong.len(), remedy)),
            _ => {
                let sentence =
                    format!("{first:?} belongs in no expression: expected numbers, names and signs");
                Err(Fault::new(self.at..self.at + first.len_utf8(), sentence))
            }
        }
    }

    /// Digits, perhaps a point, perhaps an exponent; a letter behind it is a forgotten sign.
    fn number(&mut self, rest: &'a str) -> Result<Token<'a>, Fault> {
        let bytes = rest.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = digits(0);
        if bytes.get(end) == Some(&b'.') {
            end += 1 + digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits((end + 1 + sign).min(bytes.len()));
            if exponent > 0 {
                end += 1 + sign + exponent;
            }
        }
        let (number, behind) = rest.split_at(end);
        let (start, place) = (self.at, self.at..self.at + end);
        self.at += end;
        if behind.starts_with('.') {
            return Err(Fault::new(start + end..start + end + 1, "a number has one point only"));
        }
        let name = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(behind.len());
        if name > 0 {
            let sentence = format!("write {number}*{} for a product", &behind[..name]);
            return Err(Fault::new(start..start + end + name, sentence));
        }
        match number.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Token::Number(value)),
            _ => Err(Fault::new(place, format!("{number} is beyond the largest number, 1.8e308"))),
        }
    }
}
