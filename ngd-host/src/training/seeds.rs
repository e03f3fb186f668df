use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::Interrupt;

/// Works on every seed, or whatever tells runs apart, so many at a time; seeds begin
/// in order, and their results come in order.
///
/// After an interrupt no further seed begins, and those not begun have no result.
///
/// # Errors
/// The first error, by seed; it interrupts the other seeds.
pub fn in_parallel<S: Copy + Sync, T: Send, E: Send>(
    seeds: &[S],
    interrupt: &Interrupt,
    jobs: usize,
    work: impl Fn(S) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let worker = || {
        while !interrupt.requested() {
            let position = next.fetch_add(1, Ordering::Relaxed);
            let Some(&seed) = seeds.get(position) else { break };
            let result = work(seed);
            if result.is_err() {
                interrupt.request();
            }
            results.lock().unwrap_or_else(PoisonError::into_inner).push((position, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..jobs.min(seeds.len()) {
            scope.spawn(worker);
        }
        worker();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(position, _)| *position);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: [u64; 1000] = {
        let mut seeds = [0; 1000];
        let mut seed = 0;
        while seed < 1000 {
            seeds[seed] = seed as u64;
            seed += 1;
        }
        seeds
    };

    #[test]
    fn results_come_in_the_order_of_the_seeds() {
        let slow_first = |seed: u64| {
            thread::sleep(std::time::Duration::from_millis(8 - seed));
            Ok::<_, ()>(seed * seed)
        };
        let results = in_parallel(&[2, 3, 4, 5, 6, 7], &Interrupt::default(), 2, slow_first);
        assert_eq!(results, Ok(vec![4, 9, 16, 25, 36, 49]));
    }

    #[test]
    fn after_an_interrupt_no_seed_begins() {
        let interrupt = Interrupt::default();
        let results = in_parallel(&SEEDS, &interrupt, 2, |seed| {
            if seed == 3 {
                interrupt.request();
            }
            Ok::<_, ()>(seed)
        });
        let results = results.unwrap();
        assert!(results.len() < 1000 && results.starts_with(&[0, 1, 2, 3]), "{results:?}");
    }

    #[test]
    fn an_error_ends_them_all() {
        let results = in_parallel(&SEEDS, &Interrupt::default(), 2, |seed| match seed {
            1 => Err(seed),
            _ => Ok(seed),
        });
        assert_eq!(results, Err(1));
    }
}
