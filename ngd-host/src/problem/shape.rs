//! How many inputs and outputs a problem has, matched once.

use super::AnyCase;

/// What is done with a problem of any number of inputs D and outputs O.
pub trait Visitor {
    /// What comes of it.
    type Output;

    /// Called with the problem.
    fn visit<const D: usize, const O: usize>(self, case: Box<dyn AnyCase<D, O>>) -> Self::Output;
}

macro_rules! shapes {
    ($($name:ident($inputs:literal, $outputs:literal)),+ $(,)?) => {
        /// A problem, by its numbers of inputs and outputs. A step is compiled for each of them.
        pub enum Shape {
            $(
                #[doc = concat!("D = ", $inputs, ", O = ", $outputs, ".")]
                $name(Box<dyn AnyCase<$inputs, $outputs>>),
            )+
        }

        impl Shape {
            /// Hands the problem to a visitor.
            pub fn visit<V: Visitor>(self, visitor: V) -> V::Output {
                match self {
                    $(Self::$name(case) => visitor.visit(case)),+
                }
            }
        }

        $(
            impl From<Box<dyn AnyCase<$inputs, $outputs>>> for Shape {
                fn from(case: Box<dyn AnyCase<$inputs, $outputs>>) -> Self {
                    Self::$name(case)
                }
            }
        )+
    };
}

shapes! {
    Scalar1(1, 1),
    Pair1(1, 2),
    Scalar2(2, 1),
    Triple2(2, 3),
    Scalar4(4, 1),
    Scalar5(5, 1),
    Scalar10(10, 1),
}

impl Shape {
    /// The shape of a case.
    pub fn of<const D: usize, const O: usize>(case: impl AnyCase<D, O> + 'static) -> Self
    where
        Box<dyn AnyCase<D, O>>: Into<Self>,
    {
        let case: Box<dyn AnyCase<D, O>> = Box::new(case);
        case.into()
    }
}
