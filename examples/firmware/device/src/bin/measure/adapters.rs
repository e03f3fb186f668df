//! One observation of an adapter: the instructions of a usual one, the deepest stack of many.

use ngd_core::Mlp;
use ngd_core::adapt::{Active, Adapter, Limits, Settings};
use ngd_firmware::clock::Clock;
use ngd_firmware::stack;
use ngd_firmware_runs::mackey_glass::Sensor;
use semihosting::println;

/// Observations before the measured one.
const WARM_UP: usize = 50;
/// Observations that may be it.
const MOST: usize = 200;

/// A way to adapt a network.
pub struct Subject<'a> {
    pub name: &'a str,
    pub network: Mlp<4>,
    pub theta: &'a mut [f32],
    pub active: Active<'a>,
    pub momentum: f32,
    pub memory: &'a mut [f32],
}

impl Subject<'_> {
    /// The stack if there is no clock, the instructions of the first usual observation after the warm-up if there is one:
    /// one that is learnt, within three deviations.
    pub fn measure(self, clock: Option<&Clock>) -> Option<()> {
        let Self { name, network, theta, active, momentum, memory } = self;
        network.glorot_into(1, theta);
        let mut settings = Settings::new([0.3], Limits::all([-10.0, 10.0], [-10.0, 10.0]));
        settings.momentum = momentum;
        settings.excitation = 0.0;
        let parameters = theta.len();
        let mut adapter = Adapter::new(&network, theta, active, settings).ok()?;
        let memory = memory.get_mut(..adapter.footprint().words())?;
        adapter.begin(memory).ok()?;
        let mut sensor = Sensor::<4>::starting_at(118);
        let (mut deepest, mut most) = (0, 0);
        for i in 0..MOST {
            let sample = sensor.read();
            let mut outcome = None;
            let mut observe = || outcome = adapter.observe(&network, &sample.point, &sample.target, memory).ok();
            match clock {
                None => deepest = deepest.max(stack::peak(observe)),
                Some(clock) => {
                    let (ticks, ()) = clock.ticks_of(&mut observe);
                    if i >= WARM_UP {
                        most = most.max(clock.in_instructions(ticks));
                    }
                }
            }
            let _ = outcome?;
        }
        match clock {
            None => println!("observe-{parameters}-{name}-stack {deepest}"),
            Some(_) => println!("observe-{parameters}-{name} {most}"),
        }
        Some(())
    }
}
