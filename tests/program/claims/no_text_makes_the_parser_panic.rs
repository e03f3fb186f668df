//! Random bytes and random words are parsed, differentiated and evaluated, or are an error with a place in the text.

use std::path::PathBuf;

use ngd_host::equation::expression::{Graph, Id, Names, Tape, parse};
use ngd_host::equation::{Blueprint, Fault};
use proptest::prelude::*;

struct Few;

impl Names for Few {
    fn node(&mut self, graph: &mut Graph, name: &str) -> Result<Option<Id>, String> {
        let place = ["x", "u", "u_x"].iter().position(|known| *known == name);
        Ok(place.map(|place| graph.input(place as u32)))
    }

    fn known(&self) -> Vec<String> {
        vec!["x".to_owned()]
    }
}

fn is_sound(fault: &Fault, text: &str) {
    assert!(!fault.sentence.is_empty() && !fault.sentence.contains('\n'), "{text:?}: {fault:?}");
    assert!(fault.span.start <= text.len(), "{text:?}: {fault:?}");
    let (line, column) = fault.place(text);
    assert!(line >= 1 && column >= 1);
}

fn is_read_or_refused(text: &str) {
    let mut graph = Graph::default();
    let root = match parse(text, &mut graph, &mut Few) {
        Ok(root) => root,
        Err(fault) => return is_sound(&fault, text),
    };
    let slope = graph.derivative(root, 1);
    let Ok(tape) = Tape::new(&graph, &[root, slope], |input| input > 0) else { return };
    let mut places = tape.places();
    tape.fix(&mut places, |_| 0.5, &mut vec![0.0; tape.kept()]);
    tape.vary(&mut places, |_| 0.7);
    tape.cotangents(&mut places, 0, |_, _| {});
}

const WORDS: [&str; 40] = [
    "x", "u", "u_x", "v", "2", "1e-3", ".5", "1e999", "2x", "+", "-", "*", "/", "^", "(", ")", "(", ")", ",",
    "<", ">=", "==", "=", "**", "sin", "exp(", "if(", "min(", "max", "pi", "log(", "sqrt(", "abs(", " ", "²",
    "\"", "1.2.3", "_", "&&", "tan(",
];

const FILE_WORDS: [&str; 48] = [
    "coordinates",
    "unknowns",
    "equation",
    "[[equation]]",
    "[[condition]]",
    "residual",
    "where",
    " = ",
    "\"",
    "'",
    "u_xx",
    "u_t - u_xx",
    "[\"u\"]",
    "{ x = [0, 1] }",
    "{ t = [0, 1], x = [0, \"2*pi\"] }",
    "\n",
    "\n",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "x = 0",
    "\"u\"",
    "hard = true",
    "[points]",
    "inside = 5",
    "kind = \"gauss\"",
    "periodic = [\"x\"]",
    "find = { D = 1 }",
    "[domain]",
    "inside = \"x < 0.5\"",
    "polygon = [[0,0],[1,0],[1,1]]",
    "[solution]",
    "u = \"sin(x)\"",
    "[network]",
    "layers = [3]",
    "features = { fourier = 1 }",
    "[[data]]",
    "file = \"no.csv\"",
    "name = \"a\"",
    "1e5",
    "-3",
    ",",
    "#",
    "parameters = { a = [1, 2] }",
    "[[boundary]]",
    "weight = 2",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        is_read_or_refused(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn of_words(words in proptest::collection::vec(0..WORDS.len(), 0..40)) {
        is_read_or_refused(&words.into_iter().map(|word| WORDS[word]).collect::<String>());
    }

    #[test]
    fn of_files(words in proptest::collection::vec(0..FILE_WORDS.len(), 0..30)) {
        let head = "coordinates = { x = [0, 1] }\nunknowns = [\"u\"]\n";
        let text: String = words.iter().map(|word| FILE_WORDS[*word]).collect();
        for text in [format!("{head}{text}"), text] {
            if let Err(fault) = Blueprint::new(&text, PathBuf::from("/nowhere")) {
                is_sound(&fault, &text);
            }
        }
    }
}

#[test]
fn of_what_is_long_and_deep() {
    for text in [
        "(".repeat(10_000),
        "-".repeat(10_000),
        "2^".repeat(9_000),
        "sin(".repeat(4_000),
        "x+".repeat(9_999) + "x",
    ] {
        is_read_or_refused(&text);
    }
    let folded =
        |inner: &str, times: usize| (0..times).fold("x".to_owned(), |text, _| format!("{inner}({text})"));
    is_read_or_refused(&folded("sin", 90));
    is_read_or_refused(&format!("({})^({})", folded("exp", 40), folded("u*tan", 40)));
}
