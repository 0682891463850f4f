//! What the cover would pay an account.

use crate::error::Failure;
use crate::pool::Pool;
use api::amm_pool::CoverOfResponse;
use cosmwasm_std::{Deps, Env, Uint128};

/// Errors: `NoCover`, `Cover`, `Math`.
pub(crate) fn cover_of(deps: Deps, env: &Env, owner: String) -> Result<CoverOfResponse, Failure> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let pool = Pool::load(deps.storage, env)?;
    let (cover, position, terms, exit) = pool.cover_of(deps.storage, env, &owner_addr)?;
    let shares = position.shares.amount();
    let covered_at = (!shares.is_zero()).then(|| position.entered_at.saturating_add(terms.min_age()));
    let payable = cover.payable(&position, &terms, env.block.time.seconds())?;
    let paid = exit.map_or_else(|| vec![Uint128::zero(); payable.len()], |exit| exit.paid);
    Ok(CoverOfResponse {
        reserve: pool.named(&cover.reserves),
        shares,
        entry: pool.named(&position.entry),
        covered_at,
        payable: pool.named(&payable),
        paid: pool.named(&paid),
    })
}
