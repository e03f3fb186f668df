//! What is claimed of devices, in QEMU: one module per claim, named by the claim. Each asserts the property and prints the number
//! behind it.

mod devices_and_desktops_compute_the_same_bits;
mod log_lines_can_be_read_with_defmt_print;
mod misra1a_takes_fewer_instructions_than_with_other_libraries;
mod nist_small_sets_reach_four_digits_on_a_microcontroller;
mod no_path_to_a_panic_survives_in_a_step;
mod single_precision_firmware_has_no_soft_double;
mod the_firmware_keeps_its_budgets;
mod trainings_on_every_device_reach_their_bounds;
