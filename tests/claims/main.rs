//! What ngd claims, one module per claim.

mod bad_input_is_one_sentence_and_exit_two;
mod ctrl_c_leaves_complete_files;
mod decay;
mod every_flag_goes_with_its_methods_or_is_an_error;
mod json_is_one_array_in_the_order_of_the_seeds;
mod list_shows_every_choice;
mod odd_endings_still_leave_four_files;
mod what_fails_leaves_nothing_behind;
