//! The effect of a message on the pool: decided by the handlers, written by one function in one order.

use super::{OneSided, Pool, Trade};
use crate::error::Failure;
use crate::pool::positions::Departure;
use crate::pool_state::PoolState;
use crate::state::POOL_STATE;
use cosmwasm_std::{Addr, Api, Env, Storage, Uint128};
use weal_amm_math::exact::{at_mut, less, plus};
use weal_amm_math::stableswap::ExactWithdrawOutcome;
use weal_amm_math::{Balances, DepositOutcome, Entry, LpShares, WithdrawOutcome};

/// The pool's next state, and whose shares come or go. None of this is in storage before [`Pool::apply`].
pub(crate) struct Change {
    after: After,
    prices: Prices,
    shares: Shares,
}

/// The pool's holdings after a message.
struct After {
    holdings: Balances,
    supply: LpShares,
    protocol_fees: Vec<Uint128>,
    next_capacity: u16,
}

/// The effect of a message on the price, before which the time at the old price is summed.
enum Prices {
    /// A trade: summed, and an observation kept where the newest is old enough.
    Trade,
    /// Liquidity in the ratio of the holdings, which moves the price by its rounding: summed, no observation paid for. Where a
    /// stableswap has no price the message goes through, and the next price counts for that time.
    Rounding,
    /// No effect.
    Stay,
}

/// The effect of a message on LP shares.
enum Shares {
    /// Shares come, to their owner and, with the first deposit, to nobody.
    Minted { recipient: Addr, entry: Entry, locked: LpShares },
    /// Shares go.
    Burned(Departure),
    /// No effect.
    Stay,
}

impl After {
    /// The holdings of `pool` as they are.
    fn of(pool: &Pool) -> Self {
        let PoolState { holdings, supply, protocol_fees, cursor, .. } = &pool.record;
        Self {
            holdings: holdings.clone(),
            supply: *supply,
            protocol_fees: protocol_fees.clone(),
            next_capacity: cursor.next_capacity,
        }
    }
}

impl Change {
    /// A swap. Errors: `Math`.
    pub(crate) fn swapped(pool: &Pool, trade: &Trade) -> Result<Self, Failure> {
        let PoolState { supply, cursor, .. } = &pool.record;
        let (holdings, protocol_fees) =
            (pool.holdings_after(trade)?, pool.protocol_fees_after(Some(trade), &[])?);
        let after = After { holdings, supply: *supply, protocol_fees, next_capacity: cursor.next_capacity };
        Ok(Self { after, prices: Prices::Trade, shares: Shares::Stay })
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

    fn deposit(
        pool: &Pool,
        (trade, outcome): (Option<&Trade>, &DepositOutcome),
        recipient: &Addr,
        prices: Prices,
    ) -> Result<Self, Failure> {
        let DepositOutcome { shares, locked, used, withheld, balances, supply, .. } = outcome;
        let protocol_fees = pool.protocol_fees_after(trade, withheld)?;
        let mut bought = vec![];
        if pool.seasons() {
            let mut after = pool.clone();
            (after.record.holdings, after.record.supply) = (balances.clone(), *supply);
            bought = after.growth_of(shares.amount())?;
        }
        let entry = Entry { shares: shares.amount(), paid: used.clone(), bought };
        let shares = Shares::Minted { recipient: recipient.clone(), entry, locked: *locked };
        let next_capacity = pool.record.cursor.next_capacity;
        let after = After { holdings: balances.clone(), supply: *supply, protocol_fees, next_capacity };
        Ok(Self { after, prices, shares })
    }

    /// A withdrawal in the ratio of the holdings. Errors: `Math`.
    pub(crate) fn withdrawn(
        pool: &Pool,
        outcome: &WithdrawOutcome,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let WithdrawOutcome { withheld, balances, supply, .. } = outcome;
        Self::burned(pool, (None, withheld), (balances, *supply), departure, Prices::Rounding)
    }

    /// A withdrawal to one asset. Errors: `Math`.
    pub(crate) fn withdrawn_one(
        pool: &Pool,
        decided: &OneSided<WithdrawOutcome>,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let WithdrawOutcome { withheld, balances, supply, .. } = &decided.outcome;
        let apart = (decided.trade.as_ref(), withheld.as_slice());
        Self::burned(pool, apart, (balances, *supply), departure, Prices::Trade)
    }

    /// A withdrawal of exact amounts. Errors: `Math`.
    pub(crate) fn withdrawn_exact(
        pool: &Pool,
        outcome: &ExactWithdrawOutcome,
        departure: Departure,
    ) -> Result<Self, Failure> {
        let ExactWithdrawOutcome { withheld, balances, supply, .. } = outcome;
        Self::burned(pool, (None, withheld), (balances, *supply), departure, Prices::Trade)
    }

    fn burned(
        pool: &Pool,
        (trade, withheld): (Option<&Trade>, &[Uint128]),
        (balances, supply): (&Balances, LpShares),
        departure: Departure,
        prices: Prices,
    ) -> Result<Self, Failure> {
        let protocol_fees = pool.protocol_fees_after(trade, withheld)?;
        let (holdings, next_capacity) = (balances.clone(), pool.record.cursor.next_capacity);
        let after = After { holdings, supply, protocol_fees, next_capacity };
        Ok(Self { after, prices, shares: Shares::Burned(departure) })
    }

    /// A gift to the LPs of `amount` of the asset at `position`, which changes no price. Errors: `Math`.
    pub(crate) fn donated(pool: &Pool, position: usize, amount: Uint128) -> Result<Self, Failure> {
        let mut after = After::of(pool);
        let fees = at_mut(&mut after.holdings.fees, position)?;
        *fees = plus(*fees, amount)?;
        Ok(Self { after, prices: Prices::Stay, shares: Shares::Stay })
    }

    /// A payment to the protocol of all its fees.
    pub(crate) fn claimed(pool: &Pool) -> Self {
        let nothing = vec![Uint128::zero(); pool.config.tokens.len()];
        let after = After { protocol_fees: nothing, ..After::of(pool) };
        Self { after, prices: Prices::Stay, shares: Shares::Stay }
    }

    /// A longer memory of prices.
    pub(crate) fn grown(pool: &Pool, capacity: u16) -> Self {
        let after = After { next_capacity: capacity, ..After::of(pool) };
        Self { after, prices: Prices::Stay, shares: Shares::Stay }
    }
}

/// A pool whose time at the price before a change has been summed. Only such a one can move shares.
struct Observed(Pool);

/// A pool whose shares have moved at what they were worth before a change. Only such a one can become another.
struct Moved(Pool);

impl Pool {
    /// Writes a change in three steps, each while what it needs is still there: the sums of the time before, at the
    /// price before; then the positions, at what shares were worth before; then what the pool holds. Each step consumes
    /// the pool and gives the next step a type of its own, so that another order does not compile. Errors: `Ledger`,
    /// `Record`, `Math`.
    pub(crate) fn apply(
        self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        change: Change,
    ) -> Result<Self, Failure> {
        let Change { after, prices, shares } = change;
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
                    weal_cw20_ledger::credit(storage, api, &env.contract.address, locked.amount())?;
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
        pool.record.cursor.next_capacity = after.next_capacity;
        if opens {
            pool.start_observing(storage, env);
            pool.open_block(env);
        }
        POOL_STATE.save(storage, &pool.record);
        Ok(pool)
    }
}

impl Pool {
    /// The pool after a swap, as a decision that goes on from there sees it. Errors: `Math`.
    pub(crate) fn after(&self, trade: &Trade) -> Result<Self, Failure> {
        let mut after = self.clone();
        after.record.holdings = self.holdings_after(trade)?;
        Ok(after)
    }

    /// Returns the reserves as the curve left them, and beside them the LPs' part of the fee and the surplus. Errors:
    /// `Math`.
    fn holdings_after(&self, trade: &Trade) -> Result<Balances, Failure> {
        let Trade { direction, outcome, protocol_fee } = trade;
        let Balances { mut reserves, mut fees } = self.record.holdings.clone();
        *at_mut(&mut reserves, direction.offer)? = outcome.offer_reserve;
        *at_mut(&mut reserves, direction.ask)? = outcome.ask_reserve;
        let of_lps = less(outcome.fee, *protocol_fee, "the protocol has a part of the fee")?;
        let held = at_mut(&mut fees, direction.ask)?;
        *held = plus(plus(*held, of_lps)?, outcome.surplus)?;
        Ok(Balances { reserves, fees })
    }

    /// Returns the protocol's fees after a trade, with its part of the fee and what the bound withholds, and after what
    /// else was withheld of each asset. Errors: `Math`.
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
