//! What the convergence plot remembers of a run of any length.

/// One point of the curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The step.
    pub iteration: u64,
    /// The loss after it.
    pub loss: f64,
    /// The relative L² error after it.
    pub relative_l2: f64,
}

/// More points than pixels across a plot are thinned to half of them.
const CAPACITY: usize = 4096;

/// Points evenly spaced over the run, and the last one.
#[derive(Clone, Debug)]
pub struct History {
    points: Vec<Point>,
    last: Option<Point>,
    stride: u64,
}

impl Default for History {
    fn default() -> Self {
        Self { points: Vec::new(), last: None, stride: 1 }
    }
}

impl History {
    /// Adds the point after a step; iterations must come in order.
    pub fn push(&mut self, point: Point) {
        self.last = Some(point);
        if !point.iteration.is_multiple_of(self.stride) {
            return;
        }
        self.points.push(point);
        if self.points.len() > CAPACITY {
            self.stride *= 2;
            let stride = self.stride;
            self.points.retain(|point| point.iteration.is_multiple_of(stride));
        }
    }

    /// The remembered points in order, the last of the run included.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        let last = self.last.filter(|last| self.points.last() != Some(last));
        self.points.iter().copied().chain(last)
    }

    /// The number of steps so far.
    pub fn iterations(&self) -> u64 {
        self.last.map_or(0, |point| point.iteration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_remembered_evenly_and_to_its_end() {
        let mut history = History::default();
        for iteration in 0..=100_001 {
            history.push(Point { iteration, loss: 1.0, relative_l2: 1.0 });
        }
        let iterations: Vec<u64> = history.points().map(|point| point.iteration).collect();
        assert!(iterations.len() <= CAPACITY + 1, "{}", iterations.len());
        assert_eq!((iterations[0], iterations[iterations.len() - 1]), (0, 100_001));
        assert!(iterations.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 32));
    }
}
