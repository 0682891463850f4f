//! Refusals of the router.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::{AssetError, Token};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;

/// Refusals of the router.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Encoding, an address, or an answer of a pool or a token.
    #[error("{0}")]
    Std(#[from] StdError),
    /// Funds that are not what the message needs.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// No such kind of token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A sum or a share does not fit.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// No route, or more than the limit.
    #[error("a swap has 1 to {max} routes, not {found}")]
    WrongRouteCount {
        /// Routes that were given.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// No hop, or more than the limit.
    #[error("a route has 1 to {max} hops, not {found}")]
    WrongHopCount {
        /// Hops that were given.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// A route or an exact output of nothing.
    #[error("an amount above zero is needed")]
    ZeroAmount,
    /// The routes do not add up to the payment.
    #[error("the routes sell {found}, but {required} was paid")]
    WrongSum {
        /// The sum of the routes' amounts, base units.
        found: Uint128,
        /// The payment.
        required: Uint128,
    },
    /// A sum is above 2^128 − 1.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// One amount.
        found: Uint128,
        /// The other.
        added: Uint128,
    },
    /// An asset twice on one route.
    #[error("the route comes to {token} twice")]
    Loop {
        /// The asset.
        token: Token,
    },
    /// A pool twice in one message: its second price would not be the quoted one.
    #[error("the pool {pool} stands twice")]
    DuplicatePool {
        /// The pool.
        pool: Addr,
    },
    /// The routes end in different assets.
    #[error("one route buys {found}, another {required}")]
    DifferentAsks {
        /// The last asset of this route.
        found: Token,
        /// The last asset of the first route.
        required: Token,
    },
    /// The router as a pool, a token or a recipient.
    #[error("the router itself cannot be a pool, a token or a recipient")]
    SelfCall,
    /// Too late.
    #[error("the deadline {deadline} has passed: it is {now}")]
    DeadlinePassed {
        /// Last valid second.
        deadline: u64,
        /// Block time, seconds.
        now: u64,
    },
    /// A pool's answer without what it was asked.
    #[error("the pool {pool} answers without {field}")]
    Unanswered {
        /// The pool.
        pool: Addr,
        /// The asset that no way names.
        field: &'static str,
    },
    /// A hop paid nothing.
    #[error("the pool {pool} paid no {token}")]
    NothingReceived {
        /// The pool.
        pool: Addr,
        /// The token that it should have paid.
        token: Token,
    },
    /// The output of all routes is below the bound.
    #[error("the swap receives {found}, at least {required} is required")]
    BelowMinReceive {
        /// The growth of the recipient's balance, base units.
        found: Uint128,
        /// The bound.
        required: Uint128,
    },
    /// The exact output costs more than was paid.
    #[error("the swap needs {required}, but {found} was paid")]
    AboveMaxOffer {
        /// The payment.
        found: Uint128,
        /// The cost by the pools' quotes, base units.
        required: Uint128,
    },
    /// A zap with what the pool does not hold.
    #[error("{token} is not an asset of the pool {pool}")]
    UnknownAsset {
        /// The asset that was named or sent.
        token: Token,
        /// The pool.
        pool: Addr,
    },
    /// An asset twice in a pool or a zap out.
    #[error("{token} is named twice")]
    DuplicateAsset {
        /// The asset.
        token: Token,
    },
    /// No way out of the pool, or more than the limit, or not every asset of the pool.
    #[error("a zap out takes one asset of the pool or all of its {required}, not {found}")]
    WrongExitCount {
        /// Ways that were given.
        found: usize,
        /// Assets of the pool; the limit where it was not asked.
        required: usize,
    },
    /// The router has less of a token than is nobody's to take: what it had before a call, or what it has just been paid.
    #[error("invariant broken: the router has {found} of {token}, not the {required} that it must have")]
    Invariant {
        /// The token.
        token: Token,
        /// The router's balance, base units.
        found: Uint128,
        /// The least that the balance must be, base units.
        required: Uint128,
    },
    /// A migration from another contract or from a later version.
    #[error("{contract} {version} does not become this contract")]
    CannotMigrate {
        /// cw2 name of what is there.
        contract: String,
        /// Its version.
        version: String,
    },
    /// An answer to a message that this contract does not send.
    #[error("no message of this contract has the reply id {id}")]
    UnknownReply {
        /// The id.
        id: u64,
    },
}
