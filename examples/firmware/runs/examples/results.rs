//! The results of both trainings from other initial parameters: how wide the bounds of the firmware are.

use std::error::Error;

use ngd_firmware_runs::boundary_layer::{self, BoundaryLayerTraining};
use ngd_firmware_runs::forecast::{self, Forecast};

fn main() -> Result<(), Box<dyn Error>> {
    for seed in 1..=20 {
        println!(
            "seed {seed}: forecast {:.4} with 25 parameters, {:.4} with 61; boundary layer {:.1e}",
            forecast(forecast::SMALL, seed, &mut [0.0; 25])?,
            forecast(forecast::USUAL, seed, &mut [0.0; 61])?,
            boundary_layer(seed)?
        );
    }
    Ok(())
}

fn forecast(network: ngd_core::Mlp<4>, seed: u64, theta: &mut [f32]) -> Result<f32, Box<dyn Error>> {
    let mut memory = [0.0; forecast::footprint(&forecast::USUAL).words()];
    network.glorot_into(seed, theta);
    let (mut training, mut optimizer) = (Forecast::new(network), forecast::optimizer());
    for _ in 0..forecast::STEPS {
        training.read();
        let _ = training.step(&mut optimizer, theta, &mut memory)?;
    }
    Ok(training.held_out_error(theta, &mut memory))
}

fn boundary_layer(seed: u64) -> Result<f32, Box<dyn Error>> {
    let mut memory = [0.0; boundary_layer::FOOTPRINT.words()];
    let mut theta = [0.0; boundary_layer::NETWORK.parameters()];
    boundary_layer::NETWORK.glorot_into(seed, &mut theta);
    let (training, mut optimizer) = (BoundaryLayerTraining::default(), boundary_layer::optimizer());
    for _ in 0..boundary_layer::STEPS {
        if training.step(&mut optimizer, &mut theta, &mut memory)?.loss() <= boundary_layer::TARGET {
            break;
        }
    }
    Ok(training.relative_error(&theta, &mut memory))
}
