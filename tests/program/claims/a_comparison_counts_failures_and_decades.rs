//! Errors that are halved by each step reach every decade after a number of steps that is known.

use std::fs;

use serde_json::Value;

use crate::decay::{Event, compared, comparison};

/// The steps until 2⁻ᵏ/(1 + seed) is at most `error`.
fn steps(seed: u64, error: f64) -> f64 {
    (1.0 / ((1 + seed) as f64 * error)).log2().ceil().max(0.0)
}

/// The middle of an odd number of values.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn object(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

#[test]
fn medians_and_failures_are_those_of_the_closed_form() {
    let line =
        "poisson-1d --optimizers natural-gradient,gradient-descent --seeds 0..7 --iterations 60 --json";
    // Three of seven seeds of gradient descent stall after five steps.
    let event = |settings: &ngd_host::training::Settings, seed| {
        let fails = settings.method.name() == "gradient-descent" && seed < 3;
        fails.then_some((5, Event::Stall))
    };
    let result = object(&compared(&comparison(line), event).unwrap());
    assert_eq!(result["measure"], "relative-l2");
    assert_eq!(result["seeds"], serde_json::json!([0, 1, 2, 3, 4, 5, 6]));
    let [whole, failing] = [&result["optimizers"][0], &result["optimizers"][1]];
    assert_eq!([&whole["optimizer"], &failing["optimizer"]], ["natural-gradient", "gradient-descent"]);
    assert_eq!([&whole["successes"], &failing["successes"]], [7, 4]);
    assert_eq!(failing["verdicts"], serde_json::json!({"stalled": 3, "iteration-limit": 4}));

    for k in 1..=12 {
        let error: f64 = format!("1e-{k}").parse().unwrap();
        let decade = &whole["decades"][k - 1];
        assert_eq!(decade["error"], error);
        let expected = middle((0..7).map(|seed| steps(seed, error)).collect());
        println!("{error:e}: median {}", decade["iterations"]["median"]);
        assert_eq!(decade["iterations"]["median"], expected, "{error}");
        assert_eq!(decade["reached"], 7);

        let reached = |seed: &u64| *seed >= 3 || steps(*seed, error) <= 5.0;
        let count = (0..7).filter(reached).count();
        let decade = &failing["decades"][k - 1];
        assert_eq!(decade["reached"], count, "{error}");
        let expected = (0..7).map(|seed| if reached(&seed) { steps(seed, error) } else { f64::INFINITY });
        assert_eq!(decade["iterations"]["median"].as_f64().unwrap(), middle(expected.collect()), "{error}");
        let all = count == 7;
        assert_eq!(decade["iterations"]["worst"].is_null(), !all, "{error}: {decade}");
    }
}

#[test]
fn what_is_no_number_is_worst_and_no_success() {
    let line = "poisson-1d --optimizers nesterov --seeds 0..3 --iterations 20 --json";
    let event = |_: &_, seed| (seed == 1).then_some((4, Event::NotANumber));
    let result = object(&compared(&comparison(line), event).unwrap());
    let only = &result["optimizers"][0];
    assert_eq!(only["successes"], 2);
    assert!(only["error"]["worst"].is_null() && only["error"]["median"].is_number());
    assert_eq!(only["verdicts"]["diverged"], 1);
    let last = 2f64.powi(-20);
    assert_eq!(only["error"]["best"], last / 3.0);
    assert_eq!(only["error"]["median"], last);
}

/// Up to the rounding of the reader of JSON, which may miss the last bit.
fn agree(text: &str, number: &Value) -> bool {
    let [text, number] = [text.parse().unwrap(), number.as_f64().unwrap()];
    (text - number).abs() <= 1e-15 * number.abs()
}

#[test]
fn the_files_agree_with_the_object() {
    let root = tempfile::tempdir().unwrap();
    let line =
        "poisson-2d --optimizers nesterov,natural-gradient --seeds 0..3 --iterations 700 --json --out ";
    let out = compared(&comparison(&format!("{line}{}", root.path().display())), |_, _| None).unwrap();
    let file = |name: &str| fs::read(root.path().join(name)).unwrap();
    assert_eq!(file("comparison.json"), out.as_bytes());
    let result = object(&out);

    let records = |name| csv::Reader::from_reader(std::io::Cursor::new(file(name))).into_records();
    let (mut rows, mut decades) = (records("comparison.csv"), records("decades.csv"));
    for entry in result["optimizers"].as_array().unwrap() {
        let row = rows.next().unwrap().unwrap();
        assert_eq!(row[0], *entry["optimizer"].as_str().unwrap());
        assert!(agree(&row[5], &entry["error"]["median"]), "{row:?}");
        for decade in entry["decades"].as_array().unwrap() {
            let row = decades.next().unwrap().unwrap();
            assert!(
                agree(&row[1], &decade["error"]) && agree(&row[6], &decade["iterations"]["median"]),
                "{row:?}"
            );
        }
    }
    assert!(rows.next().is_none() && decades.next().is_none());

    let bands = records("bands.csv").map(Result::unwrap);
    let over_iterations: Vec<_> =
        bands.filter(|row| row[0] == *"nesterov" && row[1] == *"iterations").collect();
    assert_eq!(over_iterations[0][2].parse::<f64>().unwrap(), 0.0);
    for row in &over_iterations {
        let [x, lower, median, upper] = [2, 3, 4, 5].map(|column| row[column].parse::<f64>().unwrap());
        // Amplitudes 1, ½, ⅓: the quartiles lie halfway between neighbours.
        let scale = (-x).exp2();
        for (found, expected) in [(lower, 5.0 / 12.0), (median, 0.5), (upper, 0.75)] {
            assert!((found / (expected * scale) - 1.0).abs() <= 1e-15, "{x}: {found}");
        }
    }
    println!("{} points of 700 iterations", over_iterations.len());
    assert_eq!(over_iterations.last().unwrap()[2].parse::<f64>().unwrap(), 700.0);

    for name in ["iterations", "seconds"] {
        let svg = String::from_utf8(file(&format!("{name}.svg"))).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
        for words in ["poisson-2d", "3 seeds", "nesterov", "natural-gradient", "relative L² error"] {
            assert!(svg.contains(words), "{name}: {words}");
        }
        let png = file(&format!("{name}.png"));
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    }
    for run in ["nesterov-0", "natural-gradient-2"] {
        let files: Vec<_> = fs::read_dir(root.path().join(run)).unwrap().collect();
        assert_eq!(files.len(), 2, "{files:?}");
        let rows =
            csv::Reader::from_path(root.path().join(run).join("trajectory.csv")).unwrap().into_records();
        let last = rows.last().unwrap().unwrap();
        assert_eq!(&last[0], "700");
    }
}

#[test]
fn the_table_names_who_succeeded_and_how_soon() {
    let root = tempfile::tempdir().unwrap();
    let line = format!(
        "poisson-1d --optimizers nesterov,natural-gradient --seeds 0..3 --iterations 12 --out {}",
        root.path().display()
    );
    let table = compared(&comparison(&line), |_, _| None).unwrap();
    print!("{table}");
    for words in
        ["3 of 3", "natural-gradient", "median iterations", "median seconds", "1e-3", "3 iteration-limit"]
    {
        assert!(table.contains(words), "{words}");
    }
}
