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
    fn search(&self, search: &Search<R>, trial: &mut dyn FnMut(R) -> R) -> Option<Found<R>>;
}

impl<R: Real, L: StepLength<R>> Length<R> for L {
    fn learning_rate(&self) -> R {
        StepLength::learning_rate(self)
    }

    fn most_acceleration(&self) -> Option<R> {
        StepLength::most_acceleration(self)
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
    fn learning_rate(&self) -> R {
        self.0.learning_rate()
    }

    fn most_acceleration(&self) -> Option<R> {
        self.0.most_acceleration()
    }

    fn search(&self, search: &Search<R>, mut trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        self.0.search(search, &mut trial)
    }
}

/// A solver.
pub struct AnySolver<R>(Box<dyn LeastSquares<R> + Send>);

impl<R: Real> AnySolver<R> {
    /// This one.
    pub fn new(solver: impl LeastSquares<R> + Send + 'static) -> Self {
        Self(Box::new(solver))
    }
}

/// The coordinates of a first-order method.
pub struct AnyCoordinates<R>(Box<dyn Coordinates<R> + Send>);

impl<R: Real> AnyCoordinates<R> {
    /// These.
    pub fn new(coordinates: impl Coordinates<R> + Send + 'static) -> Self {
        Self(Box::new(coordinates))
    }
}

macro_rules! least_squares {
    ($name:ident) => {
        impl<R: Real> LeastSquares<R> for $name<R> {
            fn is_reusable(&self) -> bool {
                self.0.is_reusable()
            }

            fn lanes(&self, parameters: usize) -> usize {
                self.0.lanes(parameters)
            }

            fn most_rows(&self) -> Option<usize> {
                self.0.most_rows()
            }

            fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
                self.0.begin(system, damping);
            }

            fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
                self.0.absorb(system, panel);
            }

            fn trace(&self, system: &System<'_, R>) -> R {
                self.0.trace(system)
            }

            fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
                self.0.gradient(system, gradient);
            }

            fn factor(
                &mut self,
                system: &mut System<'_, R>,
                workspace: &mut [[R; 4]],
                regularization: Regularization<R>,
            ) -> Result<(), FactorError> {
                self.0.factor(system, workspace, regularization)
            }

            fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
                self.0.solve(system, rho, nu, direction);
            }

            fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
                self.0.solve_for(system, right_hand_side);
            }

            fn stepped(&mut self, accepted: bool) {
                self.0.stepped(accepted);
            }

            fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
                self.0.curvature(system, direction)
            }

            fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
                self.0.covariance_diagonal(system, diagonal);
            }
        }
    };
}

least_squares!(AnySolver);
least_squares!(AnyCoordinates);

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
