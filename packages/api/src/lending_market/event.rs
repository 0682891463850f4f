//! What the market reports: one struct per fact, with the state after it.

use cosmwasm_std::{Addr, Decimal, Event, Uint128};

/// Declares a struct and the event it becomes: the name, then one attribute per field.
macro_rules! events {
    ($($(#[$doc:meta])* $name:literal $event:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $event {
                $($(#[$field_doc])* pub $field: $kind,)*
            }

            impl From<$event> for Event {
                fn from(event: $event) -> Self {
                    Event::new($name)$(.add_attribute(stringify!($field), event.$field.to_string()))*
                }
            }
        )*
    };
}

events! {
    /// A market began.
    "lending_market_created" MarketCreated {
        /// Who may change the terms.
        owner: Addr,
        /// What is lent: denomination or cw20 address.
        loan_asset: String,
        /// What is pledged.
        collateral_asset: String,
    }
    /// Assets were lent.
    "supplied" Supplied {
        /// The supplier.
        account: Addr,
        /// Loan base units.
        amount: Uint128,
        /// Shares made.
        shares: Uint128,
        /// The supplier's shares afterwards.
        shares_after: Uint128,
        /// The market's cash afterwards.
        cash: Uint128,
    }
    /// Lent assets went back.
    "withdrawn" Withdrawn {
        /// The supplier.
        account: Addr,
        /// Who got them.
        recipient: Addr,
        /// Loan base units.
        amount: Uint128,
        /// Shares destroyed.
        shares: Uint128,
        /// The supplier's shares afterwards.
        shares_after: Uint128,
        /// The market's cash afterwards.
        cash: Uint128,
    }
    /// Collateral was pledged.
    "collateral_deposited" CollateralDeposited {
        /// The borrower.
        account: Addr,
        /// Collateral base units.
        amount: Uint128,
        /// The borrower's collateral afterwards.
        collateral: Uint128,
    }
    /// Collateral went back.
    "collateral_withdrawn" CollateralWithdrawn {
        /// The borrower.
        account: Addr,
        /// Who got it.
        recipient: Addr,
        /// Collateral base units.
        amount: Uint128,
        /// The borrower's collateral afterwards.
        collateral: Uint128,
    }
    /// A debt was raised.
    "borrowed" Borrowed {
        /// The borrower.
        account: Addr,
        /// Who got the money.
        recipient: Addr,
        /// Loan base units.
        amount: Uint128,
        /// The borrower's debt afterwards.
        debt: Uint128,
        /// The market's cash afterwards.
        cash: Uint128,
    }
    /// A debt was paid back, in part or whole.
    "repaid" Repaid {
        /// Whose debt.
        account: Addr,
        /// Who paid.
        payer: Addr,
        /// Loan base units taken.
        amount: Uint128,
        /// Loan base units returned to the payer.
        refund: Uint128,
        /// The borrower's debt afterwards.
        debt: Uint128,
        /// The market's cash afterwards.
        cash: Uint128,
    }
    /// An unhealthy debt was repaid for collateral.
    "liquidated" Liquidated {
        /// Whose debt.
        borrower: Addr,
        /// Who paid.
        liquidator: Addr,
        /// Loan base units taken for the debt.
        repaid: Uint128,
        /// Loan base units taken for the borrower.
        surplus: Uint128,
        /// Loan base units returned to the liquidator.
        refund: Uint128,
        /// Collateral base units given.
        seized: Uint128,
        /// The discount.
        bonus: Decimal,
        /// The borrower's debt afterwards.
        debt: Uint128,
        /// The borrower's collateral afterwards.
        collateral: Uint128,
        /// Loan base units that stay unpaid.
        bad_debt: Uint128,
    }
    /// The reserve bore a loss.
    "reserve_spent" ReserveSpent {
        /// Whose debt.
        borrower: Addr,
        /// Loan base units.
        amount: Uint128,
        /// The reserve afterwards.
        reserve: Uint128,
    }
    /// Suppliers bore a loss, each in proportion to its shares.
    "loss_shared" LossShared {
        /// Whose debt.
        borrower: Addr,
        /// Loan base units.
        amount: Uint128,
        /// What all suppliers own afterwards.
        supplied: Uint128,
    }
    /// Other terms were announced.
    "terms_proposed" TermsProposed {
        /// From when on anyone may apply them (Unix seconds).
        effective_at: u64,
        /// Up to when, inclusive (Unix seconds).
        expires_at: u64,
    }
    /// The announced terms will not hold.
    "terms_cancelled" TermsCancelled {
        /// From when on they could have been applied (Unix seconds).
        effective_at: u64,
    }
    /// Borrowing costs something else.
    "rate_updated" RateUpdated {
        /// The yearly rate afterwards.
        borrow_rate: Decimal,
    }
    /// Other limits apply.
    "risk_updated" RiskUpdated {
        /// For new debt.
        max_ltv: Decimal,
        /// For liquidation.
        liquidation_threshold: Decimal,
        /// The most supply.
        supply_cap: Uint128,
        /// The most debt.
        borrow_cap: Uint128,
    }
    /// A next owner was named.
    "ownership_proposed" OwnershipProposed {
        /// The present owner.
        owner: Addr,
        /// Who was named.
        pending_owner: Addr,
    }
    /// The owner changed.
    "ownership_accepted" OwnershipAccepted {
        /// The new owner.
        owner: Addr,
    }
}
