use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

use crate::browser::Page;
use crate::decay::{compared, comparison};

const PROBLEMS: [&str; 2] = ["poisson-1d", "poisson-2d"];
const STEPS: u32 = 60;

/// Two hundred runs: two problems, two optimizers, fifty seeds.
fn comparisons(root: &Path) -> [Value; 2] {
    PROBLEMS.map(|problem| {
        let out = root.join(problem);
        let line = format!(
            "{problem} --optimizers nesterov,natural-gradient --seeds 0..50 --iterations {STEPS} --json --out {}",
            out.display()
        );
        serde_json::from_str(&compared(&comparison(&line), |_, _| None).unwrap()).unwrap()
    })
}

fn report(root: &Path) -> String {
    let output = cargo_bin_cmd!("ngd-under-test").arg("report").arg(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(root.join("report.html")).unwrap()
}

/// What a cell says, to the three digits that it shows.
fn shows(cell: &Value, number: &Value) -> bool {
    let shown: f64 = cell.as_str().unwrap().parse().unwrap();
    let number = number.as_f64().unwrap();
    (shown - number).abs() <= 0.0051 * number.abs()
}

/// The texts of the visible rows of a table.
fn rows(page: &Page, problem: &str, table: &str) -> Vec<Vec<Value>> {
    let rows = page.value(&format!(
        "[...document.querySelectorAll('[data-problem=\"{problem}\"] [data-table=\"{table}\"] tbody tr')]\
         .filter(row => !row.hidden).map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    ));
    serde_json::from_value(rows).unwrap()
}

/// The rows below a plot: optimizer, median, quartiles.
fn readout(page: &Page, problem: &str, axis: &str) -> Vec<Vec<String>> {
    let rows = page.value(&format!(
        "[...document.querySelectorAll('[data-problem=\"{problem}\"] [data-axis={axis}] .readout tr')]\
         .map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    ));
    serde_json::from_value(rows).unwrap()
}

#[test]
fn two_hundred_runs_are_shown_as_they_were_measured() {
    let root = tempfile::tempdir().unwrap();
    let results = comparisons(root.path());
    report(root.path());
    let page = Page::open(&root.path().join("report.html"));
    page.wait("document.querySelectorAll('canvas').length === 4");
    assert_eq!(page.value("performance.getEntriesByType('resource').length"), 0, "it loads nothing");
    assert_eq!(page.value("document.getElementById('count').textContent"), "200 runs of 2 problems");

    for (problem, result) in PROBLEMS.iter().zip(&results) {
        the_tables_show(&page, problem, result);
    }
    filters_hide_what_is_not_ticked(&page);
    the_pointer_reads_the_band(&page, root.path());

    page.click("input[value=runs]");
    page.wait("plots[0].plot.series.length === 101");
    page.click("input[value=bands]");
    page.wait("plots[0].plot.series.length === 7");
    it_has_two_schemes_and_fits_a_phone(&page);
}

fn the_tables_show(page: &Page, problem: &str, result: &Value) {
    let ended = rows(page, problem, "ended");
    let single = rows(page, problem, "runs");
    let over_iterations = rows(page, problem, "decades-iterations");
    assert_eq!((ended.len(), single.len(), over_iterations.len()), (2, 100, 2));
    for entry in result["optimizers"].as_array().unwrap() {
        let own = |rows: &[Vec<Value>]| -> Vec<Vec<Value>> {
            rows.iter().filter(|row| row[0] == entry["optimizer"]).cloned().collect()
        };
        let row = &own(&ended)[0];
        assert_eq!(row[1], "50 of 50");
        let columns = [(2, "lower"), (3, "median"), (4, "upper"), (5, "worst")];
        for (column, name) in columns {
            assert!(shows(&row[column], &entry["error"][name]), "{problem} {name}: {row:?}");
        }
        assert!(shows(&row[6], &entry["loss"]["median"]) && shows(&row[7], &entry["iterations"]["median"]));
        assert_eq!(row[9], "50 iteration-limit");

        let decades = &own(&over_iterations)[0];
        for (cell, decade) in decades[1..].iter().zip(entry["decades"].as_array().unwrap()) {
            assert!(shows(cell, &decade["iterations"]["median"]), "{problem}: {decades:?}");
        }
        for (row, run) in own(&single).iter().zip(entry["results"].as_array().unwrap()) {
            assert_eq!((&row[1], &row[6]), (&run["seed"].to_string().into(), &run["verdict"]));
            assert!(shows(&row[4], &run["loss"]) && shows(&row[5], &run["relative_l2_error"]), "{row:?}");
        }
    }
}

fn filters_hide_what_is_not_ticked(page: &Page) {
    let visible = "[...document.querySelectorAll('section')].filter(made => made.offsetParent).map(made => made.dataset.problem)";
    page.click("input[value=poisson-2d]");
    page.wait("document.querySelectorAll('section[hidden]').length === 1");
    assert_eq!(page.value(visible), serde_json::json!(["poisson-1d"]));
    page.click("input[value=nesterov]");
    page.wait("document.querySelectorAll('main tbody tr[hidden]').length > 0");
    for (table, expected) in [("ended", 1), ("runs", 50)] {
        let left = rows(page, "poisson-1d", table);
        assert_eq!(left.len(), expected);
        assert!(left.iter().all(|row| row[0] == "natural-gradient"), "{left:?}");
    }
    assert_eq!(readout(page, "poisson-1d", "iterations").len(), 2, "a place and one optimizer");
    page.click("input[value=nesterov]");
    page.click("input[value=poisson-2d]");
    page.wait("document.querySelectorAll('[hidden]').length === 0");
    assert_eq!(page.value(visible), serde_json::json!(PROBLEMS));
}

/// Under the pointer stand the quartiles that the comparison wrote for that iteration.
fn the_pointer_reads_the_band(page: &Page, root: &Path) {
    let at_rest = readout(page, "poisson-2d", "iterations");
    assert_eq!(at_rest[0], ["at the end"]);
    for across in [0.1, 0.35, 0.8] {
        page.point_at("[data-problem=poisson-2d] [data-axis=iterations] .u-over", [across, 0.5]);
        page.wait(
            "document.querySelector('[data-problem=poisson-2d] .readout').textContent.startsWith('iteration')",
        );
        let shown = readout(page, "poisson-2d", "iterations");
        let iteration: f64 = shown[0][0].strip_prefix("iteration ").unwrap().parse().unwrap();
        println!("at {across}: {shown:?}");
        assert!((iteration / f64::from(STEPS) - across).abs() < 0.06, "{iteration}");
        let bands = csv::Reader::from_path(root.join("poisson-2d/bands.csv")).unwrap().into_records();
        let here = |row: &csv::StringRecord| row[1] == *"iterations" && row[2].parse() == Ok(iteration);
        let rows: Vec<_> = bands.map(Result::unwrap).filter(here).collect();
        assert_eq!((rows.len(), shown.len()), (2, 3));
        for row in rows {
            let own = shown.iter().find(|shown| shown[0] == row[0]).unwrap();
            let (lower, upper) = own[2].split_once(" … ").unwrap();
            for (text, column) in [(lower, 3), (own[1].as_str(), 4), (upper, 5)] {
                let [shown, written] =
                    [text, &row[column]].map(|text| text.parse::<f64>().unwrap_or(f64::NAN));
                // Rounded to four digits in the page and to three on it.
                assert!((shown - written).abs() <= 0.006 * written, "{iteration}: {own:?}, {row:?}");
            }
        }
    }
}

fn it_has_two_schemes_and_fits_a_phone(page: &Page) {
    let brightness = "Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g))";
    page.prefer("light");
    page.wait(&format!("{brightness} > 200"));
    page.prefer("dark");
    page.wait(&format!("{brightness} < 60"));
    page.wait("plots[0].plot.series[3]._stroke !== page.styles[0].color");
    page.resize(390, 844);
    page.wait("document.querySelector('canvas').clientWidth < 390");
    // A phone zooms out where something stands out to the right.
    page.wait("document.documentElement.scrollWidth === 390 && window.innerWidth === 390");
}

#[test]
fn two_hundred_long_runs_stay_below_five_megabytes() {
    let root = tempfile::tempdir().unwrap();
    let line = format!(
        "poisson-1d --optimizers nesterov --seed 0 --iterations 9 --json --out {}",
        root.path().display()
    );
    compared(&comparison(&line), |_, _| None).unwrap();
    let summary = fs::read_to_string(root.path().join("nesterov-0/summary.json")).unwrap();
    let mut noise = 1u64;
    for run in 0..199 {
        let folder = root.path().join(format!("run-{run}"));
        fs::create_dir(&folder).unwrap();
        // Forty groups of five runs: bands and single curves both take their room.
        let momentum = format!("\"momentum\": 0.{:02}", 10 + run / 5);
        fs::write(folder.join("summary.json"), summary.replace("\"momentum\": 0.9", &momentum)).unwrap();
        let mut text =
            "iteration,seconds,loss,relative_l2_error,length,damping,beta,outcome,loss_evaluations\n"
                .to_owned();
        for iteration in 0..5000 {
            noise = noise.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let error = 1e-3 + (noise >> 40) as f64 / 1e9;
            let seconds = 1e-3 * iteration as f64 + error;
            text += &format!("{iteration},{seconds},{error},{error},1,,0.9,accepted,{iteration}\n");
        }
        fs::write(folder.join("trajectory.csv"), text).unwrap();
    }
    let html = report(root.path());
    println!("200 runs of 5000 steps, 40 settings: {} kB", html.len() / 1000);
    assert!(html.len() < 5_000_000 && html.matches("momentum 0.").count() >= 40);
}

#[test]
fn what_cannot_be_read_is_named_and_left_out() {
    let root = tempfile::tempdir().unwrap();
    let line = format!(
        "poisson-1d --optimizers nesterov --seeds 0..3 --iterations 9 --json --out {}",
        root.path().display()
    );
    compared(&comparison(&line), |_, _| None).unwrap();
    fs::write(root.path().join("nesterov-1/summary.json"), "{").unwrap();
    fs::remove_file(root.path().join("nesterov-2/trajectory.csv")).unwrap();
    let output = cargo_bin_cmd!("ngd-under-test").arg("report").arg(root.path()).output().unwrap();
    let warnings = String::from_utf8(output.stderr).unwrap();
    print!("{warnings}");
    assert!(output.status.success());
    assert!(
        warnings.lines().count() == 2 && warnings.contains("nesterov-1") && warnings.contains("nesterov-2")
    );
    assert!(String::from_utf8(output.stdout).unwrap().contains("1 run"));
}

#[test]
fn the_text_of_a_run_stays_text() {
    let root = tempfile::tempdir().unwrap();
    let line = format!(
        "poisson-1d --optimizers nesterov --seed 0 --iterations 9 --json --out {}",
        root.path().display()
    );
    compared(&comparison(&line), |_, _| None).unwrap();
    let summary = root.path().join("nesterov-0/summary.json");
    let text = fs::read_to_string(&summary).unwrap();
    let hostile = "</script><b id=injected>";
    fs::write(&summary, text.replacen("\"nesterov\"", &format!("{hostile:?}"), 1)).unwrap();
    let html = report(root.path());
    assert!(!html.contains(hostile));
    let page = Page::open(&root.path().join("report.html"));
    page.wait("document.querySelectorAll('canvas').length === 2");
    assert_eq!(page.value("document.getElementById('injected')"), Value::Null);
    assert_eq!(rows(&page, "poisson-1d", "ended")[0][0], hostile);
}
