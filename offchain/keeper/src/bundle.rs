//! One bundle out of what members have read.

use crate::KeeperError;
use compute_worker::Epoch;
use oracle_node::{Bundle, SignedReadings};
use std::collections::BTreeMap;

/// The readings of the most members that mean the same seconds, each member once. `heard` must be verified. Errors:
/// `NoQuorum` below `required`.
pub fn bundle(heard: &[SignedReadings], required: usize) -> Result<Bundle, KeeperError> {
    let mut epochs: BTreeMap<Epoch, BTreeMap<u8, &SignedReadings>> = BTreeMap::new();
    for signed in heard {
        let members = epochs.entry(signed.readings.epoch).or_default();
        members.entry(signed.readings.member).or_insert(signed);
    }
    let members = epochs.into_values().max_by_key(BTreeMap::len).unwrap_or_default();
    let found = members.len();
    if found < required {
        return Err(KeeperError::NoQuorum { found, required });
    }
    Ok(Bundle { readings: members.into_values().cloned().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Binary;
    use oracle_node::Readings;

    fn signed(member: u8, ends_at: u64, signature: u8) -> SignedReadings {
        let epoch = Epoch { number: 1, starts_at: 0, ends_at };
        let readings = Readings { member, committee_epoch: 1, epoch, leases: vec![] };
        SignedReadings { readings, signature: Binary::from([signature; 64]) }
    }

    #[test]
    fn a_bundle_has_each_member_once_and_only_those_who_mean_the_same_seconds() {
        let heard = [signed(3, 9, 1), signed(0, 9, 1), signed(3, 9, 2), signed(1, 8, 1), signed(2, 9, 1)];
        let made = bundle(&heard, 3).unwrap();
        assert_eq!(made.readings, [signed(0, 9, 1), signed(2, 9, 1), signed(3, 9, 1)]);
        let refused = bundle(&heard, 4).unwrap_err();
        assert!(matches!(refused, KeeperError::NoQuorum { found: 3, required: 4 }), "{refused}");
        let refused = bundle(&[], 3).unwrap_err();
        assert!(matches!(refused, KeeperError::NoQuorum { found: 0, required: 3 }), "{refused}");
    }
}
