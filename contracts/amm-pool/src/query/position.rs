//! The cost and the present value of a position.

use crate::error::{ContractError, Failure, buys_nothing};
use crate::pool::{Owner, Pool, sum};
use cosmwasm_std::{Deps, Env, Int128, Uint128};
use weal_amm_math::exact::at;
use weal_amm_math::{Direction, MathError, Position};
use weal_api::amm_pool::PositionReportResponse;
use weal_fixed_point::{Rounding, mul_div};

/// Errors: `NoPositions`, `Math`, `Conversion` above 2^127 − 1.
pub(crate) fn position_report(
    deps: Deps,
    env: &Env,
    owner: String,
) -> Result<PositionReportResponse, Failure> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let pool = Pool::load(deps.storage, env)?;
    if !pool.seasons() {
        return Err(ContractError::NoPositions.into());
    }
    let position = pool.position_of(deps.storage, env, &Owner::load(deps.storage, deps.api, &owner_addr)?)?;

    let amounts = if position.shares.is_zero() {
        vec![Uint128::zero(); pool.tokens().len()]
    } else {
        match pool.withdraw(&position.clone().take(position.shares)?) {
            Ok(outcome) => outcome.amounts,
            // Too little for a unit of anything, which a withdrawal refuses and a report says.
            Err(failure) if buys_nothing(&failure) => vec![Uint128::zero(); pool.tokens().len()],
            Err(failure) => return Err(failure),
        }
    };
    let (value, hold_value) = (pool.value(&amounts)?, pool.value(&position.entry)?);
    let fees = pool.value_of_fees(&position, value)?;
    let net = signed(value)?.wrapping_sub(signed(hold_value)?);
    Ok(PositionReportResponse {
        shares: position.shares,
        unseasoned: position.unseasoned,
        seasons_at: (!position.unseasoned.is_zero()).then(|| position.seasoned_from()),
        entry: pool.named(&position.entry),
        amounts: pool.named(&amounts),
        hold_value,
        value,
        fees,
        impermanent_loss: signed(fees)?.wrapping_sub(net),
        net,
    })
}

impl Pool {
    /// Returns the value of `amounts` in base units of the first asset at the pool's price, each asset's part rounded
    /// down. Errors: `Math`.
    fn value(&self, amounts: &[Uint128]) -> Result<Uint128, Failure> {
        let mut value = Uint128::zero();
        for (position, amount) in amounts.iter().enumerate() {
            value = sum(value, self.value_of(position, *amount)?)?;
        }
        Ok(value)
    }

    fn value_of(&self, position: usize, amount: Uint128) -> Result<Uint128, Failure> {
        if position == 0 || amount.is_zero() {
            return Ok(amount);
        }
        let reserves = &self.record().holdings.reserves;
        let direction = Direction { offer: position, ask: 0 };
        Ok(self.curve().worth(reserves, direction, amount)?.ok_or(MathError::TooLopsided)?)
    }

    /// Returns the part of the position's `value` that is fees since its entry: the fees held that its shares would get
    /// above those bought, or the part by which its *D* has grown. Errors: `Math`.
    fn value_of_fees(&self, position: &Position, value: Uint128) -> Result<Uint128, Failure> {
        if position.shares.is_zero() {
            return Ok(Uint128::zero());
        }
        let (seasoned, young) = (position.seasoned()?, position.unseasoned);
        let (of_seasoned, of_young) = (self.growth_of(seasoned)?, self.growth_of(young)?);
        let mut earned = vec![];
        for (part, of_seasoned) in of_seasoned.into_iter().enumerate() {
            let now = sum(of_seasoned, at(&of_young, part)?.min(at(&position.unseasoned_bought, part)?))?;
            // A clamp: units of rounding are no earnings below nothing.
            earned.push((now.saturating_sub(at(&position.bought, part)?), now));
        }
        match earned.as_slice() {
            earned if self.curve().holds_fees_apart() => {
                self.value(&earned.iter().map(|(grown, _)| *grown).collect::<Vec<_>>())
            }
            [(grown, now)] if !now.is_zero() => Ok(mul_div(value, *grown, *now, Rounding::Down)?),
            _ => Ok(Uint128::zero()),
        }
    }
}

fn signed(value: Uint128) -> Result<Int128, Failure> {
    Ok(Int128::try_from(value)?)
}
