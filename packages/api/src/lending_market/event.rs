//! Events of the market, one struct each, with the state after them.

use cosmwasm_std::{Addr, Decimal, Uint128};

/// A market began.
#[weal_wire::event(name = "lending_market_created")]
pub struct MarketCreated {
    /// Account that may change the terms.
    pub owner: Addr,
    /// Asset that is lent: denomination or cw20 address.
    pub loan_asset: String,
    /// Asset that is pledged: denomination or cw20 address.
    pub collateral_asset: String,
}

/// Assets were lent.
#[weal_wire::event]
pub struct Supplied {
    /// Supplier.
    pub account: Addr,
    /// Amount lent, loan base units.
    pub amount: Uint128,
    /// Shares made.
    pub shares: Uint128,
    /// Shares of the supplier afterwards.
    pub shares_after: Uint128,
    /// Cash of the market afterwards.
    pub cash: Uint128,
}

/// Lent assets went back.
#[weal_wire::event]
pub struct Withdrawn {
    /// Supplier.
    pub account: Addr,
    /// Account that received the assets.
    pub recipient: Addr,
    /// Amount returned, loan base units.
    pub amount: Uint128,
    /// Shares destroyed.
    pub shares: Uint128,
    /// Shares of the supplier afterwards.
    pub shares_after: Uint128,
    /// Cash of the market afterwards.
    pub cash: Uint128,
}

/// Collateral was pledged.
#[weal_wire::event]
pub struct CollateralDeposited {
    /// Borrower.
    pub account: Addr,
    /// Amount pledged, collateral base units.
    pub amount: Uint128,
    /// Collateral of the borrower afterwards.
    pub collateral: Uint128,
}

/// Collateral went back.
#[weal_wire::event]
pub struct CollateralWithdrawn {
    /// Borrower.
    pub account: Addr,
    /// Account that received the collateral.
    pub recipient: Addr,
    /// Amount returned, collateral base units.
    pub amount: Uint128,
    /// Collateral of the borrower afterwards.
    pub collateral: Uint128,
}

/// A debt was raised.
#[weal_wire::event]
pub struct Borrowed {
    /// Borrower.
    pub account: Addr,
    /// Account that received the loan.
    pub recipient: Addr,
    /// Amount borrowed, loan base units.
    pub amount: Uint128,
    /// Debt of the borrower afterwards.
    pub debt: Uint128,
    /// Cash of the market afterwards.
    pub cash: Uint128,
}

/// A debt was paid back, in part or whole.
#[weal_wire::event]
pub struct Repaid {
    /// Borrower.
    pub account: Addr,
    pub payer: Addr,
    /// Amount taken, loan base units.
    pub amount: Uint128,
    /// Amount returned to the payer, loan base units.
    pub refund: Uint128,
    /// Debt of the borrower afterwards.
    pub debt: Uint128,
    /// Cash of the market afterwards.
    pub cash: Uint128,
}

/// An unhealthy debt was repaid for collateral.
#[weal_wire::event]
pub struct Liquidated {
    pub borrower: Addr,
    /// Account that paid.
    pub liquidator: Addr,
    /// Amount taken for the debt, loan base units.
    pub repaid: Uint128,
    /// Amount taken for the borrower, loan base units.
    pub surplus: Uint128,
    /// Amount returned to the liquidator, loan base units.
    pub refund: Uint128,
    /// Collateral given, collateral base units.
    pub seized: Uint128,
    /// Discount on the collateral.
    pub bonus: Decimal,
    /// Debt of the borrower afterwards.
    pub debt: Uint128,
    /// Collateral of the borrower afterwards.
    pub collateral: Uint128,
    /// Debt that stays unpaid, loan base units.
    pub bad_debt: Uint128,
}

/// The reserve bore a loss.
#[weal_wire::event]
pub struct ReserveSpent {
    pub borrower: Addr,
    /// Loss borne, loan base units.
    pub amount: Uint128,
    /// Reserve afterwards.
    pub reserve: Uint128,
}

/// Suppliers bore a loss, each in proportion to its shares.
#[weal_wire::event]
pub struct LossShared {
    pub borrower: Addr,
    /// Loss borne, loan base units.
    pub amount: Uint128,
    /// Amount that all suppliers own afterwards.
    pub supplied: Uint128,
}

/// Other terms were announced.
#[weal_wire::event]
pub struct TermsProposed {
    /// First second in which anyone may apply them, Unix time.
    pub effective_at: u64,
    /// Last second in which anyone may apply them, Unix time.
    pub expires_at: u64,
}

/// The announced terms will not hold.
#[weal_wire::event]
pub struct TermsCancelled {
    /// First second in which they could have been applied, Unix time.
    pub effective_at: u64,
}

/// Borrowing costs something else.
#[weal_wire::event]
pub struct RateUpdated {
    /// Yearly rate afterwards.
    pub borrow_rate: Decimal,
}

/// Other limits apply.
#[weal_wire::event]
pub struct RiskUpdated {
    /// Part of the collateral's value up to which debt may be raised.
    pub max_ltv: Decimal,
    /// Part of the collateral's value above which debt is liquidated.
    pub liquidation_threshold: Decimal,
    /// Highest supply.
    pub supply_cap: Uint128,
    /// Highest debt.
    pub borrow_cap: Uint128,
}

/// A next owner was named.
#[weal_wire::event]
pub struct OwnershipProposed {
    /// Account that still owns the market.
    pub owner: Addr,
    /// Account that may accept.
    pub pending_owner: Addr,
}

/// The owner changed.
#[weal_wire::event]
pub struct OwnershipAccepted {
    pub owner: Addr,
}
