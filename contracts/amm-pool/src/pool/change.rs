//! What a message does to the pool: decided by the handlers, written by one function in one order.

use super::{OneSided, Pool, Trade};
use crate::error::Failure;
use crate::pool::positions::Departure;
use crate::state::Record;
use amm_math::exact::{at_mut, plus};
use amm_math::stableswap::ExactWithdrawOutcome;
use amm_math::{Balances, DepositOutcome, Entry, LpShares, WithdrawOutcome};
use cosmwasm_std::{Addr, Api, Env, Storage, Uint128};

/// What the pool will be, and whose shares come or go. Nothing of it is in storage before [`Pool::apply`].
pub(crate) struct Change {
    holdings: Balances,
    supply: LpShares,
    protocol_fees: Vec<Uint128>,
    next_capacity: u16,
    prices: Prices,
    shares: Shares,
}

/// What the pool will hold.
struct After {
    holdings: Balances,
    supply: LpShares,
    protocol_fees: Vec<Uint128>,
    next_capacity: u16,
}

/// What a message does to the price, before which the time at the old one is summed.
enum Prices {
    /// A trade: summed, and an observation kept where the newest is old enough.
    Trade,
    /// Liquidity in the ratio of the holdings, which moves the price by its rounding: summed, no observation paid for. Where a
    /// stableswap has no price the message goes through, and the next price counts for that time.
    Rounding,
    /// Nothing.
    Stay,
}

/// What a message does to LP shares.
enum Shares {
    /// They come, to their owner and, with the first deposit, to nobody.
    Minted { recipient: Addr, entry: Entry, locked: LpShares },
    /// They go.
    Burned(Departure),
    /// Nothing.
    Stay,
}

impl Change {
    /// A swap. Errors: `Math`.
    pub(crate) fn swapped(pool: &Pool, trade: &Trade) -> Result<Self, Failure> {
        let after = pool.after(trade)?.record;
        Ok(Self { prices: Prices::Trade, ..Self::to(after) })
    }

    /// A deposit in the ratio of the holdings for `recipient`. Errors: `Math`.
    pub(crate) fn deposited(
        pool: &Pool,
        outcome: &DepositOutcome,
        recipient: &Addr,
    ) -> Result<Self, Failure> {
        Self::deposit(pool, (None, outcome), recipient, Prices::Rounding)
    }

    /// A deposit that moves the price. Errors: `Math`.
    pub(crate) fn deposited_one(
        pool: &Pool,
        decided: &OneSided<DepositOutcome>,
        recipient: &Addr,
    ) -> Result<Self, Failure> {
        Self::deposit(pool, (decided.trade.as_ref(), &decided.outcome), recipient, Prices::Trade)
    }

    /// A withdrawal in the ratio of the holdings. Errors: `Math`.
    pub(crate) fn withdrawn(
        pool: &Pool,
        outcome: &WithdrawOutcome,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let protocol_fees = pool.protocol_fees_after(None, &outcome.withheld)?;
        let left = (outcome.balances.clone(), outcome.supply, protocol_fees);
        Ok(Self::burned(pool, left, departure, Prices::Rounding))
    }

    /// A withdrawal to one asset. Errors: `Math`.
    pub(crate) fn withdrawn_one(
        pool: &Pool,
        decided: &OneSided<WithdrawOutcome>,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let OneSided { trade, outcome } = decided;
        let protocol_fees = pool.protocol_fees_after(trade.as_ref(), &outcome.withheld)?;
        let left = (outcome.balances.clone(), outcome.supply, protocol_fees);
        Ok(Self::burned(pool, left, departure, Prices::Trade))
    }

    /// A withdrawal of exact amounts. Errors: `Math`.
    pub(crate) fn withdrawn_exact(
        pool: &Pool,
        outcome: &ExactWithdrawOutcome,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let protocol_fees = pool.protocol_fees_after(None, &outcome.withheld)?;
        let left = (outcome.balances.clone(), outcome.supply, protocol_fees);
        Ok(Self::burned(pool, left, departure, Prices::Trade))
    }

    /// A gift to the LPs of `amount` of the asset at `position`: in no price. Errors: `Math`.
    pub(crate) fn donated(pool: &Pool, position: usize, amount: Uint128) -> Result<Self, Failure> {
        let mut change = Self::to(pool.record.clone());
        let fees = at_mut(&mut change.holdings.fees, position)?;
        *fees = plus(*fees, amount)?;
        Ok(change)
    }

    /// The protocol has been paid all that is its.
    pub(crate) fn claimed(pool: &Pool) -> Self {
        let nothing = vec![Uint128::zero(); pool.config.tokens.len()];
        Self { protocol_fees: nothing, ..Self::to(pool.record.clone()) }
    }

    /// A longer memory of prices.
    pub(crate) fn grown(pool: &Pool, capacity: u16) -> Self {
        Self { next_capacity: capacity, ..Self::to(pool.record.clone()) }
    }

    fn deposit(
        pool: &Pool,
        (trade, outcome): (Option<&Trade>, &DepositOutcome),
        recipient: &Addr,
        prices: Prices,
    ) -> Result<Self, Failure> {
        let DepositOutcome { shares, locked, used, withheld, balances, supply, .. } = outcome;
        let mut after = pool.record.clone();
        (after.holdings, after.supply) = (balances.clone(), *supply);
        after.protocol_fees = pool.protocol_fees_after(trade, withheld)?;
        let after = Pool { record: after, ..pool.clone() };
        let bought = if pool.seasons() { after.growth_of(shares.amount())? } else { vec![] };
        let entry = Entry { shares: shares.amount(), paid: used.clone(), bought };
        let shares = Shares::Minted { recipient: recipient.clone(), entry, locked: *locked };
        Ok(Self { prices, shares, ..Self::to(after.record) })
    }

    fn burned(
        pool: &Pool,
        (holdings, supply, protocol_fees): (Balances, LpShares, Vec<Uint128>),
        departure: Departure,
        prices: Prices,
    ) -> Self {
        let shares = Shares::Burned(departure);
        Self { holdings, supply, protocol_fees, prices, shares, ..Self::to(pool.record.clone()) }
    }

    /// To what `record` holds, with nothing to observe and no shares moved.
    fn to(record: Record) -> Self {
        let Record { holdings, supply, protocol_fees, clock, .. } = record;
        let next_capacity = clock.next_capacity;
        Self { holdings, supply, protocol_fees, next_capacity, prices: Prices::Stay, shares: Shares::Stay }
    }
}

/// A pool whose time at the price before a change has been summed. Only such a one can move shares.
struct Observed(Pool);

/// A pool whose shares have moved at what they were worth before a change. Only such a one can become another.
struct Moved(Pool);

impl Pool {
    /// Writes a change, each part while what it needs is still there: the time before at the price before; the positions at what
    /// shares were worth before; then what the pool holds. Each step takes the pool and gives the next step its own, so that in another
    /// order it does not compile. Errors: `Ledger`, `Corrupt`, `Math`.
    pub(crate) fn apply(
        self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        change: Change,
    ) -> Result<Self, Failure> {
        let Change { holdings, supply, protocol_fees, next_capacity, prices, shares } = change;
        let after = After { holdings, supply, protocol_fees, next_capacity };
        self.summing(storage, env, prices)?.moving(storage, api, env, shares)?.becoming(storage, env, after)
    }

    fn summing(mut self, storage: &mut dyn Storage, env: &Env, prices: Prices) -> Result<Observed, Failure> {
        match prices {
            Prices::Trade => self.observe(storage, env)?,
            Prices::Rounding => self.sum_prices_if_any(env)?,
            Prices::Stay => {}
        }
        Ok(Observed(self))
    }
}

impl Observed {
    fn moving(
        self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        shares: Shares,
    ) -> Result<Moved, Failure> {
        match shares {
            Shares::Minted { recipient, entry, locked } => {
                self.0.note_arrival(storage, api, env, (&recipient, &entry))?;
                if !locked.is_zero() {
                    cw20_ledger::credit(storage, api, &env.contract.address, locked.amount())?;
                }
            }
            Shares::Burned(departure) => departure.save(storage, api)?,
            Shares::Stay => {}
        }
        Ok(Moved(self.0))
    }
}

impl Moved {
    fn becoming(self, storage: &mut dyn Storage, env: &Env, after: After) -> Result<Pool, Failure> {
        let mut pool = self.0;
        let opens = pool.record.supply.is_zero() && !after.supply.is_zero();
        (pool.record.holdings, pool.record.supply) = (after.holdings, after.supply);
        pool.record.protocol_fees = after.protocol_fees;
        pool.record.clock.next_capacity = after.next_capacity;
        if opens {
            pool.start_clock(storage, env);
            pool.open_block(env);
        }
        pool.record.save(storage, &pool.config)?;
        Ok(pool)
    }
}

impl Pool {
    /// The pool after a swap, as a decision that goes on from there sees it. Errors: `Math`.
    pub(crate) fn after(&self, trade: &Trade) -> Result<Self, Failure> {
        let mut after = self.clone();
        let Trade { direction, outcome, protocol_fee } = trade;
        let Balances { reserves, fees } = &mut after.record.holdings;
        *at_mut(reserves, direction.offer)? = outcome.offer_reserve;
        *at_mut(reserves, direction.ask)? = outcome.ask_reserve;
        let of_lps = amm_math::exact::less(outcome.fee, *protocol_fee, "the protocol has a part of the fee")?;
        let fees = at_mut(fees, direction.ask)?;
        *fees = plus(plus(*fees, of_lps)?, outcome.surplus)?;
        after.record.protocol_fees = self.protocol_fees_after(Some(trade), &[])?;
        Ok(after)
    }

    /// What is the protocol's after a trade, its part of the fee and what the bound withholds, and after more that was withheld of
    /// each asset. Errors: `Math`.
    fn protocol_fees_after(
        &self,
        trade: Option<&Trade>,
        withheld: &[Uint128],
    ) -> Result<Vec<Uint128>, Failure> {
        let mut owed = self.record.protocol_fees.clone();
        if let Some(Trade { direction, outcome, protocol_fee }) = trade {
            let slot = at_mut(&mut owed, direction.ask)?;
            *slot = plus(plus(*slot, *protocol_fee)?, outcome.withheld)?;
        }
        for (slot, amount) in owed.iter_mut().zip(withheld) {
            *slot = plus(*slot, *amount)?;
        }
        Ok(owed)
    }
}
