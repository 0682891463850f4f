//! Orders: the purpose of a payment to the router. A native payment and a cw20 `Send` say the same.

use crate::asset::AssetInfo;
use cosmwasm_std::Uint128;

/// One swap in one pool. It sells what the hop before it gave.
#[weal_wire::message]
pub struct Hop {
    /// The pool; in one message no pool may stand twice.
    pub pool: String,
    /// The asset that the hop buys; in one route no asset may stand twice.
    pub ask: AssetInfo,
}

/// A part of the amount sold, and the pools that it goes through.
#[weal_wire::message]
pub struct Route {
    /// Base units of the asset sold, above zero.
    pub amount: Uint128,
    /// The hops, 1 to [`super::MAX_HOPS`].
    pub hops: Vec<Hop>,
}

/// Sells the payment along one or several routes.
#[weal_wire::message]
pub struct Swap {
    /// The routes, 1 to [`super::MAX_ROUTES`], all to the same asset; their amounts add up to the payment.
    pub routes: Vec<Route>,
    /// Fewest base units to accept of all routes together, after all fees. The router checks this bound itself, by the
    /// recipient's balance. Without it every hop is held to its pool's own default bounds.
    pub min_receive: Option<Uint128>,
    /// The account that gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Buys an exact amount for at most the payment; the rest goes back to the payer.
#[weal_wire::message]
pub struct SwapExactOut {
    /// The hops, 1 to [`super::MAX_HOPS`].
    pub hops: Vec<Hop>,
    /// The amount to receive, base units of the last hop's asset, above zero. Rounding may pay a few units more.
    pub receive: Uint128,
    /// The account that gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Turns the payment into LP shares of a pool of any kind, by the pool's own deposit of one asset; what the deposit
/// leaves over goes back to the payer.
#[weal_wire::message]
pub struct ZapIn {
    /// The pool, opened already.
    pub pool: String,
    /// The routes through other pools by which the payment becomes an asset of the pool, as in [`Swap`]. Left out where
    /// the payment is such an asset.
    pub routes: Option<Vec<Route>>,
    /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
    pub min_shares: Uint128,
    /// The account that gets the shares; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Turns the LP shares sent into one asset.
#[weal_wire::message]
pub struct ZapOut {
    /// The exits, 1 to [`super::MAX_EXITS`], all to the same asset. One: the pool pays all in that asset, whichever its
    /// kind. Several: the pool pays its share of each asset, and every asset of the pool must be named.
    pub exits: Vec<Exit>,
    /// Fewest base units to accept in all.
    pub min_receive: Uint128,
    /// The account that gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// An asset that a pool pays to who leaves it, and the hops by which the asset goes on.
#[weal_wire::message]
pub struct Exit {
    /// The asset that the pool pays.
    pub asset: AssetInfo,
    /// The hops through other pools, at most [`super::MAX_HOPS`]; empty where the asset is the one wanted.
    pub hops: Vec<Hop>,
}

impl Route {
    /// A route of `amount` base units along `hops`.
    pub fn new(amount: impl Into<Uint128>, hops: Vec<Hop>) -> Self {
        Self { amount: amount.into(), hops }
    }
}

impl Hop {
    /// A swap to `ask` in `pool`.
    pub fn new(pool: impl Into<String>, ask: AssetInfo) -> Self {
        Self { pool: pool.into(), ask }
    }
}

impl Exit {
    /// An exit of `asset` along `hops`.
    pub fn new(asset: AssetInfo, hops: Vec<Hop>) -> Self {
        Self { asset, hops }
    }
}
