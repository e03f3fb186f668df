//! Fixed-capacity collections for streaming: a batch of samples that slides, and the last losses.

use heapless::HistoryBuf;

use crate::{Real, Sample};

/// The last N samples of a stream: a new one takes the place of the oldest.
#[derive(Debug)]
pub struct Window<R, const D: usize, const O: usize, const N: usize> {
    samples: HistoryBuf<Sample<R, D, O>, N>,
}

impl<R: Real, const D: usize, const O: usize, const N: usize> Default for Window<R, D, O, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Real, const D: usize, const O: usize, const N: usize> Window<R, D, O, N> {
    /// An empty window.
    pub const fn new() -> Self {
        Self { samples: HistoryBuf::new() }
    }

    /// Adds a sample.
    pub fn push(&mut self, sample: Sample<R, D, O>) {
        self.samples.write(sample);
    }

    /// The samples, as a step takes them; their order is not that of arrival.
    pub fn samples(&self) -> &[Sample<R, D, O>] {
        self.samples.as_slice()
    }

    /// Whether N samples have come.
    pub fn is_full(&self) -> bool {
        self.samples.len() == N
    }

    /// Forgets all samples.
    pub fn clear(&mut self) {
        self.samples.clear();
    }
}

/// The last N losses: tells a run that still falls from one that stands.
#[derive(Debug)]
pub struct Losses<R, const N: usize> {
    losses: HistoryBuf<R, N>,
}

impl<R: Real, const N: usize> Default for Losses<R, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Real, const N: usize> Losses<R, N> {
    /// No losses yet.
    pub const fn new() -> Self {
        Self { losses: HistoryBuf::new() }
    }

    /// Adds a loss.
    pub fn push(&mut self, loss: R) {
        self.losses.write(loss);
    }

    /// The last loss.
    pub fn last(&self) -> Option<R> {
        self.losses.recent().copied()
    }

    /// Oldest loss over newest loss of the last N, once there are N: 1 when the run stands.
    pub fn reduction(&self) -> Option<R> {
        if self.losses.len() < N {
            return None;
        }
        Some(*self.losses.oldest_ordered().next()? / *self.losses.recent()?)
    }
}
