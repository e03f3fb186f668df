//! A model of one's own: a sensor that cools from an unknown temperature at an unknown rate,
//! u(t) = θ₀ exp(−θ₁ t), fitted to measurements in single precision.

use std::error::Error;

use ngd_core::check::check_model;
use ngd_core::problem::Regression;
use ngd_core::{At, Footprint, Jet, Memory, Model, NaturalGradient, Order, Sample};

struct Cooling;

impl Model<f32, 1, 1> for Cooling {
    fn parameters(&self) -> usize {
        2
    }

    fn jet(&self, at: At<f32, 1>, _: &mut [f32]) -> [Jet<f32, 1>; 1] {
        let (theta, [t]) = (at.theta, at.point());
        [Jet::value(theta[0] * (-theta[1] * t).exp())]
    }

    fn pull_back(&self, at: At<f32, 1>, [c]: &[Jet<f32, 1>; 1], _: &mut [f32], row: &mut [f32]) {
        let (theta, [t]) = (at.theta, at.point());
        let decay = (-theta[1] * t).exp();
        row.copy_from_slice(&[c.value * decay, -c.value * theta[0] * t * decay]);
    }
}

const FOOTPRINT: Footprint = Footprint::of_parameters(2);

fn main() -> Result<(), Box<dyn Error>> {
    let samples = [80.0, 48.5, 29.4, 17.9, 10.8, 6.6].map(|u| [u]);
    let samples: Vec<_> = (0u8..).zip(samples).map(|(t, u)| Sample::measured([f32::from(t)], u)).collect();

    let mut memory: Memory<f32, { FOOTPRINT.words() }> = Memory::new(FOOTPRINT);
    let mut theta = [50.0, 1.0];
    let found = check_model(&Cooling, At::new(&theta, &[1.0], Order::Value), &mut [0.0; 16])
        .ok_or("work too short")?;
    println!("derivatives agree with differences to {:.1e}", found.largest());

    let mut optimizer = NaturalGradient::natural_heavy_ball(0.5);
    for _ in 0..50 {
        let outcome = optimizer.step(&Cooling, &Regression, &samples, &mut theta, &mut memory)?;
        if outcome.report().repeats {
            break;
        }
    }
    println!("u(t) = {:.2} exp(−{:.4} t)", theta[0], theta[1]);
    Ok(())
}
