use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;

/// Each line is refused; the sentence contains every one of the words.
const CASES: &[(&str, &[&str])] = &[
    ("walk", &["'walk'"]),
    ("--json", &["--json"]),
    ("run", &["PROBLEM", "poisson-1d", "poisson-2d", "reaction-diffusion"]),
    ("run navier-stokes", &["'navier-stokes'", "PROBLEM", "poisson-2d"]),
    ("run poison-2d", &["poison-2d", "did you mean poisson-2d?"]),
    ("run poisson-2d extra", &["'extra'"]),
    ("run poisson-2d --optimiser nesterov", &["--optimiser", "--optimizer"]),
    ("run poisson-2d --optimizer lbfgs", &["--optimizer", "'lbfgs'", "l-bfgs"]),
    ("run poisson-2d --optimizer nestrov", &["--optimizer", "did you mean nesterov?"]),
    ("run poisson-2d --optimizer", &["--optimizer", "natural-gradient"]),
    ("run poisson-2d --solver qr", &["--solver", "'qr'", "square-root"]),
    ("run poisson-2d --activation relu", &["--activation", "'relu'", "tanh"]),
    ("run poisson-2d --precision f16", &["--precision", "'f16'", "f32, f64"]),
    ("run poisson-2d --policy ascent", &["--policy", "'ascent'", "descent, escape"]),
    ("run poisson-2d --init uniform", &["--init", "'uniform'", "normal:SIGMA"]),
    ("run poisson-2d --init normal:0", &["--init", "above 0"]),
    ("run poisson-2d --init normal:-0.1", &["--init", "above 0"]),
    ("run poisson-2d --init normal:nan", &["--init", "above 0"]),
    ("run poisson-2d --step fast", &["--step", "backtracking"]),
    ("run poisson-2d --step fixed", &["--step", "fixed:A"]),
    ("run poisson-2d --step fixed:0", &["--step", "above 0"]),
    ("run poisson-2d --step fixed:-1", &["--step", "above 0"]),
    ("run poisson-2d --step fixed:inf", &["--step", "finite"]),
    ("run poisson-2d --step fixed:NaN", &["--step", "finite"]),
    ("run poisson-2d --step grid:3", &["--step", "grid"]),
    ("run reaction-diffusion --momentum 1", &["--momentum", "not including, 1"]),
    ("run reaction-diffusion --momentum -0.1", &["--momentum", "from 0"]),
    ("run reaction-diffusion --momentum NaN", &["--momentum", "from 0"]),
    ("run reaction-diffusion --momentum much", &["--momentum", "'much'"]),
    ("run poisson-2d --solver cholesky --damping 0.1", &["--damping", "constant:L", "adaptive"]),
    ("run poisson-2d --solver cholesky --damping constant:-1", &["--damping", "0 or above"]),
    ("run poisson-2d --solver cholesky --damping constant:inf", &["--damping", "finite"]),
    ("run poisson-2d --solver cholesky --damping constant:nan", &["--damping", "finite"]),
    ("run poisson-2d --cutoff 1", &["--cutoff", "not including, 1"]),
    ("run poisson-2d --cutoff -1e-3", &["--cutoff", "from 0"]),
    ("run poisson-2d --cutoff inf", &["--cutoff", "from 0"]),
    ("run poisson-2d --layers 2;32;1", &["--layers", "commas"]),
    ("run poisson-2d --layers 2,32,", &["--layers", "commas"]),
    ("run poisson-2d --layers 2,-32,1", &["--layers", "whole numbers"]),
    ("run poisson-2d --layers 2,0,1", &["--layers", "1 or above"]),
    ("run poisson-2d --layers 2,1", &["--layers", "1 to 8 hidden"]),
    ("run poisson-2d --layers 2,4,4,4,4,4,4,4,4,4,1", &["--layers", "1 to 8 hidden"]),
    ("run poisson-2d --layers 2,100000000,1", &["--layers", "20000 parameters"]),
    ("run poisson-2d --layers 2,18446744073709551615,1", &["--layers", "20000 parameters"]),
    ("run poisson-2d --layers 1,32,1", &["--layers", "begin with 2 and end with 1"]),
    ("run poisson-2d --layers 2,32,2", &["--layers", "begin with 2 and end with 1"]),
    ("run poisson-1d --batch 0", &["--batch", "all"]),
    ("run local-minimum --layers 1,8,1", &["--layers", "local-minimum", "not a network"]),
    ("run poisson-1d --layers 2,32,1", &["--layers", "begin with 1 and end with 1"]),
    ("run poisson-2d --seed -1", &["--seed", "whole number"]),
    ("run poisson-2d --seed 1.5", &["--seed", "whole number"]),
    ("run poisson-2d --seed 18446744073709551616", &["--seed", "18446744073709551615"]),
    ("run poisson-2d --seeds 5", &["--seeds", "A..B"]),
    ("run poisson-2d --seeds 3..3", &["--seeds", "A below B"]),
    ("run poisson-2d --seeds 3..1", &["--seeds", "A below B"]),
    ("run poisson-2d --seeds 0..=3", &["--seeds", "whole number"]),
    ("run poisson-2d --seeds 0..1000000000000", &["--seeds", "at most 10000"]),
    ("run poisson-2d --seed 1 --seeds 0..2", &["--seed", "--seeds", "cannot be used with"]),
    ("run poisson-2d --iterations 0", &["--iterations", "1 or above"]),
    ("run poisson-2d --iterations -5", &["--iterations", "1 or above"]),
    ("run poisson-2d --iterations 1e3", &["--iterations", "whole number"]),
    ("run poisson-2d --target 1e-6", &["--target", "loss=X and l2=X"]),
    ("run poisson-2d --target h1=1e-6", &["--target", "loss=X and l2=X"]),
    ("run poisson-2d --target loss=0", &["--target", "above 0"]),
    ("run poisson-2d --target l2=-1", &["--target", "above 0"]),
    ("run poisson-2d --target l2=nan", &["--target", "above 0"]),
    ("run poisson-2d --time-limit 0", &["--time-limit", "above 0"]),
    ("run poisson-2d --time-limit -1", &["--time-limit", "above 0"]),
    ("run poisson-2d --time-limit inf", &["--time-limit", "finite"]),
    ("run poisson-2d --optimizer natural-gradient --momentum 0.5", &["--momentum", "natural-gradient"]),
    ("run poisson-2d --optimizer gradient-descent --momentum 0.5", &["--momentum", "gradient-descent"]),
    ("run poisson-2d --optimizer nesterov --solver svd", &["--solver", "nesterov", "natural-nesterov"]),
    ("run poisson-2d --optimizer heavy-ball --damping adaptive", &["--damping", "heavy-ball"]),
    ("run poisson-2d --optimizer heavy-ball --cutoff 0.1", &["--cutoff", "heavy-ball"]),
    ("run poisson-2d --solver cholesky --cutoff 0.1", &["--cutoff", "cholesky", "--solver svd"]),
    ("run poisson-2d --solver svd --damping adaptive", &["--damping", "svd", "--cutoff"]),
    ("run poisson-2d --out file", &["--out", "file"]),
    ("run poisson-2d --out file/inside", &["--out", "file/inside"]),
    ("run poisson-2d --seeds 0..3 --out file", &["--out", "file"]),
    ("run poisson-2d --out /proc/nowhere", &["--out", "/proc/nowhere"]),
    ("run poisson-2d --out=", &["--out"]),
    ("compare --optimizers nesterov", &["PROBLEM", "poisson-2d"]),
    ("compare poisson-1d", &["--optimizers", "natural-gradient"]),
    ("compare poisson-1d --optimizers=", &["--optimizers", "natural-gradient"]),
    ("compare poisson-1d --optimizers nesterov,", &["--optimizers", "natural-gradient"]),
    ("compare poisson-1d --optimizers nesterov,nestrov", &["--optimizers", "did you mean nesterov?"]),
    ("compare poisson-1d --optimizers nesterov,nesterov", &["label", "nesterov", "twice"]),
    (
        "compare poisson-1d --optimizers nesterov --optimizer nesterov",
        &["--optimizer", "cannot be used with"],
    ),
    ("compare poisson-1d --optimizers nesterov --success 1e-3", &["--success", "loss=X and l2=X"]),
    ("compare poisson-1d --optimizers nesterov --seeds 3..3", &["--seeds", "A below B"]),
    (
        "compare poisson-1d --optimizers natural-gradient,gradient-descent --momentum 0.5",
        &["--momentum", "any of natural-gradient, gradient-descent", "heavy-ball"],
    ),
    ("compare poisson-1d --optimizers nesterov,heavy-ball --solver svd", &["--solver", "natural-nesterov"]),
    ("compare poisson-1d --optimizers nesterov,natural-gradient --damping adaptive", &["--damping", "svd"]),
    ("compare poisson-1d --optimizers nesterov --layers 2,4,1", &["--layers", "begin with 1"]),
    ("compare poisson-1d --optimizers nesterov --out file", &["--out", "file"]),
    ("compare poisson-1d --entrant a", &["'a'", "LABEL", "--damping"]),
    ("compare poisson-1d --sweep --damping", &["--damping", "needs a value"]),
    ("compare poisson-1d --optimizers nesterov --jobs 0", &["--jobs", "1 or above"]),
    ("study nowhere.toml", &["nowhere.toml", "cannot be read"]),
    ("study xo", &["'xo'", "did you mean xor?"]),
    ("run poisson-2d --color red", &["--color", "'red'", "never"]),
    ("completions csh", &["'csh'", "bash"]),
    ("man walk", &["'walk'", "compare"]),
    ("report", &["DIR"]),
    ("report nowhere", &["DIR", "nowhere"]),
    ("report .", &["DIR", "summary.json"]),
    ("report file", &["DIR", "summary.json"]),
    ("list --xml", &["--xml"]),
];

fn refused(line: &str, directory: &Path) -> Result<String, String> {
    let output = cargo_bin_cmd!("ngd-under-test")
        .args(line.split_whitespace())
        .current_dir(directory)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let sentence = stderr.strip_suffix('\n').and_then(|text| text.strip_prefix("error: "));
    match sentence {
        _ if output.status.code() != Some(2) => Err(format!("status {}, {stderr}", output.status)),
        _ if !output.stdout.is_empty() => Err("printed on standard output".to_owned()),
        Some(sentence) if !sentence.is_empty() && !sentence.contains('\n') => Ok(sentence.to_owned()),
        _ => Err(format!("not one sentence: {stderr:?}")),
    }
}

#[test]
fn every_case_names_its_flag_and_what_is_allowed() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("file"), "").unwrap();
    let mut failures = Vec::new();
    for (line, words) in CASES {
        match refused(line, root.path()) {
            Ok(sentence) => {
                println!("ngd {line}\n  {sentence}");
                let missing = words.iter().filter(|word| !sentence.contains(**word));
                failures.extend(missing.map(|word| format!("ngd {line}: no {word:?} in {sentence:?}")));
            }
            Err(reason) => failures.push(format!("ngd {line}: {reason}")),
        }
        let left: Vec<_> = std::fs::read_dir(root.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "ngd {line} wrote {left:?}");
    }
    println!("{} cases", CASES.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
