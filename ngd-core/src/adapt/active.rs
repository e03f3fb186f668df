//! Which parameters adapt.

use crate::Mlp;

/// Consecutive parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Span {
    /// The first one's place in θ.
    pub start: usize,
    /// How many.
    pub len: usize,
}

/// The parameters that adapt; the others stay as they were deployed. Memory and work are those of the active ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Active<'a> {
    /// All of θ.
    All,
    /// Consecutive ones in which the model is linear, such as the [last layer](Active::last_layer) of a network: what the last
    /// good θ would predict then costs no forward pass.
    Linear(Span),
    /// Those of several spans in ascending order, which do not overlap: [`biases`], or any choice.
    Spans(&'a [Span]),
}

impl<'a> Active<'a> {
    /// Weights and biases of a network's last layer, in which it is linear.
    pub const fn last_layer<const D: usize, const O: usize>(network: &Mlp<D, O>) -> Self {
        let mut inputs = D;
        if let Some(width) = network.widths().last() {
            inputs = *width as usize;
        }
        let len = (inputs + 1) * O;
        Self::Linear(Span { start: network.parameters() - len, len })
    }

    /// How many of P parameters are active.
    pub const fn count(&self, parameters: usize) -> usize {
        match self {
            Self::All => parameters,
            Self::Linear(span) => span.len,
            Self::Spans(spans) => {
                let (mut sum, mut i) = (0, 0);
                while i < spans.len() {
                    sum += spans[i].len;
                    i += 1;
                }
                sum
            }
        }
    }

    /// Whether the spans lie within P parameters, ascend and do not overlap.
    pub const fn fits(&self, parameters: usize) -> bool {
        match self {
            Self::All => true,
            Self::Linear(span) => span.fits(0, parameters),
            Self::Spans(spans) => {
                let (mut from, mut i) = (0, 0);
                while i < spans.len() {
                    if !spans[i].fits(from, parameters) {
                        return false;
                    }
                    from = spans[i].start + spans[i].len;
                    i += 1;
                }
                true
            }
        }
    }

    /// The spans, in ascending order.
    pub(super) fn spans(&self, parameters: usize) -> impl Iterator<Item = Span> + use<'a> {
        let (one, several) = match *self {
            Self::All => (Some(Span { start: 0, len: parameters }), [].as_slice()),
            Self::Linear(span) => (Some(span), [].as_slice()),
            Self::Spans(spans) => (None, spans),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

impl Span {
    const fn fits(&self, from: usize, parameters: usize) -> bool {
        from <= self.start && self.start <= parameters && self.len <= parameters - self.start
    }
}

/// The biases of a network, a span for each of its L layers, of which the last is that of the outputs.
///
/// # Panics
/// If the network has not L − 1 hidden layers: in a const, an error of compilation.
pub const fn biases<const D: usize, const O: usize, const L: usize>(network: &Mlp<D, O>) -> [Span; L] {
    let widths = network.widths();
    assert!(L == widths.len() + 1, "L must be the number of hidden layers and one");
    let mut spans = [Span { start: 0, len: 0 }; L];
    let (mut start, mut inputs, mut l) = (0, D, 0);
    while l < L {
        let outputs = if l < widths.len() { widths[l] as usize } else { O };
        spans[l] = Span { start: start + inputs * outputs, len: outputs };
        start += (inputs + 1) * outputs;
        inputs = outputs;
        l += 1;
    }
    spans
}
