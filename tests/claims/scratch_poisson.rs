use ngd_core::*;
use ngd_core::{damping::*, least_squares::*, natural_gradient::*, step_length::*};
use std::f64::consts::PI;
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
const MEMORY: Memory<f64, { NET.footprint().words() }> = Memory::new(NET.footprint());
fn go<S: LeastSquares<f64>, L: StepLength<f64>, C: Damping<f64>>(
    name: &str,
    mut make: impl FnMut() -> NaturalGradient<f64, Projection<S>, Control<L, C>>,
) {
    let mut samples: Vec<Sample<f64, 1>> =
        (1..=100).map(|i| Sample::new([i as f64 / 101.0], 0.01, INTERIOR)).collect();
    for x in [0.0, 1.0] {
        samples.push(Sample::new([x], 1.0, BOUNDARY));
    }
    let mut all = vec![];
    for seed in 0..10 {
        let mut optimizer = make();
        let (mut memory, mut theta) = (MEMORY, NET.glorot::<f64, { NET.parameters() }>(seed));
        let mut last = 0.0;
        let mut n = 0;
        let mut rej = 0;
        let mut err = 0;
        for k in 0..300 {
            match optimizer.step(&NET, &Poisson, &samples, &mut theta, &mut memory) {
                Ok(o) => {
                    last = o.loss();
                    n = k;
                    if !o.is_accepted() {
                        rej += 1;
                        if o.report().repeats {
                            break;
                        }
                    }
                }
                Err(_) => {
                    err += 1;
                    break;
                }
            }
            if last < 1e-14 {
                break;
            }
        }
        all.push(format!("{n}:{last:.0e}/{rej}/{err}"));
    }
    println!("{name:30} {}", all.join(" "));
}
#[test]
fn run() {
    for i in [1e-3, 1e-6, 1e-9] {
        go(&format!("chol adaptive {i:e}"), || {
            NaturalGradient::natural_gradient().with_damping(Adaptive::new(i))
        });
        go(&format!("chol adaptive {i:e} A"), || {
            NaturalGradient::natural_heavy_ball(0.5).with_damping(Adaptive::new(i))
        });
    }
}
