//! Asking many at once, so that those who stall do not add up.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The most that are asked at the same time: threads that wait cost little.
pub(crate) const AT_ONCE: usize = 512;
/// Such a thread's stack, bytes.
const STACK: usize = 1 << 20;

/// Returns the answers of `ask` for each, in their order; at most `at_once` run at the same time.
pub(crate) fn together<S: Sync, T: Send>(
    items: &[S],
    at_once: usize,
    ask: impl Fn(&S) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::with_capacity(items.len()));
    let work = &|| {
        while let Some((place, item)) = taken(&next, items) {
            let answer = ask(item);
            answers.lock().unwrap_or_else(PoisonError::into_inner).push((place, answer));
        }
    };
    thread::scope(|scope| {
        // This thread works too, so all are asked even where no other can be had.
        for _ in 1..items.len().min(at_once) {
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn taken<'a, S>(next: &AtomicUsize, items: &'a [S]) -> Option<(usize, &'a S)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    items.get(place).map(|item| (place, item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn answers_come_in_the_order_of_what_was_asked_and_waiting_does_not_add_up() {
        let items: Vec<u64> = (0..150).collect();
        assert_eq!(together(&items, 1, |item| *item), items);
        let started = Instant::now();
        let answers = together(&items, 50, |item| {
            thread::sleep(Duration::from_millis(100));
            item * 2
        });
        assert_eq!(answers, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        assert!(together(&[0u8; 0], 50, |_| ()).is_empty());
    }
}
