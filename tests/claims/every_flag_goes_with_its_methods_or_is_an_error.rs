use ngd_host::settings::{Settings, UsageError, resolve};

use crate::decay::arguments;

const METHODS: [(&str, bool, bool); 9] = [
    ("gradient-descent", false, false),
    ("heavy-ball", false, true),
    ("nesterov", false, true),
    ("natural-gradient", true, false),
    ("natural-heavy-ball", true, true),
    ("natural-heavy-ball-difference", true, true),
    ("natural-nesterov", true, true),
    ("parameter-heavy-ball", true, true),
    ("parameter-nesterov", true, true),
];

fn resolved(line: &str) -> Result<Settings, UsageError> {
    resolve(&arguments(line))
}

/// The flag that is refused, if one is.
fn refused(line: &str) -> Option<&'static str> {
    match resolved(line) {
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
            let unless = |used: bool, flag| if used { None } else { Some(flag) };
            assert_eq!(refused(&line("")), None);
            assert_eq!(refused(&line("--momentum 0.5")), unless(momentum, "--momentum"));
            for solver in ["cholesky", "square-root", "svd"] {
                let flag = format!("--solver {solver}");
                assert_eq!(refused(&line(&flag)), unless(natural, "--solver"));
                if !natural {
                    continue;
                }
                let damped = solver != "svd";
                for (flags, expected) in [
                    ("--damping adaptive", unless(damped, "--damping")),
                    ("--damping constant:0", unless(damped, "--damping")),
                    ("--cutoff 1e-3", unless(!damped, "--cutoff")),
                    ("--cutoff annealed", unless(!damped, "--cutoff")),
                ] {
                    assert_eq!(
                        refused(&line(&format!("{flag} {flags}"))),
                        expected,
                        "{method} {solver} {flags}"
                    );
                }
                let both = line(&format!("{flag} --damping adaptive --cutoff 0.1"));
                assert_eq!(refused(&both), Some(if damped { "--cutoff" } else { "--damping" }));
            }
            if !natural {
                assert_eq!(refused(&line("--damping adaptive")), Some("--damping"));
                assert_eq!(refused(&line("--cutoff 0.1")), Some("--cutoff"));
            }
            let everything = "--step grid --policy escape --activation sine --init normal:0.1 --precision f32 \
                              --seed 3 --iterations 9 --target l2=1e-3 --time-limit 2";
            assert_eq!(refused(&line(everything)), None);
        }
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
        assert_eq!(refused(line), flag, "{line}");
    }
    let toy = resolved("local-minimum").unwrap();
    assert_eq!((toy.layers, toy.activation, toy.init), (None, None, None));
}

#[test]
fn the_policy_follows_the_step() {
    use ngd_host::choice::Policy::{Descent, Escape};
    for (flags, policy) in [
        ("--step fixed:0.1", Escape),
        ("--step fixed:0.1 --policy descent", Descent),
        ("--step grid", Descent),
        ("--step backtracking", Descent),
        ("--step grid --policy escape", Escape),
    ] {
        assert_eq!(resolved(&format!("poisson-2d {flags}")).unwrap().policy, policy, "{flags}");
    }
}

#[test]
fn what_a_method_does_not_use_has_no_value() {
    let plain = resolved("poisson-2d --optimizer gradient-descent").unwrap();
    assert_eq!((plain.solver, plain.momentum, plain.damping, plain.cutoff), (None, None, None, None));
    let damped =
        resolved("poisson-2d --optimizer natural-nesterov --solver cholesky --momentum 0.25").unwrap();
    assert!(damped.damping.is_some() && damped.cutoff.is_none());
    assert_eq!(damped.momentum, Some(0.25));
}
