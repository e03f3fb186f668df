//! −u″ = π² sin πx on (0, 1), u(0) = u(1) = 0: a network with 16 hidden units, natural heavy ball.

use std::error::Error;
use std::f64::consts::PI;

use ngd_core::{Activation, BOUNDARY, INTERIOR, Jet, Mlp, NaturalGradient, Order, Problem, Residual, Sample};

struct Poisson;

impl Problem<f64, 1, 1> for Poisson {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1], _: usize) -> Residual<f64, 1, 1> {
        match s.kind {
            INTERIOR => {
                Residual::new(-u.second[0] - PI * PI * (PI * s.point[0]).sin(), [Jet::second(0, -1.0)])
            }
            _ => Residual::of_value(u.value),
        }
    }
}

const NET: Mlp<1> = Mlp::new(&[16], Activation::Tanh);

fn main() -> Result<(), Box<dyn Error>> {
    let inside = (0..50).map(|i| Sample::new([(f64::from(i) + 0.5) / 50.0], 1.0 / 50.0, INTERIOR));
    let samples: Vec<_> = inside.chain([0.0, 1.0].map(|x| Sample::new([x], 1.0, BOUNDARY))).collect();

    let mut theta: [f64; NET.parameters()] = NET.glorot(0)?;
    let mut optimizer = NaturalGradient::natural_heavy_ball(0.5);
    let mut memory = vec![0.0; optimizer.footprint(NET.footprint()).words()];
    let (mut steps, mut loss) = (0, f64::INFINITY);
    while loss > 1e-9 && steps < 1000 {
        loss = optimizer.step(&NET, &Poisson, &samples, &mut theta, &mut memory)?.loss();
        steps += 1;
    }

    let [u] = NET.predict(&theta, &[0.5]);
    println!("after {steps} steps: loss {loss:.1e}, u(0.5) = {u:.6} (exactly 1)");
    Ok(())
}
