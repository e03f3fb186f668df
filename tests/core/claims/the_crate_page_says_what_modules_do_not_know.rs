//! The page of the core, and that of the host, names for every module what it knows nothing of: no file of the module
//! imports it, directly, and imports between modules run in no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A crate's sources, and how many modules and pairs its table has at least.
struct Crate {
    sources: &'static str,
    modules: usize,
    pairs: usize,
}

const CRATES: [Crate; 2] = [
    Crate { sources: concat!(env!("CARGO_MANIFEST_DIR"), "/../../ngd-core/src"), modules: 14, pairs: 50 },
    Crate { sources: concat!(env!("CARGO_MANIFEST_DIR"), "/../../ngd-host/src"), modules: 10, pairs: 35 },
];

/// A module and those that it imports, by name.
type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_module_imports_what_it_knows_nothing_of() {
    for Crate { sources, modules, pairs: expected } in CRATES {
        let (imports, table) = (imports(sources), table(sources));
        let mut pairs = 0;
        for (module, unknown) in &table {
            let known = imports.get(module).unwrap_or_else(|| panic!("there is no module {module}"));
            for other in unknown {
                assert!(imports.contains_key(other), "{module} knows nothing of {other}, which is no module");
                assert!(
                    !known.contains(other),
                    "{module} is said to know nothing of {other}, and imports it"
                );
                pairs += 1;
            }
        }
        println!(
            "{sources}: {} modules in the table, {pairs} pairs that do not know each other",
            table.len()
        );
        assert!(table.len() >= modules && pairs >= expected);
        for module in public_modules(sources) {
            assert!(table.contains_key(&module), "the table leaves {module} out");
        }
    }
}

#[test]
fn imports_run_one_way() {
    for Crate { sources, .. } in CRATES {
        let mut left = imports(sources);
        println!("{left:?}");
        while !left.is_empty() {
            let lowest: BTreeSet<String> = left
                .iter()
                .filter(|(_, known)| known.iter().all(|known| !left.contains_key(known)))
                .map(|(module, _)| module.clone())
                .collect();
            assert!(!lowest.is_empty(), "a circle among {:?}", left.keys());
            left.retain(|module, _| !lowest.contains(module));
        }
    }
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let source = "use crate::{a::{b, c}, d, E as F};\n// crate::not\nfn f() { crate::g::h(crate :: i) }\n\
                  use super::super::{j, k::l};\nuse super::m;";
    let found = names(source, 2);
    assert_eq!(found, ["a", "d", "E", "g", "i", "j", "k"].map(String::from).into());
}

fn library(sources: &str) -> String {
    fs::read_to_string(Path::new(sources).join("lib.rs")).unwrap()
}

/// The modules that lib.rs declares, and whether in public.
fn modules(sources: &str) -> Vec<(String, bool)> {
    let declared = |line: &str| {
        let (line, public) = match line.strip_prefix("pub ") {
            Some(line) => (line, true),
            None => (line, false),
        };
        Some((line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned(), public))
    };
    library(sources).lines().filter_map(declared).collect()
}

/// Those that stand without a feature.
fn public_modules(sources: &str) -> Vec<String> {
    let library = library(sources);
    let gated = |module: &str| library.contains(&format!("\")]\npub mod {module};"));
    modules(sources)
        .into_iter()
        .filter(|(module, public)| *public && !gated(module))
        .map(|(module, _)| module)
        .collect()
}

/// The first and the last column of the table: `[`name`]` each.
fn table(sources: &str) -> Imports {
    let mut table = Imports::new();
    for line in library(sources).lines() {
        let Some(row) = line.strip_prefix("//! | [`") else { continue };
        let cells: Vec<&str> = row.trim_end().trim_end_matches('|').split(" | ").collect();
        let [module, _, unknown] = cells[..] else { panic!("not three columns: {line}") };
        let name = module.trim_end_matches("`]").to_owned();
        let unknown = unknown.split('`').skip(1).step_by(2).map(String::from).collect();
        assert!(table.insert(name, unknown).is_none(), "twice in the table: {module}");
    }
    table
}

/// What every module imports; what lib.rs hands on counts as its module.
fn imports(sources: &str) -> Imports {
    let modules = modules(sources);
    let mut homes: BTreeMap<String, String> =
        modules.iter().map(|(module, _)| (module.clone(), module.clone())).collect();
    for line in library(sources).replace('\n', " ").split(';') {
        let Some((_, handed_on)) = line.split_once("pub use ") else { continue };
        let Some((module, items)) = handed_on.split_once("::") else { continue };
        for item in items.split(|c: char| !c.is_alphanumeric() && c != '_') {
            homes.entry(item.to_owned()).or_insert_with(|| module.to_owned());
        }
    }
    let mut imports = Imports::new();
    for (module, _) in modules {
        let mut known = BTreeSet::new();
        for (path, depth) in files(sources, &module) {
            for name in names(&fs::read_to_string(path).unwrap(), depth) {
                known.extend(homes.get(&name).filter(|home| **home != module).cloned());
            }
        }
        imports.insert(module, known);
    }
    imports
}

/// The files of a module, and how many `super` lead from each to the crate's root.
fn files(sources: &str, module: &str) -> Vec<(PathBuf, usize)> {
    let mut found = Vec::new();
    let file = Path::new(sources).join(format!("{module}.rs"));
    if file.exists() {
        found.push((file, 1));
    }
    let mut folders = vec![(Path::new(sources).join(module), 1)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.file_name().and_then(|name| name.to_str()) {
                Some("mod.rs") => found.push((path, depth)),
                Some(_) if path.is_dir() => folders.push((path, depth + 1)),
                _ => found.push((path, depth + 1)),
            }
        }
    }
    assert!(!found.is_empty(), "no file of {module}");
    found
}

/// The names that follow the crate's root in a source: behind `crate::`, or behind `depth` times `super::`.
fn names(source: &str, depth: usize) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| line.chars().chain([' ']))
        .collect();
    let code =
        code.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ::", "::").replace(":: ", "::");
    let mut found = BTreeSet::new();
    for root in ["crate::".to_owned(), "super::".repeat(depth)] {
        for (at, _) in code.match_indices(&root) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
                found.extend(first_names(&code[at + root.len()..]));
            }
        }
    }
    found
}

/// The first name of a path, or of every path of a group.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut names, mut begins) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        if begins && depth == 0 && !c.is_whitespace() {
            names.push(name(&group[at..]));
            begins = false;
        }
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ => {}
        }
    }
    names
}
