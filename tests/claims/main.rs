//! What the project claims: one module per claim, named by the claim. Each asserts the property and prints
//! the number behind it.

mod lent_memory;

mod a_failed_pivot_names_its_parameter;
mod hostile_rows_never_panic;
mod r_transposed_times_r_is_the_gram_matrix;
mod rows_per_panel_do_not_change_the_gram_matrix;
mod solutions_agree_with_nalgebra;
mod the_cholesky_factor_rebuilds_the_matrix;
mod the_gram_matrix_is_nalgebras;
