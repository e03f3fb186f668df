//! A batch of samples that slides along a stream, of fixed capacity.

use heapless::Vec;

use crate::{Real, Sample};

/// The last N items. (`heapless::HistoryBuf` indexes, which leaves a path to a panic in the linked program.)
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
struct Last<T, const N: usize> {
    items: Vec<T, N>,
    /// Where the oldest lies once there are N.
    oldest: usize,
}

impl<T, const N: usize> Last<T, N> {
    const fn new() -> Self {
        Self { items: Vec::new(), oldest: 0 }
    }

    fn push(&mut self, item: T) {
        let Err(item) = self.items.push(item) else { return };
        if let Some(slot) = self.items.get_mut(self.oldest) {
            *slot = item;
        }
        self.oldest = if self.oldest + 1 < N { self.oldest + 1 } else { 0 };
    }
}

/// The last N samples of a stream: a new one takes the place of the oldest.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Window<R, const D: usize, const O: usize, const N: usize> {
    samples: Last<Sample<R, D, O>, N>,
}

impl<R: Real, const D: usize, const O: usize, const N: usize> Default for Window<R, D, O, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Real, const D: usize, const O: usize, const N: usize> Window<R, D, O, N> {
    /// An empty window.
    pub const fn new() -> Self {
        Self { samples: Last::new() }
    }

    /// Adds a sample.
    pub fn push(&mut self, sample: Sample<R, D, O>) {
        self.samples.push(sample);
    }

    /// The samples, as a step takes them; their order is not that of arrival.
    pub fn samples(&self) -> &[Sample<R, D, O>] {
        &self.samples.items
    }

    /// Whether N samples have come.
    pub fn is_full(&self) -> bool {
        self.samples.items.is_full()
    }

    /// Forgets all samples.
    pub fn clear(&mut self) {
        self.samples = Last::new();
    }
}
