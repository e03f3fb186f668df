//! Values and derivatives of expressions are those of Python's grammar and of mpmath; blocks, symbolic derivatives
//! and the parts that are kept for a point agree with them.

use ngd_host::equation::expression::{Graph, Id, LANES, Names, Tape, parse};

struct Three;

impl Names for Three {
    fn node(&mut self, graph: &mut Graph, name: &str) -> Result<Option<Id>, String> {
        let place = ["x", "y", "u"].iter().position(|known| *known == name);
        Ok(place.map(|place| graph.input(place as u32)))
    }

    fn known(&self) -> Vec<String> {
        ["x", "y", "u"].map(str::to_owned).to_vec()
    }
}

/// The table: text, x, y, u, value, derivatives.
fn rows() -> impl Iterator<Item = (&'static str, [f64; 7])> {
    let lines = include_str!("expressions.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut fields = line.split('\t');
        let text = fields.next().unwrap();
        let numbers: Vec<f64> = fields.map(|field| field.parse().unwrap()).collect();
        (text, numbers.try_into().unwrap())
    })
}

/// Errors are those of rounding of the largest intermediate result, which a value may be far below.
fn check(worst: &mut f64, text: &str, what: &str, found: f64, exact: f64, size: f64) {
    let error = (found - exact).abs() / exact.abs().max(size).max(1.0);
    assert!(error <= 1e-12, "{what} of {text}: {found:e} and {exact:e}");
    *worst = worst.max(error);
}

#[test]
fn at_four_hundred_random_expressions() {
    let (mut worst, mut count) = (0.0, 0);
    for (text, [x, y, u, value, derivatives @ ..]) in rows() {
        let point = [x, y, u];
        let mut graph = Graph::default();
        let root = parse(text, &mut graph, &mut Three).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        let size = derivatives.iter().fold(value.abs(), |size, slope| size.max(slope.abs()));
        // All inputs vary: the reverse sweep gives all derivatives.
        let tape = Tape::new(&graph, &[root], |_| true).unwrap();
        let inputs = tape.varying_inputs().to_vec();
        let mut places = tape.places();
        tape.fix(&mut places, |_| f64::NAN, &mut []);
        tape.vary(&mut places, |index| point[inputs[index] as usize]);
        check(&mut worst, text, "value", tape.value(&places, 0), value, size);
        let mut slopes = [0.0; 3];
        tape.cotangents(&mut places, 0, |index, slope| slopes[inputs[index] as usize] = slope);
        for (slope, exact) in slopes.into_iter().zip(derivatives) {
            check(&mut worst, text, "derivative", slope, exact, size);
        }
        // x and y are fixed, and what u needs of them is kept.
        let tape = Tape::new(&graph, &[root], |input| input == 2).unwrap();
        let mut kept = vec![0.0; tape.kept()];
        let mut places = tape.places();
        tape.fix(&mut places, |input| point[input as usize], &mut kept);
        let mut places = tape.places();
        tape.recall(&mut places, &kept);
        tape.vary(&mut places, |_| u);
        check(&mut worst, text, "value of what is kept", tape.value(&places, 0), value, size);
        tape.cotangents(&mut places, 0, |_, slope| {
            check(&mut worst, text, "slope", slope, derivatives[2], size)
        });
        // Derivatives as expressions, in blocks.
        let slopes: Vec<Id> = (0..3).map(|input| graph.derivative(root, input)).collect();
        let roots = [&[root][..], &slopes].concat();
        let tape = Tape::new(&graph, &roots, |_| false).unwrap();
        let exact = [value, derivatives[0], derivatives[1], derivatives[2]];
        tape.block(
            &mut Vec::new(),
            |input| [point[input as usize]; LANES],
            |root, lanes| {
                check(&mut worst, text, "block", lanes[LANES - 1], exact[root], size);
            },
        );
        count += 1;
    }
    println!("{count} expressions, largest relative error {worst:.1e}");
    assert!(count >= 400);
}

/// The value of an expression of constants.
fn constant(text: &str) -> f64 {
    let mut graph = Graph::default();
    let root = parse(text, &mut graph, &mut Three).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    graph.value_of(root).unwrap_or_else(|| panic!("{text} is not folded"))
}

#[test]
fn signs_bind_as_in_mathematics() {
    let cases = [
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("2^-1", 0.5),
        ("-2^-2", -0.25),
        ("6/3/2", 1.0),
        ("6/3*2", 4.0),
        ("1-2-3", -4.0),
        ("1e-3", 0.001),
        ("2 - -3", 5.0),
        ("if(1 < 2, 3, 4)", 3.0),
        ("if(2 <= 1, 3, 4)", 4.0),
        ("(1 == 1) + (1 != 1) + (1 >= 2)", 1.0),
        ("max(1, 5, 3) - min(4, 2)", 3.0),
        ("sign(-0.5) + sign(0)", -1.0),
        ("-3*-2", 6.0),
    ];
    for (text, value) in cases {
        assert_eq!(constant(text), value, "{text}");
    }
    assert!((constant("sin(pi/6)") - 0.5).abs() <= 1e-15);
}

#[test]
fn what_is_not_taken_has_no_share_in_the_derivative() {
    let mut graph = Graph::default();
    let root = parse("if(u > 0, sqrt(u), 0) + u", &mut graph, &mut Three).unwrap();
    let tape = Tape::new(&graph, &[root], |_| true).unwrap();
    let mut places = tape.places();
    tape.vary(&mut places, |_| -1.0);
    assert_eq!(tape.value(&places, 0), -1.0);
    tape.cotangents(&mut places, 0, |_, slope| assert_eq!(slope, 1.0));
}
