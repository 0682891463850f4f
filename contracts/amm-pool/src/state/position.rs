//! What accounts' shares cost and which have not seasoned.

use super::{POSITION, account_key, amounts, with_amounts};
use crate::error::Failure;
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_amm_math::Position;
use weal_wire::compact::{Reader, Writer};

/// The position of `owner`, empty where there is none, in a pool of `assets` whose growth has `parts`. Errors: `Corrupt`.
pub(crate) fn load_position(
    storage: &dyn Storage,
    owner: &Addr,
    assets: usize,
    parts: usize,
) -> Result<Position, Failure> {
    let Some(bytes) = storage.get(&account_key(POSITION, owner)) else {
        let zeros = |count: usize| vec![Uint128::zero(); count];
        let (entry, bought, unseasoned_bought) = (zeros(assets), zeros(parts), zeros(parts));
        return Ok(Position { entry, bought, unseasoned_bought, ..Position::default() });
    };
    let mut reader = Reader::new(&bytes);
    let position = Position {
        shares: reader.u128()?.into(),
        entry: amounts(&mut reader, assets)?,
        bought: amounts(&mut reader, parts)?,
        unseasoned: reader.u128()?.into(),
        unseasoned_bought: amounts(&mut reader, parts)?,
        seasons_at: reader.u128()?,
        fresh: reader.u128()?.into(),
        fresh_at: reader.u64()?,
    };
    reader.finish()?;
    Ok(position)
}

/// Writes it, or removes it where no shares are left.
pub(crate) fn save_position(storage: &mut dyn Storage, owner: &Addr, position: &Position) {
    let key = account_key(POSITION, owner);
    if position.shares.is_zero() {
        return storage.remove(&key);
    }
    let writer = with_amounts(Writer::default().number(position.shares.u128()), &position.entry);
    let writer = with_amounts(writer, &position.bought).number(position.unseasoned.u128());
    let writer = with_amounts(writer, &position.unseasoned_bought).number(position.seasons_at);
    let writer = writer.number(position.fresh.u128()).number(position.fresh_at);
    storage.set(&key, &writer.finish());
}
