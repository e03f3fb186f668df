//! One step on Poisson's equation in 2D, for every solver: P = 129, N = 1020, `f64`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ngd_host::problem::ProblemName;
use ngd_host::request::Request;
use ngd_host::training::{Training, flags, resolve, training};

fn begun(flags_given: &str) -> Box<dyn Training> {
    let problem = ProblemName::find("poisson-2d").expect("the problem is known");
    let request = Request::read(flags_given, &flags()).expect("the flags are right");
    let settings = resolve(problem, &request).expect("the flags go together");
    training(&settings, 0).expect("the network can be built")
}

fn step(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for solver in ["cholesky", "square-root", "svd"] {
        let line = format!("--solver {solver} --step backtracking");
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
