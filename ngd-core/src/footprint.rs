//! How many words an optimizer of a model needs: plain numbers, for const contexts and for hosts.

use crate::BLOCK;
use crate::linear_algebra::PANEL_ROWS;
use crate::linear_algebra::packed::{batch_lanes, packed_lanes, padded_len};

/// What a solver keeps of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Storage {
    /// So many packed triangles of the parameters.
    Triangles(usize),
    /// The rows of a batch and the triangle of their kernel: [`Footprint::with_rows`] says how many.
    Rows,
    /// So many lanes of four words.
    Lanes(usize),
}

impl Storage {
    /// Lanes of four words for P parameters and batches of at most so many rows.
    pub(crate) const fn lanes(self, parameters: usize, rows: usize) -> usize {
        match self {
            Self::Triangles(count) => packed_lanes(parameters).saturating_mul(count),
            Self::Rows if rows == 0 => usize::MAX,
            Self::Rows => batch_lanes(parameters, rows),
            Self::Lanes(lanes) => lanes,
        }
    }
}

/// What an optimizer keeps beside the vectors that every one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Needs {
    /// Of its solver.
    pub solver: Storage,
    /// Of the solver that projects the velocity, where that is another one.
    pub velocity: Option<Storage>,
    /// Whether its steps bend.
    pub acceleration: bool,
}

/// An optimizer whose needs are known from its type.
pub trait Optimizer {
    /// What it keeps.
    const NEEDS: Needs;
}

/// What an optimizer of P parameters needs, in words.
///
/// Three vectors of state (velocity, the parameters before the last step, the best parameters), what the solver
/// stores, two right-hand sides, five work vectors, a block of rows, a panel of eight rows with their right-hand
/// sides and the model's scratch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Footprint {
    pub(crate) parameters: usize,
    pub(crate) scratch: usize,
    needs: Needs,
    /// The most rows of a batch, for a solver that stores them.
    rows: usize,
    /// Pairs of L-BFGS.
    history: usize,
}

/// Vectors of P words besides the right-hand sides: state and work.
const VECTORS: usize = 3 + 5;
/// Vectors of an acceleration.
const CURVE: usize = 2;

impl Footprint {
    /// For a model of P parameters and this much scratch for a block of [`BLOCK`] points, and an optimizer with one
    /// triangle whose steps may bend, as [`NaturalGradient`](crate::NaturalGradient) is by default.
    pub const fn new(parameters: usize, scratch: usize) -> Self {
        let needs = Needs { solver: Storage::Triangles(1), velocity: None, acceleration: true };
        Self { parameters, scratch, needs, rows: 0, history: 0 }
    }

    /// For a model that implements only the methods for one point and needs no scratch of its own.
    pub const fn of_parameters(parameters: usize) -> Self {
        Self::new(parameters, parameters)
    }

    /// For the optimizers of a type.
    pub const fn of<T: Optimizer>(self) -> Self {
        self.with(T::NEEDS)
    }

    /// For an optimizer with these needs.
    pub const fn with(self, needs: Needs) -> Self {
        Self { needs, ..self }
    }

    /// For batches of at most so many rows, samples times residuals, where the solver stores them
    /// ([`Dual`](crate::least_squares::Dual)): about NP + N²/2 words in the place of P²/2.
    pub const fn with_rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// For [`Lbfgs`](crate::first_order::Lbfgs) with so many pairs: two vectors of P words and one word each.
    pub const fn with_history(self, history: usize) -> Self {
        Self { history, ..self }
    }

    /// Words in all; `usize::MAX` where a solver stores rows and nobody has said how many.
    pub const fn words(&self) -> usize {
        self.words_in_blocks(BLOCK)
    }

    pub(crate) const fn words_in_blocks(&self, points: usize) -> usize {
        let (lanes, systems) = match self.velocity_lanes() {
            Some(second) => (self.solver_lanes().saturating_add(second), 2),
            None => (self.solver_lanes(), 1),
        };
        let words = padded_len(self.parameters) * (VECTORS + 2 * systems + points + PANEL_ROWS)
            + 2 * PANEL_ROWS
            + self.scratch;
        words.saturating_add(lanes.saturating_mul(4)).saturating_add(self.extra())
    }

    pub(crate) const fn solver_lanes(&self) -> usize {
        self.needs.solver.lanes(self.parameters, self.rows)
    }

    pub(crate) const fn velocity_lanes(&self) -> Option<usize> {
        match self.needs.velocity {
            Some(storage) => Some(storage.lanes(self.parameters, self.rows)),
            None => None,
        }
    }

    /// Words of the pairs of L-BFGS and of an acceleration.
    pub(crate) const fn extra(&self) -> usize {
        let vector = padded_len(self.parameters);
        let curve = if self.needs.acceleration { CURVE } else { 0 };
        pairs(vector, self.history).saturating_add(curve.saturating_mul(vector))
    }
}

/// Words of a ring of pairs of vectors, with a coefficient each.
pub(crate) const fn pairs(vector: usize, history: usize) -> usize {
    history.saturating_mul(2 * vector + 1)
}
