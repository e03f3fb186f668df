//! Every module is a claim, named by it.

mod activations_stay_within_their_stated_error;
mod double_double;
