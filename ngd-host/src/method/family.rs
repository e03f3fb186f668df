//! Families of parts: a flag names one of several, each in a file of its own.

use std::fmt::Display;

use crate::request::Rejected;

/// One of several parts that a flag chooses from.
pub trait Part: Sized + Display {
    /// The form of its value, for example `constant:L`.
    const FORM: &'static str;
    /// What it is, in one line.
    const ABOUT: &'static str;

    /// What a value says; none if it has not this form.
    fn parse(text: &str) -> Option<Result<Self, Rejected>>;
}

/// An enum of parts: it is parsed, printed and built by the part that it is.
macro_rules! family {
    (
        $(#[$doc:meta])*
        $name:ident { $($part:ident),+ $(,)? }
        build $known:tt -> $built:ident $(with $argument:ident)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum $name {
            $(
                #[doc = concat!("See [`", stringify!($part), "`].")]
                $part($part),
            )+
        }

        impl $name {
            /// The forms of the values and what they are.
            pub fn forms() -> Vec<$crate::request::Name> {
                vec![$($crate::request::Name {
                    name: <$part as $crate::method::family::Part>::FORM,
                    about: <$part as $crate::method::family::Part>::ABOUT,
                }),+]
            }

            /// The part of the core, in one number type.
            pub fn build<R: $crate::method::Float>(&self $(, $argument: usize)?) -> $crate::method::dynamic::$built<R> {
                match self {
                    $(Self::$part(part) => $crate::method::dynamic::$built::new(part.build::<R> $known),)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::request::Rejected;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $(
                    if let Some(part) = <$part as $crate::method::family::Part>::parse(text) {
                        return part.map(Self::$part);
                    }
                )+
                let forms: Vec<&str> = Self::forms().iter().map(|form| form.name).collect();
                Err($crate::request::not_among(text, &forms))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$part(part) => part.fmt(f),)+
                }
            }
        }
    };
}

/// A part whose value is one word.
macro_rules! word {
    ($part:ident, $word:literal, $about:literal) => {
        impl $crate::method::family::Part for $part {
            const FORM: &'static str = $word;
            const ABOUT: &'static str = $about;

            fn parse(text: &str) -> Option<Result<Self, $crate::request::Rejected>> {
                (text == $word).then_some(Ok(Self))
            }
        }

        impl std::fmt::Display for $part {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($word)
            }
        }
    };
}

pub(super) use {family, word};
