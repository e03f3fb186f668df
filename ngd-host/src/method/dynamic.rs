//! The core's parts behind pointers: a step is compiled once and not once for every choice of parts. Every method is
//! forwarded, since the core's provided ones would be silently different.

use std::fmt;

use ngd_core::Real;
use ngd_core::damping::Damping;
use ngd_core::least_squares::{Coordinates, FactorError, LeastSquares, Panel, Regularization, System};
use ngd_core::step_length::{Found, Search, StepLength};

/// A rule for the regularization.
pub struct AnyDamping<R>(Box<dyn Damping<R> + Send>);

impl<R: Real> AnyDamping<R> {
    /// Of this rule.
    pub fn new(rule: impl Damping<R> + Send + 'static) -> Self {
        Self(Box::new(rule))
    }
}

impl<R: Real> Damping<R> for AnyDamping<R> {
    fn known(&self) -> Option<R> {
        self.0.known()
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        self.0.regularization(mean_square)
    }

    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        self.0.again(tried)
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        self.0.accepted(used, length, gain);
    }

    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        self.0.rejected(used, mean_square)
    }
}

/// A rule for the length.
pub struct AnyLength<R>(Box<dyn Length<R> + Send>);

/// A [`StepLength`] that can stand behind a pointer.
trait Length<R> {
    fn learning_rate(&self) -> R;
    fn most_acceleration(&self) -> Option<R>;
    fn turns_away(&self, bends: R, cautions: u32) -> bool;
    fn search(&self, search: &Search<R>, trial: &mut dyn FnMut(R) -> R) -> Option<Found<R>>;
}

impl<R: Real, L: StepLength<R>> Length<R> for L {
    fn learning_rate(&self) -> R {
        StepLength::learning_rate(self)
    }

    fn most_acceleration(&self) -> Option<R> {
        StepLength::most_acceleration(self)
    }

    fn turns_away(&self, bends: R, cautions: u32) -> bool {
        StepLength::turns_away(self, bends, cautions)
    }

    fn search(&self, search: &Search<R>, trial: &mut dyn FnMut(R) -> R) -> Option<Found<R>> {
        StepLength::search(self, search, trial)
    }
}

impl<R: Real> AnyLength<R> {
    /// Of this rule.
    pub fn new(rule: impl StepLength<R> + Send + 'static) -> Self {
        Self(Box::new(rule))
    }
}

impl<R: Real> StepLength<R> for AnyLength<R> {
    const BENDS: bool = true;

    fn learning_rate(&self) -> R {
        self.0.learning_rate()
    }

    fn most_acceleration(&self) -> Option<R> {
        self.0.most_acceleration()
    }

    fn turns_away(&self, bends: R, cautions: u32) -> bool {
        self.0.turns_away(bends, cautions)
    }

    fn search(&self, search: &Search<R>, mut trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        self.0.search(search, &mut trial)
    }
}

/// A solver.
pub struct AnySolver<R>(Box<dyn Solver<R> + Send>);

impl<R: Real> AnySolver<R> {
    /// This one.
    pub fn new(solver: impl LeastSquares<R> + Send + 'static) -> Self {
        Self(Box::new(solver))
    }
}

/// The coordinates of a first-order method.
pub struct AnyCoordinates<R>(Box<dyn Frame<R> + Send>);

impl<R: Real> AnyCoordinates<R> {
    /// These.
    pub fn new(coordinates: impl Coordinates<R> + Send + 'static) -> Self {
        Self(Box::new(coordinates))
    }
}

/// Forwards the methods of [`LeastSquares`]: those that read, and those that write.
macro_rules! behind_pointers {
    (
        read { $($read:ident($($a:ident: $at:ty),*) -> $r:ty;)+ }
        write { $($write:ident($($b:ident: $bt:ty),*) -> $w:ty;)+ }
    ) => {
        /// A [`LeastSquares`] that can stand behind a pointer.
        trait Solver<R: Real> {
            $(fn $read(&self, $($a: $at),*) -> $r;)+
            $(fn $write(&mut self, $($b: $bt),*) -> $w;)+
        }

        impl<R: Real, S: LeastSquares<R>> Solver<R> for S {
            $(fn $read(&self, $($a: $at),*) -> $r {
                LeastSquares::<R>::$read(self, $($a),*)
            })+
            $(fn $write(&mut self, $($b: $bt),*) -> $w {
                LeastSquares::<R>::$write(self, $($b),*)
            })+
        }

        impl<R: Real> LeastSquares<R> for AnySolver<R> {
            $(fn $read(&self, $($a: $at),*) -> $r {
                self.0.$read($($a),*)
            })+
            $(fn $write(&mut self, $($b: $bt),*) -> $w {
                self.0.$write($($b),*)
            })+
        }

        impl<R: Real> LeastSquares<R> for AnyCoordinates<R> {
            $(fn $read(&self, $($a: $at),*) -> $r {
                self.0.$read($($a),*)
            })+
            $(fn $write(&mut self, $($b: $bt),*) -> $w {
                self.0.$write($($b),*)
            })+
        }
    };
}

behind_pointers! {
    read {
        is_reusable() -> bool;
        lanes(parameters: usize) -> usize;
        most_rows() -> Option<usize>;
        trace(system: &System<'_, R>) -> R;
        gradient(system: &System<'_, R>, gradient: &mut [R]) -> ();
        curvature(system: &System<'_, R>, direction: &[R]) -> R;
    }
    write {
        begin(system: &mut System<'_, R>, damping: R) -> ();
        absorb(system: &mut System<'_, R>, panel: &mut Panel<'_, R>) -> ();
        factor(
            system: &mut System<'_, R>,
            workspace: &mut [[R; 4]],
            regularization: Regularization<R>
        ) -> Result<(), FactorError>;
        solve(system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) -> ();
        solve_for(system: &mut System<'_, R>, right_hand_side: &mut [R]) -> ();
        covariance_diagonal(system: &mut System<'_, R>, diagonal: &mut [R]) -> ();
        stepped(accepted: bool) -> ();
    }
}

/// A [`Coordinates`] that can stand behind a pointer.
trait Frame<R: Real>: Solver<R> {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]);
    fn leave(&self, system: &System<'_, R>, x: &mut [R]);
}

impl<R: Real, S: Coordinates<R>> Frame<R> for S {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        Coordinates::enter(self, system, x);
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        Coordinates::leave(self, system, x);
    }
}

impl<R: Real> Coordinates<R> for AnyCoordinates<R> {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        self.0.enter(system, x);
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        self.0.leave(system, x);
    }
}

macro_rules! debug {
    ($($name:ident),+) => {
        $(impl<R> fmt::Debug for $name<R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        })+
    };
}

debug!(AnyDamping, AnyLength, AnySolver, AnyCoordinates);
