/// Steps per unit of time, and the delay τ = 17 in steps.
const STEPS: usize = 10;
const DELAY: usize = 17 * STEPS;

/// x(0), x(1), … of x′ = 0.2 x(t − 17)/(1 + x(t − 17)¹⁰) − 0.1 x with x(0) = 1.2 and x = 0 before, by the
/// Runge-Kutta method of fourth order with steps of 0.1.
///
/// The delayed value in the middle of a step is that of the cubic through its ends.
///
/// # Source
/// Mackey, Glass (1977).
pub(super) fn mackey_glass(count: usize) -> Vec<f64> {
    let mut x = vec![1.2];
    let mut slopes: Vec<f64> = Vec::new();
    let step = 1.0 / STEPS as f64;
    let slope = |x: f64, delayed: f64| 0.2 * delayed / (1.0 + delayed.powi(10)) - 0.1 * x;
    for i in 0..count * STEPS {
        let past = |i: usize| i.checked_sub(DELAY);
        // The jump at t = 0 is seen from the side of the step.
        let (begin, end) = (past(i).map_or(0.0, |i| x[i]), past(i).map_or(0.0, |i| x[i + 1]));
        let now = x[i];
        let first = slope(now, begin);
        slopes.push(first);
        let middle = past(i).map_or(0.0, |i| {
            let after = slopes.get(i + 1).copied().unwrap_or(slopes[i]);
            0.5 * (begin + end) + step / 8.0 * (slopes[i] - after)
        });
        let second = slope(now + 0.5 * step * first, middle);
        let third = slope(now + 0.5 * step * second, middle);
        let fourth = slope(now + step * third, end);
        x.push(now + step / 6.0 * (first + 2.0 * second + 2.0 * third + fourth));
    }
    x.into_iter().step_by(STEPS).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_past_it_decays_and_then_stays_in_its_band() {
        let series = mackey_glass(1200);
        assert!((series[17] - 1.2 * (-1.7f64).exp()).abs() < 1e-7, "{}", series[17]);
        let band =
            series[100..].iter().fold([f64::MAX, f64::MIN], |[low, high], x| [low.min(*x), high.max(*x)]);
        println!("{band:?}");
        assert!(band[0] > 0.2 && band[0] < 0.5 && band[1] > 1.2 && band[1] < 1.4, "{band:?}");
    }
}
