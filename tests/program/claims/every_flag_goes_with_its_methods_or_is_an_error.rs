use ngd_host::method::Preset;
use ngd_host::problem::ProblemName;
use ngd_host::request::{UsageError, Word};
use ngd_host::training::{Settings, resolve};

use crate::decay::settings;

const METHODS: [(&str, bool, bool); 11] = [
    ("gradient-descent", false, false),
    ("heavy-ball", false, true),
    ("nesterov", false, true),
    ("natural-gradient", true, false),
    ("natural-heavy-ball", true, true),
    ("natural-heavy-ball-difference", true, true),
    ("natural-heavy-ball-joint", true, true),
    ("natural-nesterov", true, true),
    ("energy-natural-gradient", true, false),
    ("parameter-heavy-ball", true, true),
    ("parameter-nesterov", true, true),
];

/// The value of a flag, asked or by default; empty if there is none.
fn value(settings: &Settings, flag: &str) -> String {
    let request = settings.request();
    request.iter().find(|(of, _)| of.name == flag).map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// The flag that is refused, if one is.
fn refused(line: &str) -> Option<String> {
    match settings(line) {
        Ok(_) => None,
        Err(UsageError::Ignored { flag, .. }) => Some(flag),
        Err(other) => panic!("{line}: {other}"),
    }
}

#[test]
fn the_whole_matrix() {
    for problem in ["poisson-1d", "poisson-2d", "reaction-diffusion"] {
        for (method, natural, momentum) in METHODS {
            let line = |flags: &str| format!("{problem} --optimizer {method} {flags}");
            let unless = |used: bool, flag: &str| if used { None } else { Some(flag.to_owned()) };
            assert_eq!(refused(&line("")), None);
            assert_eq!(refused(&line("--momentum 0.5")), unless(momentum, "--momentum"));
            for solver in ["cholesky", "square-root", "svd", "dual", "averaged", "accumulated"] {
                let flag = format!("--solver {solver}");
                assert_eq!(refused(&line(&flag)), unless(natural, "--solver"));
                if !natural {
                    continue;
                }
                let damped = solver != "svd";
                for (flags, expected) in [
                    ("--damping adaptive", unless(damped, "--damping")),
                    ("--damping gain-ratio", unless(damped, "--damping")),
                    ("--damping length --step backtracking", unless(damped, "--damping")),
                    ("--damping constant:0", unless(damped, "--damping")),
                    ("--cutoff 1e-3", unless(!damped, "--cutoff")),
                    ("--cutoff annealed", unless(!damped, "--cutoff")),
                    ("--cutoff rounding", unless(!damped, "--cutoff")),
                ] {
                    assert_eq!(
                        refused(&line(&format!("{flag} {flags}"))),
                        expected,
                        "{method} {solver} {flags}"
                    );
                }
                let both = line(&format!("{flag} --damping adaptive --cutoff 0.1"));
                assert_eq!(refused(&both).as_deref(), Some(if damped { "--cutoff" } else { "--damping" }));
            }
            if !natural {
                assert_eq!(refused(&line("--damping adaptive")).as_deref(), Some("--damping"));
                assert_eq!(refused(&line("--cutoff 0.1")).as_deref(), Some("--cutoff"));
                assert_eq!(refused(&line("--whiten 10 --damping constant:1e-3")), None);
                assert_eq!(refused(&line("--whiten 10 --damping adaptive")).as_deref(), Some("--damping"));
            } else {
                assert_eq!(refused(&line("--whiten 10")).as_deref(), Some("--whiten"));
            }
            let ahead = method.ends_with("nesterov");
            assert_eq!(refused(&line("--restarts gradient")), unless(ahead, "--restarts"));
            assert_eq!(refused(&line("--acceleration geodesic")), unless(natural, "--acceleration"));
            assert_eq!(refused(&line("--sampling christoffel")).as_deref(), Some("--sampling"));
            assert_eq!(refused(&line("--sampling christoffel --batch 40")), None);
            let everything = "--step grid --policy escape --activation sine --init normal:0.1 --precision f32 \
                              --seed 3 --iterations 9 --target l2=1e-3 --time-limit 2";
            assert_eq!(refused(&line(everything)), None);
        }
    }
}

#[test]
fn methods_with_parts_of_their_own_refuse_others() {
    for (flags, flag) in [
        ("adam --step fixed:1e-2 --policy descent --whiten 5", None),
        ("adam --step grid", Some("--step")),
        ("adam --momentum 0.9", Some("--momentum")),
        ("l-bfgs --whiten 5", None),
        ("l-bfgs --step fixed:1", Some("--step")),
        ("l-bfgs --policy escape", Some("--policy")),
        ("spring --step fixed:0.1 --momentum 0.9 --batch 40 --damping constant:1e-3 --solver dual", None),
        ("spring --step backtracking", Some("--step")),
        ("spring --solver cholesky", Some("--solver")),
        ("anagram --solver svd --cutoff rounding", None),
        ("anagram --momentum 0.5", Some("--momentum")),
    ] {
        assert_eq!(refused(&format!("poisson-1d --optimizer {flags}")).as_deref(), flag, "{flags}");
    }
    let own = settings("poisson-1d --optimizer anagram").unwrap();
    for (flag, expected) in
        [("optimizer", "energy-natural-gradient"), ("step", "grid"), ("cutoff", "rounding")]
    {
        assert_eq!(value(&own, flag), expected);
    }
    assert_eq!(value(&settings("poisson-1d --optimizer l-bfgs").unwrap(), "step"), "");
}

/// λ by the length of a step needs steps whose length tells something.
#[test]
fn damping_by_length_wants_a_searched_or_whole_step() {
    for (flags, flag) in [
        ("--step fixed:0.1 --damping length", Some("--damping length")),
        ("--step fixed:1 --damping length", None),
        ("--step grid --damping length", None),
        ("--damping length", None),
        ("--step fixed:0.1", None),
    ] {
        assert_eq!(refused(&format!("poisson-1d --solver cholesky {flags}")).as_deref(), flag, "{flags}");
    }
    let damping = |line: &str| value(&settings(line).unwrap(), "damping");
    assert_eq!(damping("advection"), "length");
    assert_eq!(damping("advection --step fixed:0.1"), "gain-ratio");
    assert_eq!(damping("advection --optimizer spring"), "constant:0.01");
}

#[test]
fn an_energy_says_why_it_has_no_residuals() {
    for (flags, flag) in [
        ("--optimizer spring", "--optimizer spring"),
        ("--solver dual", "--solver dual"),
        ("--optimizer adam --whiten 3", "--whiten 3"),
        ("--batch 40 --sampling christoffel", "--sampling christoffel"),
    ] {
        let error = settings(&format!("deep-ritz {flags}")).unwrap_err().to_string();
        assert!(error.starts_with(flag) && error.contains("energy"), "{error}");
    }
    for method in ["natural-gradient", "natural-nesterov", "l-bfgs", "adam", "energy-natural-gradient"] {
        assert!(settings(&format!("deep-ritz --optimizer {method}")).is_ok());
    }
}

#[test]
fn a_problem_refuses_what_it_has_no_use_for() {
    for (line, flag) in [
        ("local-minimum --layers 1,8,1", Some("--layers")),
        ("density --activation sine", Some("--activation")),
        ("twisted-loss --init glorot", Some("--init")),
        ("poisson-1d --noise-seed 3", Some("--noise-seed")),
        ("inverse-diffusion --noise-seed 3 --layers 1,8,1", None),
        ("local-minimum --optimizer natural-gradient --batch 8", None),
    ] {
        assert_eq!(refused(line).as_deref(), flag, "{line}");
    }
    let toy = settings("local-minimum").unwrap();
    assert_eq!(toy.network, None);
}

#[test]
fn the_policy_follows_the_step() {
    for (flags, policy) in [
        ("--step fixed:0.1", "escape"),
        ("--step fixed:0.1 --policy descent", "descent"),
        ("--step grid", "descent"),
        ("--step backtracking", "descent"),
        ("--step grid --policy escape", "escape"),
    ] {
        assert_eq!(value(&settings(&format!("poisson-2d {flags}")).unwrap(), "policy"), policy, "{flags}");
    }
}

#[test]
fn what_a_method_does_not_use_has_no_value() {
    let plain = settings("poisson-2d --optimizer gradient-descent").unwrap();
    for flag in ["solver", "momentum", "damping", "cutoff", "acceleration", "restarts"] {
        assert_eq!(value(&plain, flag), "", "{flag}");
    }
    let damped =
        settings("poisson-2d --optimizer natural-nesterov --solver cholesky --momentum 0.25").unwrap();
    assert_eq!([value(&damped, "damping"), value(&damped, "cutoff")], ["length", ""]);
    assert_eq!(value(&damped, "momentum"), "0.25");
}

/// What is written to a file is the command that repeats the run.
#[test]
fn settings_written_as_flags_are_the_same_settings() {
    let mut pairs = 0;
    for problem in ProblemName::ALL {
        for method in Preset::all() {
            let line = format!("{} --optimizer {}", problem.name(), method.name);
            let Ok(first) = settings(&line) else { continue };
            let again = resolve(*problem, &first.request()).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(first, again, "{line}");
            pairs += 1;
        }
    }
    println!("{pairs} pairs of a problem and a method");
    assert_eq!(
        pairs,
        ProblemName::ALL.len() * Preset::all().len() - 1,
        "only spring on deep-ritz is refused"
    );
}
