//! A model and a problem of one's own, trained: thirty lines, kept so by a test.
use ngd_core::{At, Footprint, Jet, Model, NaturalGradient, Problem, Residual, Sample, StepError};
struct Cooling;
impl Model<f32, 1, 1> for Cooling {
    fn parameters(&self) -> usize {
        2
    }
    fn jet(&self, a: At<f32, 1>, _: &mut [f32]) -> [Jet<f32, 1>; 1] {
        [Jet::value(a.theta[0] * (-a.theta[1] * a.point()[0]).exp())]
    }
    fn pull_back(&self, at: At<f32, 1>, c: &[Jet<f32, 1>; 1], _: &mut [f32], row: &mut [f32]) {
        let (t, decay) = (at.point()[0], (-at.theta[1] * at.point()[0]).exp());
        row.copy_from_slice(&[c[0].value * decay, -c[0].value * at.theta[0] * t * decay]);
    }
}
impl Problem<f32, 1, 1> for Cooling {
    fn linearize(&self, s: &Sample<f32, 1>, u: &[Jet<f32, 1>; 1], _: usize) -> Residual<f32, 1, 1> {
        Residual::of_value(u[0].value - s.target[0])
    }
}
fn main() -> Result<(), StepError> {
    let data = [80.0, 48.5, 29.4, 17.9, 10.8, 6.6];
    let data: [_; 6] = std::array::from_fn(|t| Sample::measured([t as f32], [data[t]]));
    let (mut theta, mut memory) = ([50.0, 1.0], [0.0; Footprint::of_parameters(2).words()]);
    let (it, mut optimizer) = (&Cooling, NaturalGradient::natural_heavy_ball(0.5));
    for _ in 0..30 {
        let _ = optimizer.step(it, it, &data, &mut theta, &mut memory)?;
    }
    println!("u(t) = {} exp(-{} t)", theta[0], theta[1]);
    Ok(())
}
