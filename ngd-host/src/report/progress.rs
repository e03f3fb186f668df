//! Progress bars on stderr, one per seed at work; silent when stderr is no terminal.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::race::UNLIMITED;
use crate::training::{Row, Stopping};

/// All bars of a command.
#[derive(Default)]
pub struct Progress {
    bars: MultiProgress,
    silent: bool,
}

/// The bar of one seed; it disappears with it.
pub struct Bar {
    bar: ProgressBar,
    start: Instant,
    drawn: Option<Instant>,
    time_limit: f64,
}

/// Often enough for the eye, seldom enough to cost nothing.
const PERIOD: Duration = Duration::from_millis(80);

impl Progress {
    /// Without bars, and without what is said beside them.
    pub fn hidden() -> Self {
        Self { bars: MultiProgress::with_draw_target(ProgressDrawTarget::hidden()), silent: true }
    }

    /// A bar for `seed`.
    pub fn seed(&self, seed: u64, stopping: &Stopping) -> Bar {
        self.run(format!("seed {seed}"), stopping)
    }

    /// A bar for a run of this name.
    pub fn run(&self, name: String, stopping: &Stopping) -> Bar {
        let bar = self.bars.add(ProgressBar::new(stopping.iterations));
        let template = match stopping.iterations {
            UNLIMITED => "{prefix} {pos}  {wide_msg}",
            _ => "{prefix} {bar:16} {pos}/{len}  {wide_msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        Bar {
            bar,
            start: Instant::now(),
            drawn: None,
            time_limit: stopping.time_limit.unwrap_or(f64::INFINITY),
        }
    }

    /// Writes a line on stderr, above the bars.
    pub fn say(&self, message: &str) {
        if self.silent {
            return;
        }
        // Nobody can be told that stderr is closed.
        let _ = self.bars.suspend(|| writeln!(io::stderr(), "{message}"));
    }
}

impl Bar {
    /// Shows where the training stands.
    pub fn show(&mut self, row: &Row) {
        if self.bar.is_hidden() || self.drawn.is_some_and(|drawn| drawn.elapsed() < PERIOD) {
            return;
        }
        self.drawn = Some(Instant::now());
        self.bar.set_position(row.iteration);
        self.bar.set_message(self.message(row));
    }

    fn message(&self, row: &Row) -> String {
        let mut parts = vec![format!("loss {:.1e}", row.loss)];
        parts.extend(row.length.map(|length| format!("step {length:.1e}")));
        parts.extend(row.relative_l2_error.map(|error| format!("L² {error:.1e}")));
        parts.extend(self.time_left(row).map(|left| format!("{:.0} s left", left.as_secs_f64().ceil())));
        parts.join(", ")
    }

    /// By the clock on the wall; the first of both limits counts.
    fn time_left(&self, row: &Row) -> Option<Duration> {
        let elapsed = self.start.elapsed().as_secs_f64();
        let iterations = self.bar.length()?.saturating_sub(row.iteration) as f64;
        let by_iterations = elapsed / row.iteration as f64 * iterations;
        let by_time = elapsed / row.seconds * (self.time_limit - row.seconds).max(0.0);
        Duration::try_from_secs_f64(by_iterations.min(by_time)).ok()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
