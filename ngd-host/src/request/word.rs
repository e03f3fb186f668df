/// A choice from a closed list of words.
pub trait Word: Copy + 'static {
    /// All of them, in the order in which they are listed.
    const ALL: &'static [Self];

    /// As it is written.
    fn word(self) -> &'static str;

    /// What it stands for, in one line.
    fn about(self) -> &'static str;
}

/// An enum of words: parsed, printed and serialized as such, with a description in one line that is its
/// documentation and its help.
macro_rules! words {
    ($(#[$attribute:meta])* $name:ident { $($variant:ident = $word:literal, $about:literal;)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $about] $variant),+
        }

        impl $crate::request::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn about(self) -> &'static str {
                match self { $(Self::$variant => $about),+ }
            }
        }

        impl $name {
            /// The words and what they stand for.
            pub fn names() -> Vec<$crate::request::Name> {
                vec![$($crate::request::Name { name: $word, about: $about }),+]
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::request::Rejected;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::request::not_among(text, &[$($word),+])),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::request::Word::word(*self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

pub(crate) use words;

/// The name of a choice, as it is written on the command line.
pub fn name<T: Word>(choice: &T) -> String {
    choice.word().to_owned()
}

/// The one-line description of a choice.
pub fn description<T: Word>(choice: &T) -> String {
    choice.about().to_owned()
}
