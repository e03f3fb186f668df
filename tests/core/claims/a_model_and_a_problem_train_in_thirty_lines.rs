const PROGRAM: &str = include_str!("../../../examples/thirty_lines.rs");

#[test]
fn a_model_and_a_problem_train_in_thirty_lines() {
    let code = PROGRAM.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//!"));
    let widest = code.clone().map(str::len).max();
    println!("{} lines, at most {widest:?} columns", code.clone().count());
    assert!(code.clone().count() <= 30);
    assert!(widest <= Some(100), "longer than a line of the standard format");
    for part in ["impl Model<f32, 1, 1>", "impl Problem<f32, 1, 1>", "fn main", ".step("] {
        assert!(PROGRAM.contains(part), "{part} is missing");
    }
}
