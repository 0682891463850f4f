//! Publishes the medians of a packed round.

use super::submit_prices;
use crate::committee::members_of;
use crate::{ContractError, Failure};
use cosmwasm_std::{Binary, Decimal, DepsMut, Env, Response, Uint128};
use weal_api::oracle::Observation;

/// The width of a packed observation, bytes: price (16), time (8), signature (64).
const OBSERVATION_BYTES: usize = 88;

pub(crate) fn submit_round(
    deps: DepsMut,
    env: Env,
    feed: String,
    round: u64,
    (signers, observations): (u32, Binary),
) -> Result<Response, Failure> {
    let observations = unpack(signers, &observations)?;
    submit_prices(deps, env, feed, round, observations)
}

/// The observations of a packed round, one for each bit of `signers`. Errors: `ObservationsLength`.
fn unpack(signers: u32, packed: &[u8]) -> Result<Vec<Observation>, Failure> {
    let members = members_of(signers);
    let (rows, rest) = packed.as_chunks::<OBSERVATION_BYTES>();
    if rows.len() != members.len() || !rest.is_empty() {
        let required = members.len().saturating_mul(OBSERVATION_BYTES);
        return Err(ContractError::ObservationsLength { found: packed.len(), required }.into());
    }
    Ok(members.into_iter().zip(rows).filter_map(|(member, row)| observation(member, row)).collect())
}

/// The observation of a packed row; never `None`, because the widths are those of the row.
fn observation(member: u8, row: &[u8; OBSERVATION_BYTES]) -> Option<Observation> {
    let (price, rest) = row.split_first_chunk()?;
    let (observed_at, signature) = rest.split_first_chunk()?;
    let price = Decimal::new(Uint128::from(u128::from_be_bytes(*price)));
    let observed_at = u64::from_be_bytes(*observed_at);
    Some(Observation { member, price, observed_at, signature: Binary::from(signature) })
}
