//! What the project claims: one module per claim, named by the claim. Each asserts the property and prints
//! the number behind it.

mod decay;
mod double_double;
mod lent_memory;

mod a_failed_pivot_names_its_parameter;
mod activations_give_the_same_bits_everywhere;
mod activations_have_limits_and_symmetries;
mod activations_stay_within_their_stated_error;
mod bad_input_is_one_sentence_and_exit_two;
mod ctrl_c_leaves_complete_files;
mod derivatives_of_activations_agree_with_differences;
mod every_flag_goes_with_its_methods_or_is_an_error;
mod hostile_rows_never_panic;
mod json_is_one_array_in_the_order_of_the_seeds;
mod list_shows_every_choice;
mod micromath_activations_stay_within_their_stated_error;
mod odd_endings_still_leave_four_files;
mod r_transposed_times_r_is_the_gram_matrix;
mod rows_per_panel_do_not_change_the_gram_matrix;
mod solutions_agree_with_nalgebra;
mod the_cholesky_factor_rebuilds_the_matrix;
mod the_gram_matrix_is_nalgebras;
mod what_fails_leaves_nothing_behind;
