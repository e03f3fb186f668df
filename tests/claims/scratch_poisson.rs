use ngd_core::*;
use std::f64::consts::PI;
struct Poisson;
impl Problem<f64, 1, 1> for Poisson {
    fn order(&self) -> Order { Order::Second }
    fn linearize(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1], _: usize) -> Residual<f64, 1, 1> {
        match s.kind {
            INTERIOR => Residual::new(-u.second[0] - PI * PI * (PI * s.point[0]).sin(), [Jet::second(0, -1.0)]),
            _ => Residual::of_value(u.value),
        }
    }
}
const NET: Mlp<1> = Mlp::new(&[16], Activation::Tanh);
const MEMORY: Memory<f64, { NET.footprint().words() }> = Memory::new(NET.footprint());
#[test]
fn run() {
    let mut samples: Vec<Sample<f64, 1>> = (1..=100).map(|i| Sample::new([i as f64 / 101.0], 0.01, INTERIOR)).collect();
    for x in [0.0, 1.0] { samples.push(Sample::new([x], 1.0, BOUNDARY)); }
    for seed in 0..5 {
    for (name, mut optimizer) in [("ng", NaturalGradient::natural_gradient()), ("A", NaturalGradient::natural_heavy_ball(0.5)), ("B", NaturalGradient::natural_heavy_ball_difference(0.5)), ("C", NaturalGradient::natural_nesterov(0.5)), ("ph",NaturalGradient::parameter_heavy_ball(0.5)), ("pn", NaturalGradient::parameter_nesterov(0.5))] {
    let (mut memory, mut theta) = (MEMORY, NET.glorot::<f64, { NET.parameters() }>(seed));
    let mut last = 0.0;
    let mut n = 0;
    for k in 0..300 {
        let o = optimizer.step(&NET, &Poisson, &samples, &mut theta, &mut memory).unwrap();
        last = o.loss(); n = k;
        if last < 1e-12 { break }
    }
    let u = NET.jet(&theta, &[0.3], Order::Value, &mut [0.0; 1000])[0].value;
    println!("{seed} {name} {n} {last:e} err {:e}", u - (PI * 0.3).sin());
    let mut work = vec![0.0; model::check_words::<f64, _, 1, 1>(&NET, Order::Second)];
    println!("{:?}", model::check_model(&NET, &theta, &[0.3], Order::Second, &mut work));
    }}
}
