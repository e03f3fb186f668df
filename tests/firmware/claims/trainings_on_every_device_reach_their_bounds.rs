//! `regression` learns a series and `pinn` solves an equation on every board: both exit with 0, which they do
//! only if their error is within its bound.

use ngd_device::board::BOARDS;
use ngd_device::firmware::Build;

#[test]
fn in_qemu() {
    for board in BOARDS {
        let programs = Build::of(board.target).programs();
        for program in ["regression", "pinn"] {
            let run = board.run(&programs.join(program));
            println!("{program} on {}: exit status {:?}", board.core, run.status);
            assert_eq!(run.status, Some(0), "{program} on {}", board.core);
            assert!(run.output.is_empty(), "a build without logging says nothing");
        }
    }
}
