//! The places of callers: so many at once, and so many of one address.

use crate::Limits;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Callers by address.
#[derive(Default)]
pub(crate) struct Places(Mutex<BTreeMap<IpAddr, usize>>);

/// One caller's place until it is dropped.
pub(crate) struct Place<'a> {
    places: &'a Places,
    address: IpAddr,
}

impl Places {
    /// Takes a place for a caller; returns `None` where there is none left.
    pub(crate) fn take(&self, address: IpAddr, limits: &Limits) -> Option<Place<'_>> {
        let mut callers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let total: usize = callers.values().sum();
        let its = callers.get(&address).copied().unwrap_or(0);
        if total >= limits.callers || its >= limits.callers_of_one_address {
            return None;
        }
        callers.insert(address, its + 1);
        Some(Place { places: self, address })
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut callers = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        match callers.get(&self.address).copied() {
            Some(its) if its > 1 => callers.insert(self.address, its - 1),
            _ => callers.remove(&self.address),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bounded_in_all_and_by_address_and_come_back() {
        let limits = Limits { callers: 3, callers_of_one_address: 2, ..Limits::default() };
        let places = Places::default();
        let [one, other] = [[10, 0, 0, 1], [10, 0, 0, 2]].map(IpAddr::from);
        let held = [places.take(one, &limits).unwrap(), places.take(one, &limits).unwrap()];
        assert!(places.take(one, &limits).is_none(), "a third of one address");
        let third = places.take(other, &limits).unwrap();
        assert!(places.take(other, &limits).is_none(), "a fourth in all");
        drop(third);
        drop(held);
        assert!(places.0.lock().unwrap().is_empty());
        places.take(one, &limits).unwrap();
    }
}
