//! Instructions, stack, flash and RAM are what tests/budgets.toml says, and within what was promised.

use ngd_device::budget::Budgets;
use ngd_device::firmware::{Build, root};
use ngd_device::measurement::{CONFIGURATIONS, Figures, measure};
use ngd_device::table::{PAGE, between_markers, table};

#[test]
fn in_qemu() {
    let budgets = Budgets::read();
    let mut complaints = Vec::new();
    for (board, cpu) in CONFIGURATIONS {
        let name = Build { cpu, ..Build::of(board.target) }.name();
        let (minor, figures) = measure(&board, cpu);
        println!("rustc 1.{minor}, {name}: {figures:#?}");
        complaints.extend(budgets.complaints(minor, &name, &figures));
        complaints.extend(budgets.exceeded(&name, &figures));
        for (goal, figure, asked) in budgets.goals(&name, &figures) {
            println!("NOT REACHED: {name}: {goal} is {figure}, {asked} is asked for");
            if figure <= asked {
                complaints.push(format!("{name}: {goal} is {figure}: reached, a limit from now on"));
            }
        }
        if let Some(lines) = budgets.missing(minor, &name, &figures) {
            println!("tests/budgets.toml has nothing for this compiler; add\n{lines}");
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn and_their_page_shows_them() {
    let page = std::fs::read_to_string(root().join(PAGE)).expect("the page");
    let shown = between_markers(&page).expect("the markers of the table");
    let budgets = Budgets::read();
    let tables: Vec<_> = budgets.rustc.keys().map(|minor| table(&budgets, minor)).collect();
    assert!(tables.iter().any(|table| table == shown), "cargo run -p ngd-device writes the table");
}

/// Budgets of one figure.
fn one_budget() -> Budgets {
    let mut budgets = Budgets::read();
    let figures: Figures = [("step".to_owned(), 1000)].into();
    budgets.rustc = [("95".to_owned(), [("device".to_owned(), figures)].into())].into();
    budgets
}

fn complaints(minor: u32, step: u64) -> usize {
    one_budget().complaints(minor, "device", &[("step".to_owned(), step)].into()).len()
}

#[test]
fn a_figure_too_large_or_much_better_is_refused() {
    assert_eq!([1020, 1000, 950].map(|step| complaints(95, step)), [0; 3]);
    assert_eq!([1021, 949].map(|step| complaints(95, step)), [1; 2]);
    assert_eq!(one_budget().complaints(95, "device", &Figures::new()).len(), 1, "a figure is missing");
    let added = [("step".to_owned(), 1000), ("more".to_owned(), 1)].into();
    assert_eq!(one_budget().complaints(95, "device", &added).len(), 1, "a figure has no budget");
}

#[test]
fn an_unknown_compiler_has_ten_percent_and_prints_its_lines() {
    assert_eq!([1100, 900].map(|step| complaints(99, step)), [0; 2]);
    assert_eq!([1101, 899].map(|step| complaints(99, step)), [1; 2]);
    let figures: Figures = [("step".to_owned(), 1001)].into();
    let lines = one_budget().missing(99, "device", &figures).expect("1.99 is unknown");
    assert_eq!(lines, "[rustc.99.\"device\"]\nstep = 1001\n");
    assert_eq!(one_budget().missing(95, "device", &figures), None);
}
