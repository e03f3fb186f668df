//! Work memory, owned by the caller, and how it is cut up.

use core::fmt;

use crate::Real;
use crate::footprint::Footprint;
use crate::least_squares::{Regularization, System};
use crate::linear_algebra::PANEL_ROWS;
use crate::linear_algebra::packed::padded_len;

/// Work memory as an array, for the `static` or the small stack of a device.
///
/// A desktop takes a `Vec` of as many words as [`NaturalGradient::footprint`](crate::NaturalGradient::footprint) says:
/// the triangle of a network of 2,000 parameters is 16 MB in `f64`, more than a stack has.
///
/// On a device the size comes from model *and* optimizer, whose type says what it keeps:
///
/// ```
/// # use ngd_core::{Activation, Footprint, Memory, Mlp, NaturalGradient};
/// const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
/// const SIZE: Footprint = NET.footprint().of::<NaturalGradient<f32>>();
/// const MEMORY: Memory<f32, { SIZE.words() }> = Memory::new(SIZE);
/// ```
///
/// As a constant, memory that is too small does not compile:
///
/// ```compile_fail,E0080
/// # use ngd_core::{Activation, Footprint, Memory, Mlp, NaturalGradient};
/// # const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
/// # const SIZE: Footprint = NET.footprint().of::<NaturalGradient<f32>>();
/// const MEMORY: Memory<f32, { SIZE.words() - 1 }> = Memory::new(SIZE);
/// let memory = MEMORY;
/// ```
///
/// Memory of another optimizer or model is [`StepError::Memory`](crate::StepError::Memory) at the first step.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Memory<R, const WORDS: usize> {
    words: [R; WORDS],
}

impl<R: Real, const WORDS: usize> Memory<R, WORDS> {
    /// Zeroed memory of this footprint.
    ///
    /// # Panics
    /// If `WORDS` is less than the footprint's: in a constant or a `static` an error of compilation, in a `let` not
    /// before the program runs.
    pub const fn new(footprint: Footprint) -> Self {
        assert!(WORDS >= footprint.words(), "WORDS must be at least footprint().words()");
        Self { words: [R::ZERO; WORDS] }
    }
}

impl<R, const WORDS: usize> AsMut<[R]> for Memory<R, WORDS> {
    fn as_mut(&mut self) -> &mut [R] {
        &mut self.words
    }
}

impl<R, const WORDS: usize> AsRef<[R]> for Memory<R, WORDS> {
    fn as_ref(&self) -> &[R] {
        &self.words
    }
}

/// The memory is too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct MemoryError {
    /// Words needed.
    pub needed: usize,
    /// Words found.
    pub found: usize,
}

impl fmt::Display for MemoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the memory has {} words and must have {}: size it by the model's footprint",
            self.found, self.needed
        )
    }
}

impl core::error::Error for MemoryError {}

/// What survives from step to step.
pub(crate) struct State<'a, R> {
    /// p, the step last added.
    pub velocity: &'a mut [R],
    /// θ before that step.
    pub previous: &'a mut [R],
    /// θ of the smallest loss so far.
    pub best: &'a mut [R],
}

/// The memory of a step, cut up. All vectors are padded to a multiple of four words.
pub(crate) struct Workspace<'a, R, const K: usize> {
    pub state: State<'a, R>,
    pub system: System<'a, R>,
    pub velocity_system: Option<Second<'a, R>>,
    pub gradient: &'a mut [R],
    pub direction: &'a mut [R],
    /// The look-ahead w − θ.
    pub ahead: &'a mut [R],
    /// Where the gradient is taken.
    pub base: &'a mut [R],
    pub trial: &'a mut [R],
    /// The loss at θ.
    pub here: R,
    /// The loss at the base.
    pub loss: R,
    /// Evaluations of the loss besides those of the rows.
    pub trials: u32,
    /// trace(G)/P at the base.
    pub mean_square: R,
    /// That of the present direction.
    pub regularization: Regularization<R>,
    /// The pairs of L-BFGS, or the vectors of an acceleration.
    pub extra: &'a mut [R],
    pub pass: PassMemory<'a, R, K>,
}

/// What a pass over the samples needs.
pub(crate) struct PassMemory<'a, R, const K: usize> {
    pub rows: &'a mut [[R; K]],
    pub panel: &'a mut [[R; 4]],
    /// The two right-hand sides of the panel.
    pub sides: &'a mut [[R; PANEL_ROWS]],
    pub scratch: &'a mut [R],
}

/// The memory of a second system, which few optimizers have: cut up where it is used.
pub(crate) struct Second<'a, R> {
    words: &'a mut [R],
    damping: R,
    relative: R,
}

impl<R: Real> Second<'_, R> {
    /// Lends the system.
    pub fn lend<T>(&mut self, parameters: usize, to: impl FnOnce(&mut System<'_, R>) -> T) -> T {
        let lanes = self.words.len().saturating_sub(2 * padded_len(parameters)) / 4;
        let mut system = Knife(&mut *self.words).system(parameters, lanes);
        (system.damping, system.relative) = (self.damping, self.relative);
        let result = to(&mut system);
        (self.damping, self.relative) = (system.damping, system.relative);
        result
    }
}

/// Takes the pieces off the front.
struct Knife<'a, R>(&'a mut [R]);

impl<'a, R> Knife<'a, R> {
    fn cut(&mut self, words: usize) -> &'a mut [R] {
        let rest = core::mem::take(&mut self.0);
        let (piece, rest) = rest.split_at_mut_checked(words).unwrap_or((&mut [], &mut []));
        self.0 = rest;
        piece
    }

    fn system(&mut self, parameters: usize, lanes: usize) -> System<'a, R>
    where
        R: Real,
    {
        let vector = padded_len(parameters);
        System {
            parameters,
            triangle: self.cut(4 * lanes).as_chunks_mut().0,
            residual: self.cut(vector),
            velocity: self.cut(vector),
            damping: R::ZERO,
            relative: R::ZERO,
        }
    }
}

impl<'a, R: Real, const K: usize> Workspace<'a, R, K> {
    pub fn carve(memory: &'a mut [R], footprint: &Footprint) -> Result<Self, MemoryError> {
        let needed = footprint.words_in_blocks(K);
        if memory.len() < needed {
            return Err(MemoryError { needed, found: memory.len() });
        }
        let vector = padded_len(footprint.parameters);
        let mut knife = Knife(memory);
        let state =
            State { velocity: knife.cut(vector), previous: knife.cut(vector), best: knife.cut(vector) };
        let parameters = footprint.parameters;
        let system = knife.system(parameters, footprint.solver_lanes());
        let velocity_system = footprint.velocity_lanes().map(|lanes| Second {
            words: knife.cut(lanes.saturating_mul(4).saturating_add(2 * vector)),
            damping: R::ZERO,
            relative: R::ZERO,
        });
        // What an earlier, failed step may have left must not reach this one.
        let fresh = knife.cut(vector * (5 + K));
        fresh.fill(R::ZERO);
        let mut fresh = Knife(fresh);
        Ok(Self {
            state,
            system,
            velocity_system,
            gradient: fresh.cut(vector),
            direction: fresh.cut(vector),
            ahead: fresh.cut(vector),
            base: fresh.cut(vector),
            trial: fresh.cut(vector),
            here: R::ZERO,
            loss: R::ZERO,
            trials: 0,
            mean_square: R::ZERO,
            regularization: Regularization::Damping(R::ZERO),
            extra: knife.cut(footprint.extra()),
            pass: PassMemory {
                rows: fresh.cut(vector * K).as_chunks_mut().0,
                panel: knife.cut(vector * PANEL_ROWS).as_chunks_mut().0,
                sides: knife.cut(2 * PANEL_ROWS).as_chunks_mut().0,
                scratch: knife.cut(footprint.scratch),
            },
        })
    }
}

/// The best parameters kept in a memory, for [`NaturalGradient::best`](crate::NaturalGradient::best).
pub(crate) fn best<R>(memory: &[R], parameters: usize) -> Option<&[R]> {
    memory.get(2 * padded_len(parameters)..)?.get(..parameters)
}
