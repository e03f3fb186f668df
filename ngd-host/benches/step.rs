//! One step on Poisson's equation in 2D, for every solver: P = 129, N = 1020, `f64`.

use clap::Parser;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ngd_host::cli::{Arguments, Command};
use ngd_host::training::{Training, resolve, training};

fn begun(line: &str) -> Box<dyn Training> {
    let arguments = Arguments::try_parse_from(line.split(' ')).expect("the flags are right");
    let Command::Run(arguments) = arguments.command() else { unreachable!("the line is a run") };
    let settings = resolve(&arguments).expect("the flags go together");
    training(&settings, 0).expect("the network can be built")
}

fn step(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for solver in ["cholesky", "square-root", "svd"] {
        let line = format!("ngd run poisson-2d --solver {solver} --step backtracking");
        group.bench_function(solver, |bencher| {
            bencher.iter_batched_ref(
                || begun(&line),
                |training| training.step().is_ok(),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, step);
criterion_main!(benches);
