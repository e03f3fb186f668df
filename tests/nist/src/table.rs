//! Which model belongs to which file.

use ngd_core::Model;

use crate::models::{
    Breakdown, CubicOverCubic, Exponential, InverseRoot, InverseSquare, Peak, Power, QuadraticOverQuadratic,
    Resistance, Richards, ScaledDecay, ShiftedPower, ThreeCycles, ThreeDecays, TwoPeaks,
};
use crate::set::{Response, Set};

/// What is to be done with a set and its model.
pub trait Visit {
    /// Does it.
    fn visit<M, const D: usize>(&mut self, set: &Set, model: &M)
    where
        M: Model<f32, D, 1> + Model<f64, D, 1>;
}

const fn set(name: &'static str, text: &'static str) -> Set {
    Set { name, text, response: Response::Plain }
}

/// Adsorption, the set on which solvers for microcontrollers are compared.
pub const MISRA1A: Set = set("Misra1a", include_str!("../data/Misra1a.dat"));

/// Visits every set.
pub fn visit_all(visitor: &mut impl Visit) {
    visit_small(visitor);
    visitor.visit(&set("Lanczos1", include_str!("../data/Lanczos1.dat")), &ThreeDecays);
    visitor.visit(&set("Lanczos3", include_str!("../data/Lanczos3.dat")), &ThreeDecays);
    visitor.visit(&set("Gauss1", include_str!("../data/Gauss1.dat")), &TwoPeaks);
    visitor.visit(&set("Gauss3", include_str!("../data/Gauss3.dat")), &TwoPeaks);
    visitor.visit(&set("Hahn1", include_str!("../data/Hahn1.dat")), &CubicOverCubic);
    visitor.visit(&set("Thurber", include_str!("../data/Thurber.dat")), &CubicOverCubic);
    visitor.visit(&set("ENSO", include_str!("../data/ENSO.dat")), &ThreeCycles);
}

/// Visits the sets of at most four parameters.
pub fn visit_small(visitor: &mut impl Visit) {
    visitor.visit(&MISRA1A, &Exponential);
    visitor.visit(&set("Misra1b", include_str!("../data/Misra1b.dat")), &InverseSquare);
    visitor.visit(&set("Misra1c", include_str!("../data/Misra1c.dat")), &InverseRoot);
    visitor.visit(&set("DanWood", include_str!("../data/DanWood.dat")), &Power);
    visitor.visit(&set("Chwirut1", include_str!("../data/Chwirut1.dat")), &ScaledDecay);
    visitor.visit(&set("Chwirut2", include_str!("../data/Chwirut2.dat")), &ScaledDecay);
    let nelson = set("Nelson", include_str!("../data/Nelson.dat"));
    visitor.visit(&Set { response: Response::Logarithm, ..nelson }, &Breakdown);
    visitor.visit(&set("Eckerle4", include_str!("../data/Eckerle4.dat")), &Peak);
    visitor.visit(&set("Bennett5", include_str!("../data/Bennett5.dat")), &ShiftedPower);
    visitor.visit(&set("MGH10", include_str!("../data/MGH10.dat")), &Resistance);
    visitor.visit(&set("MGH09", include_str!("../data/MGH09.dat")), &QuadraticOverQuadratic);
    visitor.visit(&set("Rat43", include_str!("../data/Rat43.dat")), &Richards);
}
