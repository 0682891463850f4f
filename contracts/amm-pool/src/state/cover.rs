//! Which shares are covered, and since when.

use super::{COVER, ENTRY, account_key, amounts, with_amounts};
use crate::error::Failure;
use amm_math::LpShares;
use amm_math::cover::{Cover, CoveredPosition};
use cosmwasm_std::{Addr, Storage, Uint128, Uint256};
use wire::compact::{CompactError, Reader, Writer};

/// The totals, about a reserve that stands elsewhere. Errors: `Corrupt`.
pub(crate) fn load_cover(storage: &dyn Storage, reserves: Vec<Uint128>) -> Result<Cover, Failure> {
    let mut cover = Cover::empty(0);
    if let Some(bytes) = storage.get(COVER) {
        let reader = &mut Reader::new(&bytes);
        (cover.shares, cover.moment) = (LpShares::new(reader.u128()?), moment(reader)?);
        cover.changed_at = reader.u64()?;
    }
    cover.reserves = reserves;
    Ok(cover)
}

pub(crate) fn save_cover(storage: &mut dyn Storage, cover: &Cover) {
    let writer = with_moment(cover.shares.amount(), cover.moment).number(cover.changed_at);
    storage.set(COVER, &writer.finish());
}

/// What of `owner` is covered, of `assets` assets; empty where nothing is. Errors: `Corrupt`.
pub(crate) fn load_covered(
    storage: &dyn Storage,
    owner: &Addr,
    assets: usize,
) -> Result<CoveredPosition, Failure> {
    let Some(bytes) = storage.get(&account_key(ENTRY, owner)) else {
        return Ok(CoveredPosition::empty(assets));
    };
    let reader = &mut Reader::new(&bytes);
    Ok(CoveredPosition {
        shares: LpShares::new(reader.u128()?),
        moment: moment(reader)?,
        entered_at: reader.u64()?,
        entry: amounts(reader, assets)?,
    })
}

/// Writes it, or removes it where no shares are left.
pub(crate) fn save_covered(storage: &mut dyn Storage, owner: &Addr, position: &CoveredPosition) {
    let (key, shares) = (account_key(ENTRY, owner), position.shares.amount());
    if shares.is_zero() {
        return storage.remove(&key);
    }
    let writer = with_moment(shares, position.moment).number(position.entered_at);
    storage.set(&key, &with_amounts(writer, &position.entry).finish());
}

fn with_moment(shares: Uint128, moment: Uint256) -> Writer {
    Writer::default().number(shares.u128()).wide(&moment.to_be_bytes())
}

fn moment(reader: &mut Reader<'_>) -> Result<Uint256, CompactError> {
    reader.wide().map(Uint256::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn what_is_written_is_read() {
        let (mut storage, owner) = (MockStorage::new(), Addr::unchecked("owner"));
        let reserves = vec![Uint128::new(3), Uint128::zero()];
        assert_eq!(load_cover(&storage, vec![Uint128::zero(); 2]).unwrap(), Cover::empty(2));
        assert_eq!(load_covered(&storage, &owner, 2).unwrap(), CoveredPosition::empty(2));
        for moment in [Uint256::from(7u128), Uint256::MAX] {
            let shares = LpShares::new(5);
            let cover = Cover { reserves: reserves.clone(), shares, moment, changed_at: 1_700_000_000 };
            save_cover(&mut storage, &cover);
            assert_eq!(load_cover(&storage, reserves.clone()).unwrap(), cover);
            let entry = vec![Uint128::MAX, Uint128::zero()];
            let position = CoveredPosition { shares, moment, entry, entered_at: 1_700_000_001 };
            save_covered(&mut storage, &owner, &position);
            assert_eq!(load_covered(&storage, &owner, 2).unwrap(), position);
        }
        save_covered(&mut storage, &owner, &CoveredPosition::empty(2));
        assert_eq!(load_covered(&storage, &owner, 2).unwrap(), CoveredPosition::empty(2));
        storage.set(COVER, b"\x01");
        assert!(load_cover(&storage, reserves).is_err());
    }
}
