//! Wrong equation files: each is one sentence that names the place and what was expected.

use std::path::PathBuf;

use ngd_host::equation::Blueprint;

const HEAD: &str = "coordinates = { t = [0, 1], x = [0, 1] }\nunknowns = [\"u\"]\n";
const HEAT: &str = "[[equation]]\nresidual = \"u_t - u_xx\"\n";

/// A file, the line and the column of the mistake, and words of the sentence.
type Case = (&'static str, usize, usize, &'static [&'static str]);

/// Behind [`HEAD`], whose two lines count.
const BEHIND_HEAD: [Case; 34] = [
    ("[[equation]]\nresidual = \"u_t - 2x*u_xx\"", 4, 19, &["2*x"]),
    ("[[equation]]\nresidual = \"u_t - foo(x)\"", 4, 19, &["unknown function foo"]),
    ("[[equation]]\nresidual = \"u_t - k*u_xx\"", 4, 19, &["unknown name k", "known are t, x, u"]),
    ("[[equation]]\nresidual = \"u_t - u_xx)\"", 4, 23, &["no ( for this )"]),
    ("[[equation]]\nresidual = \"(u_t - u_xx\"", 4, 13, &["no ) for this ("]),
    ("[[equation]]\nresidual = \"u_t = u_xx\"", 4, 17, &["left - (right)"]),
    ("[[equation]]\nresidual = \"u_t - u**2\"", 4, 20, &["^"]),
    ("[[equation]]\nresidual = \"sin x - u\"", 4, 13, &["sin( … )"]),
    ("[[equation]]\nresidual = \"x - 1\"", 4, 12, &["no unknown", "expected one of u"]),
    ("[[equation]]\nresidual = \"u_ttttt\"", 4, 13, &["higher order than 4"]),
    ("[[equation]]\nresidual = \"u_n\"", 4, 13, &["along the normal"]),
    ("[[equation]]\nresidual = \"exp(u\"", 4, 16, &["no ) for this ("]),
    ("[[equation]]\nresidual = \"max(u)\"", 4, 13, &["max takes two arguments or more"]),
    ("[[equation]]\nresidual = 3", 4, 12, &["expected a string in quotes and found a number"]),
    ("[[equation]]\nresidul = \"u_t\"", 3, 1, &["[[equation]] must have residual"]),
    ("[[equation]]\nresidual = \"u_t\"\nweigth = 2", 5, 1, &["unknown key weigth", "did you mean weight"]),
    ("[[equation]]\nresidual = \"u_t\"\nweight = -2", 5, 10, &["positive"]),
    ("[[equation]]\nresidual = \"u_t\"\nperiodic = [\"x\"]", 5, 1, &["periodic", "above the first table"]),
    (
        "[[equation]]\nresidual = \"u_t\"\nwhere = \"x = 0\"",
        5,
        1,
        &["where", "[[boundary]] or in [[condition]]"],
    ),
    ("[[equation]]\nresidual = \"u_t\"\n[points]\nkind = \"sobel\"", 6, 8, &["sobol"]),
    ("[[equation]]\nresidual = \"u_t\"\n[points]\ninside = 0", 6, 10, &["whole number from 1"]),
    ("[[equation]]\nresidual = \"u_t\"\n[network]\nlayers = []", 6, 10, &["hidden layers"]),
    ("[[equation]]\nresidual = \"u_t\"\n[network]\nactivation = \"relu\"", 6, 14, &["expected tanh"]),
    ("[[equation]]\nresidual = \"u_t\"\n[network]\nfeatures = { furier = 2 }", 6, 14, &["expected fourier"]),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[condition]]\nwhere = \"x = 2\"\nresidual = \"u\"",
        6,
        9,
        &["no side", "ends at 1"],
    ),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[condition]]\nwhere = \"y = 0\"\nresidual = \"u\"",
        6,
        9,
        &["y is no coordinate"],
    ),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[condition]]\nwhere = \"boundry\"\nresidual = \"u\"",
        6,
        9,
        &["did you mean boundary"],
    ),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[condition]]\nwhere = \"x = 0\"\nresidual = \"u_x\"\nhard = true",
        7,
        12,
        &["cannot be hard", "no derivative"],
    ),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[condition]]\nwhere = \"boundary\"\nresidual = \"u\"\nhard = true",
        7,
        12,
        &["cannot be hard", "side of the box"],
    ),
    (
        "[[equation]]\nresidual = \"u_t\"\n[[data]]\nfile = \"none.csv\"\nresidual = \"u - value\"",
        6,
        8,
        &["none.csv"],
    ),
    ("[[equation]]\nresidual = \"u_t\"\n[domain]\ninside = \"x^2\"", 6, 10, &["expected a comparison"]),
    ("[[equation]]\nresidual = \"u_t\"\n[domain]\npolygon = [[0, 0], [1, 1]]", 6, 11, &["three vertices"]),
    ("[[equation]]\nresidual = \"u_t\"\n[domain]\ninside = \"x > 5\"", 6, 10, &["no point", "inside"]),
    ("[[equation]]\nresidual = \"u_t\"\n[solution]\nv = \"1\"", 6, 1, &["v is no unknown", "known are u"]),
];

/// Whole files.
const WHOLE: [Case; 13] = [
    ("unknowns = [\"u\"]", 1, 1, &["must have coordinates"]),
    ("coordinates = { x = [0, 1] }", 1, 1, &["must have unknowns"]),
    ("coordinates = { x = [1, 0] }\nunknowns = [\"u\"]", 1, 21, &["begin before it ends"]),
    ("coordinates = { x = [0, \"2*l\"] }\nunknowns = [\"u\"]", 1, 28, &["unknown name l"]),
    ("coordinates = { x = 1 }\nunknowns = [\"u\"]", 1, 21, &["expected two numbers", "found a number"]),
    ("coordinates = { n = [0, 1] }\nunknowns = [\"u\"]", 1, 17, &["n is reserved"]),
    ("coordinates = { x = [0, 1] }\nunknowns = [\"x\"]", 2, 13, &["x is a coordinate already"]),
    ("coordinates = { x = [0, 1] }\nunknowns = [\"u\"]", 1, 1, &["[[equation]] or [[data]]"]),
    ("coordinates = { x = [0, 1] }\nunknowns = [\"u\"\n", 2, 16, &["not TOML"]),
    (
        "coordinates = { x = [0, 1] }\nunknowns = [\"u\", \"u_x\"]\n[[equation]]\nresidual = \"u_x\"",
        4,
        13,
        &["can be read as"],
    ),
    (
        "coordinates = { x = [0, 1], xx = [0, 1] }\nunknowns = [\"u\"]\n[[equation]]\nresidual = \"u_xx\"",
        4,
        13,
        &["can be read as"],
    ),
    (
        "coordinates = { x = [0, 1] }\nunknowns = [\"u\"]\nperiodic = [\"y\"]\n[[equation]]\nresidual = \"u_x\"",
        3,
        13,
        &["y is no coordinate"],
    ),
    (
        "coordinates = { x = [0, 1] }\nparameters = { a = [0, 1] }\nunknowns = [\"u\"]\n[[equation]]\nresidual = \"u_a\"",
        5,
        13,
        &["by a parameter"],
    ),
];

fn is_refused(text: &str, (_, line, column, words): &Case) {
    let fault = match Blueprint::new(text, PathBuf::from("/nowhere")) {
        Ok(_) => panic!("accepted: {text}"),
        Err(fault) => fault,
    };
    let place = fault.place(text);
    println!("{}:{}: {}", place.0, place.1, fault.sentence);
    assert_eq!(place, (*line, *column), "{text}\n{}", fault.sentence);
    assert!(!fault.sentence.contains('\n') && !fault.sentence.ends_with('.'), "{}", fault.sentence);
    for word in *words {
        assert!(fault.sentence.contains(word), "{text}\n{} does not say {word}", fault.sentence);
    }
}

#[test]
fn of_forty_seven() {
    for case in &BEHIND_HEAD {
        is_refused(&format!("{HEAD}{}", case.0), case);
    }
    for case in &WHOLE {
        is_refused(case.0, case);
    }
}

#[test]
fn two_readings_are_apart_with_an_underscore() {
    let text = "coordinates = { x1 = [0, 1], x = [0, 1] }\nunknowns = [\"u\"]\n[[equation]]\nresidual = \"u_x1_x1 + u_x_x\"";
    let blueprint = Blueprint::new(text, PathBuf::new()).unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!(blueprint.blocks[0].entries.len(), 2);
}

#[test]
fn missing_conditions_and_a_wrong_solution_are_warnings() {
    let warnings = |rest: &str| {
        let text = format!("{HEAD}{HEAT}{rest}");
        Blueprint::new(&text, PathBuf::new()).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).warnings
    };
    let all = "[[condition]]\nwhere = \"t = 0\"\nresidual = \"u\"\n[[condition]]\nwhere = \"x = 0\"\nresidual = \"u\"\n";
    let last = "[[condition]]\nwhere = \"x = 1\"\nresidual = \"u\"\n";
    assert!(warnings(&format!("{all}{last}")).is_empty());
    assert!(warnings(all).iter().any(|warning| warning.contains("too few conditions")));
    let right = "[solution]\nu = \"exp(-4*pi^2*t)*sin(2*pi*x)\"";
    let conditions = format!("{all}{last}").replace(
        "\"u\"\n[[condition]]\nwhere = \"x = 0\"",
        "\"u - sin(2*pi*x)\"\n[[condition]]\nwhere = \"x = 0\"",
    );
    assert_eq!(warnings(&format!("{conditions}{right}")), Vec::<String>::new());
    let wrong = warnings(&format!("{conditions}{}", right.replace("4*pi", "3*pi")));
    assert!(wrong.iter().any(|warning| warning.contains("does not satisfy the equation")), "{wrong:?}");
    let wrong = warnings(&format!("{conditions}{}", right.replace("exp", "2*exp")));
    assert!(wrong.iter().any(|warning| warning.contains("the condition where t = 0")), "{wrong:?}");
    assert!(!wrong.iter().any(|warning| warning.contains("the equation")), "{wrong:?}");
}
