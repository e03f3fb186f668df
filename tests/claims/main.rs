//! Every module is a claim, named by it.

mod activations_give_the_same_bits_everywhere;
mod activations_have_limits_and_symmetries;
mod activations_stay_within_their_stated_error;
mod derivatives_of_activations_agree_with_differences;
mod double_double;
mod micromath_activations_stay_within_their_stated_error;
