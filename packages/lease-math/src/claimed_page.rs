//! The amounts claimed of 64 neighbouring leases, one record.
//!
//! A record costs 2,000 gas to write and 1,000 to read before its first byte: a provider's leases lie side by side
//! when they were opened together, so that a hundred of them touch two or three pages.

use cosmwasm_std::Uint128;
use weal_wire::Packed;

/// The number of leases of a page.
const PAGE_LEASES: u64 = 64;

/// The amounts that claims charged, base units, by a lease's place in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Packed)]
pub struct ClaimedPage(Vec<Uint128>);

/// The page that a lease's counter is in.
pub fn page_of(lease_id: u64) -> u64 {
    lease_id.checked_div(PAGE_LEASES).unwrap_or_default()
}

impl ClaimedPage {
    /// The amount that claims of a lease charged, base units; zero before the first.
    pub fn of(&self, lease_id: u64) -> Uint128 {
        self.0.get(place(lease_id)).copied().unwrap_or_default()
    }

    /// Sets a lease's counter.
    pub fn set(&mut self, lease_id: u64, claimed: Uint128) {
        let place = place(lease_id);
        if self.0.len() <= place {
            self.0.resize(place.saturating_add(1), Uint128::zero());
        }
        if let Some(slot) = self.0.get_mut(place) {
            *slot = claimed;
        }
    }
}

fn place(lease_id: u64) -> usize {
    let place = lease_id.checked_rem(PAGE_LEASES).unwrap_or_default();
    usize::try_from(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_page_keeps_each_leases_own_counter(
            writes in vec((0u64..64, any::<u128>()), 1..80), page in 0u64..1 << 50,
        ) {
            let (mut written, mut expected) = (ClaimedPage::default(), [Uint128::zero(); 64]);
            for (place, claimed) in writes {
                written.set(page * 64 + place, Uint128::new(claimed));
                expected[usize::try_from(place).unwrap()] = Uint128::new(claimed);
            }
            for (place, claimed) in (0..).zip(expected) {
                prop_assert_eq!(page_of(page * 64 + place), page);
                prop_assert_eq!(written.of(page * 64 + place), claimed);
            }
        }
    }
}
