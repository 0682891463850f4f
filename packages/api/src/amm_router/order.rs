//! What a payment to the router is for. A native payment and a cw20 `Send` say the same.

use crate::asset::AssetInfo;
use cosmwasm_std::Uint128;

/// One swap in one pool. What it sells is what came before it.
#[weal_wire::message]
pub struct Hop {
    /// The pool; in one message no pool may stand twice.
    pub pool: String,
    /// What it buys; in one route no asset may stand twice.
    pub ask: AssetInfo,
}

/// A part of what is sold and the pools it goes through.
#[weal_wire::message]
pub struct Route {
    /// Base units of the asset sold, above zero.
    pub amount: Uint128,
    /// 1 to [`super::MAX_HOPS`].
    pub hops: Vec<Hop>,
}

/// Sells the payment along one or several routes.
#[weal_wire::message]
pub struct Swap {
    /// 1 to [`super::MAX_ROUTES`], all to the same asset; their amounts add up to the payment.
    pub routes: Vec<Route>,
    /// Fewest base units to accept of all routes together, after all fees. The router holds it itself, by the recipient's
    /// balance. Without it every hop is held to its pool's own default bounds.
    pub min_receive: Option<Uint128>,
    /// Who gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Buys an exact amount for at most the payment; the rest goes back to the payer.
#[weal_wire::message]
pub struct SwapExactOut {
    /// 1 to [`super::MAX_HOPS`].
    pub hops: Vec<Hop>,
    /// Base units of the last hop's asset, above zero. Rounding may pay a few units more.
    pub receive: Uint128,
    /// Who gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Turns the payment into LP shares of a pool of any kind, by its own deposit of one asset; what that leaves over goes back
/// to the payer.
#[weal_wire::message]
pub struct ZapIn {
    /// The pool, opened already.
    pub pool: String,
    /// How the payment becomes an asset of the pool: as in [`Swap`], through other pools. None, where it is one.
    pub routes: Option<Vec<Route>>,
    /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
    pub min_shares: Uint128,
    /// Who gets the shares; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// Turns the LP shares sent into one asset.
#[weal_wire::message]
pub struct ZapOut {
    /// 1 to [`super::MAX_EXITS`], all to the same asset. One: the pool pays all in that asset, whichever its kind. Several: it
    /// pays its share of each, and every asset of the pool must be named.
    pub exits: Vec<Exit>,
    /// Fewest base units to accept in all.
    pub min_receive: Uint128,
    /// Who gets the output; the payer by default.
    pub recipient: Option<String>,
    /// Last second (Unix time) at which this is valid; none by default.
    pub deadline: Option<u64>,
}

/// An asset of a pool that is left, and where it goes on.
#[weal_wire::message]
pub struct Exit {
    /// What the pool pays.
    pub asset: AssetInfo,
    /// Through other pools, at most [`super::MAX_HOPS`]; empty where it is what is wanted.
    pub hops: Vec<Hop>,
}

impl Route {
    /// `amount` base units along `hops`.
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
    /// `asset` along `hops`.
    pub fn new(asset: AssetInfo, hops: Vec<Hop>) -> Self {
        Self { asset, hops }
    }
}
