//! From a text to a node: a Pratt parser.
//!
//! Signs bind, from the loosest: comparisons (one only), + −, * /, the sign before a term, ^ (from the right).
//! So −x^2 is −(x²), 2^3^2 is 2⁹ and 2^−x is allowed.

use std::ops::Range;

use super::super::fault::Fault;
use super::super::nearest::nearest;
use super::function::Function;
use super::graph::{Graph, Id};
use super::lexer::{Lexer, Token};
use super::operation::Operation;

/// The longest expression, in bytes, and the deepest nesting.
const LONGEST: usize = 20_000;
const DEEPEST: usize = 100;

/// Words that mean something in every expression.
pub const RESERVED: [&str; 18] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt", "abs", "sign",
    "min", "max", "if", "pi",
];

/// What the names of an expression mean.
pub trait Names {
    /// The node of a name; `None` if it has no meaning here.
    ///
    /// # Errors
    /// In words, when it has a meaning that cannot be used here, or two.
    fn node(&mut self, graph: &mut Graph, name: &str) -> Result<Option<Id>, String>;

    /// Every name that has a meaning, for the message about one that has none.
    fn known(&self) -> Vec<String>;
}

/// How tightly a sign binds what stands left and right of it.
fn binding(sign: &str) -> Option<(u8, u8)> {
    Some(match sign {
        "<" | "<=" | ">" | ">=" | "==" | "!=" => (1, 2),
        "+" | "-" => (3, 4),
        "*" | "/" => (5, 6),
        "^" => (10, 9),
        _ => return None,
    })
}

/// The sign before a term: tighter than a product, looser than a power.
const PREFIX: u8 = 7;

/// Puts the expression of a text into a graph.
///
/// # Errors
/// A [`Fault`] in the text.
pub fn parse(text: &str, graph: &mut Graph, names: &mut dyn Names) -> Result<Id, Fault> {
    if text.len() > LONGEST {
        return Err(Fault::new(0..0, format!("the expression is longer than {LONGEST} bytes")));
    }
    let mut parser = Parser { lexer: Lexer::new(text), next: (Token::End, 0..0), graph, names, depth: 0 };
    parser.advance()?;
    let root = parser.expression(0)?;
    match parser.next.clone() {
        (Token::End, _) if parser.graph.is_full() => {
            Err(Fault::new(0..text.len(), "the expressions are too long"))
        }
        (Token::End, _) => Ok(root),
        (Token::Sign(")"), span) => Err(Fault::new(span, "there is no ( for this )")),
        (Token::Sign(","), span) => {
            Err(Fault::new(span, "a comma stands between the arguments of a function only"))
        }
        (_, span) => Err(Fault::new(span, "expected a sign before this: write * for a product")),
    }
}

struct Parser<'a, 'g> {
    lexer: Lexer<'a>,
    next: (Token<'a>, Range<usize>),
    graph: &'g mut Graph,
    names: &'g mut dyn Names,
    depth: usize,
}

impl<'a> Parser<'a, '_> {
    fn advance(&mut self) -> Result<(Token<'a>, Range<usize>), Fault> {
        let next = self.lexer.next()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    /// Everything that binds at least so tightly.
    fn expression(&mut self, least: u8) -> Result<Id, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let sentence = format!("nested deeper than {DEEPEST} times: give a part a name of its own");
            return Err(Fault::new(self.next.1.clone(), sentence));
        }
        let mut left = self.term()?;
        let mut compared = false;
        while let (Token::Sign(sign), span) = self.next.clone() {
            let Some((of_left, of_right)) = binding(sign) else { break };
            if of_left < least {
                break;
            }
            if of_left == 1 && std::mem::replace(&mut compared, true) {
                return Err(Fault::new(span, "write (a < b)*(b < c) where both comparisons must hold"));
            }
            self.advance()?;
            let right = self.expression(of_right)?;
            left = self.join(sign, left, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn join(&mut self, sign: &str, a: Id, b: Id) -> Id {
        let (operation, a, b) = match sign {
            "+" => (Operation::Add, a, b),
            "-" => (Operation::Subtract, a, b),
            "*" => (Operation::Multiply, a, b),
            "/" => (Operation::Divide, a, b),
            "<" => (Operation::Less, a, b),
            "<=" => (Operation::LessEqual, a, b),
            ">" => (Operation::Less, b, a),
            ">=" => (Operation::LessEqual, b, a),
            "==" => (Operation::Equal, a, b),
            "!=" => (Operation::Unequal, a, b),
            _ => (Operation::Power, a, b),
        };
        self.graph.between(operation, a, b)
    }

    /// A number, a name, a function, brackets, or one of them behind a sign.
    fn term(&mut self) -> Result<Id, Fault> {
        let (token, span) = self.advance()?;
        match token {
            Token::Number(value) => Ok(self.graph.constant(value)),
            Token::Name(name) => self.name(name, span),
            Token::Sign("-") => {
                let of = self.expression(PREFIX)?;
                Ok(self.graph.of(Function::Negative, of))
            }
            Token::Sign("+") => self.expression(PREFIX),
            Token::Sign("(") => {
                let inner = self.expression(0)?;
                self.close(&span)?;
                Ok(inner)
            }
            Token::Sign(sign) => {
                let sentence = format!("expected a number, a name or ( and found {sign}");
                Err(Fault::new(span, sentence))
            }
            Token::End => {
                Err(Fault::new(span, "the expression ends where a number, a name or ( was expected"))
            }
        }
    }

    /// The bracket that belongs to the one at `open`.
    fn close(&mut self, open: &Range<usize>) -> Result<(), Fault> {
        match self.advance()? {
            (Token::Sign(")"), _) => Ok(()),
            (Token::End, _) => Err(Fault::new(open.clone(), "there is no ) for this (")),
            (Token::Sign(","), span) => {
                Err(Fault::new(span, "a comma stands between the arguments of a function only"))
            }
            (Token::Sign(sign), span) => Err(Fault::new(span, format!("expected ) and found {sign}"))),
            (_, span) => Err(Fault::new(span, "expected a sign before this: write * for a product")),
        }
    }

    fn name(&mut self, name: &str, span: Range<usize>) -> Result<Id, Fault> {
        let called = self.next.0 == Token::Sign("(");
        if name == "pi" {
            return Ok(self.graph.constant(std::f64::consts::PI));
        }
        if RESERVED.contains(&name) {
            if !called {
                return Err(Fault::new(span, format!("{name} is a function: write {name}( … )")));
            }
            return self.call(name, span);
        }
        match self.names.node(self.graph, name) {
            Ok(Some(_)) if called => {
                Err(Fault::new(span, format!("{name} is no function: write {name}*( … ) for a product")))
            }
            Ok(Some(id)) => Ok(id),
            Ok(None) => Err(Fault::new(span, self.unknown(name, called))),
            Err(sentence) => Err(Fault::new(span, sentence)),
        }
    }

    /// What to say of a name that has no meaning.
    fn unknown(&self, name: &str, called: bool) -> String {
        let known = self.names.known();
        let functions = RESERVED.iter().copied().filter(|word| *word != "pi");
        let list = if called { functions.clone().map(str::to_owned).collect() } else { known.clone() };
        let what = if called { "function" } else { "name" };
        let familiar = match name {
            "e" => Some("exp(1)"),
            "ln" => Some("log"),
            "arctan" => Some("atan"),
            "arcsin" => Some("asin"),
            "arccos" => Some("acos"),
            "pow" => Some("a^b"),
            "and" => Some("(a)*(b)"),
            "or" => Some("max(a, b)"),
            _ => nearest(name, known.iter().map(String::as_str).chain(RESERVED)),
        };
        let remedy = familiar.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        let mut list = list.join(", ");
        if list.is_empty() {
            "none".clone_into(&mut list);
        }
        format!("unknown {what} {name}: known are {list}{remedy}")
    }

    fn call(&mut self, name: &str, span: Range<usize>) -> Result<Id, Fault> {
        let (_, open) = self.advance()?;
        let mut arguments = vec![self.expression(0)?];
        while self.next.0 == Token::Sign(",") {
            self.advance()?;
            arguments.push(self.expression(0)?);
        }
        self.close(&open)?;
        let count = arguments.len();
        let wrong = |expected: &str| {
            let plural = if count == 1 { "" } else { "s" };
            let sentence = format!("{name} takes {expected} and has {count} argument{plural}");
            Err(Fault::new(span.clone(), sentence))
        };
        if let Some((_, function)) = Function::NAMED.iter().find(|(known, _)| *known == name) {
            let [argument] = arguments[..] else { return wrong("one argument") };
            return Ok(self.graph.of(*function, argument));
        }
        match (name, &arguments[..]) {
            ("if", [condition, then, otherwise]) => Ok(self.graph.choice(*condition, *then, *otherwise)),
            ("if", _) => wrong("a condition and two values"),
            ("min" | "max", [first, second, rest @ ..]) => {
                let operation = if name == "min" { Operation::Min } else { Operation::Max };
                let pair = self.graph.between(operation, *first, *second);
                Ok(rest.iter().fold(pair, |so_far, next| self.graph.between(operation, so_far, *next)))
            }
            _ => wrong("two arguments or more"),
        }
    }
}
