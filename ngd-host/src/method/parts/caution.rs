//! The regularizations of the program.

use ngd_core::damping::{Adaptive, AnnealedCutoff, ByLength, Constant, Cutoff, Damping, GainRatio};
use ngd_core::least_squares::Regularization;

use super::Float;
use crate::method as choice;
use crate::method::Fall;
use crate::training::Settings;

macro_rules! rules {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident($rule:ty)),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name<R> {
            $($(#[$note])* $variant($rule)),+
        }

        impl<R: Float> Damping<R> for $name<R> {
            fn known(&self) -> Option<R> {
                match self { $(Self::$variant(rule) => rule.known()),+ }
            }
            fn regularization(&self, mean_square: R) -> Regularization<R> {
                match self { $(Self::$variant(rule) => rule.regularization(mean_square)),+ }
            }
            fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
                match self { $(Self::$variant(rule) => rule.again(tried)),+ }
            }
            fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
                match self { $(Self::$variant(rule) => rule.accepted(used, length, gain)),+ }
            }
            fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
                match self { $(Self::$variant(rule) => rule.rejected(used, mean_square)),+ }
            }
        }
    };
}

rules! {
    /// How cautious a step is.
    Caution {
        /// `--damping constant:L`
        Constant(Constant<R>),
        /// `--damping adaptive`
        Adaptive(Adaptive<R>),
        /// `--damping length`
        Length(ByLength<R>),
        /// `--damping gain-ratio`
        GainRatio(GainRatio<R>),
        /// `--cutoff X`, `--cutoff rounding`
        Cutoff(Cutoff<R>),
        /// `--cutoff annealed`
        Annealed(AnnealedCutoff<R>),
    }
}

impl<R: Float> Caution<R> {
    pub(super) fn of(settings: &Settings, parameters: usize) -> Self {
        match (settings.cutoff, settings.damping) {
            (Some(cutoff), _) => Self::of_cutoff(cutoff, parameters),
            (None, Some(choice::Damping::Adaptive)) => Self::Adaptive(Adaptive::default()),
            (None, Some(choice::Damping::ByLength)) => Self::Length(ByLength::default()),
            (None, Some(choice::Damping::GainRatio)) => Self::GainRatio(GainRatio::default()),
            (None, Some(choice::Damping::Constant(relative))) => {
                Self::Constant(Constant { relative: R::of(relative) })
            }
            (None, None) => Self::Constant(Constant { relative: R::ZERO }),
        }
    }

    fn of_cutoff(cutoff: choice::Cutoff, parameters: usize) -> Self {
        match cutoff {
            choice::Cutoff::Constant(relative) => Self::Cutoff(Cutoff { relative: R::of(relative) }),
            choice::Cutoff::Rounding => Self::Cutoff(Cutoff::of_rounding(parameters)),
            choice::Cutoff::Annealed => Self::Annealed(AnnealedCutoff::new(parameters)),
            choice::Cutoff::AnnealedTo(Fall { first, last, steps }) => {
                Self::Annealed(AnnealedCutoff::between(R::of(first), R::of(last), steps))
            }
        }
    }
}
