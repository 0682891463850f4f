//! Events of the lending market.

use super::{account, same, units};
use cosmwasm_std::Decimal;
use weal_api::lending_market::{
    Borrowed, CollateralDeposited, CollateralWithdrawn, Liquidated, LossShared, MarketCreated,
    OwnershipAccepted, OwnershipProposed, RateUpdated, Repaid, ReserveSpent, RiskUpdated, Supplied,
    TermsCancelled, TermsProposed, Withdrawn,
};

#[test]
fn events_of_the_lending_market_have_these_bytes() {
    same(
        MarketCreated {
            owner: account("owner"),
            loan_asset: "loan_asset".to_owned(),
            collateral_asset: "collateral_asset".to_owned(),
        },
        "lending_market_created owner=owner loan_asset=loan_asset collateral_asset=collateral_asset",
    );
    same(
        Supplied {
            account: account("account"),
            amount: units(2_000),
            shares: units(3_000),
            shares_after: units(4_000),
            cash: units(5_000),
        },
        "supplied account=account amount=2000 shares=3000 shares_after=4000 cash=5000",
    );
    same(
        Withdrawn {
            account: account("account"),
            recipient: account("recipient"),
            amount: units(3_000),
            shares: units(4_000),
            shares_after: units(5_000),
            cash: units(6_000),
        },
        "withdrawn account=account recipient=recipient amount=3000 shares=4000 shares_after=5000 cash=6000",
    );
    same(
        CollateralDeposited { account: account("account"), amount: units(2_000), collateral: units(3_000) },
        "collateral_deposited account=account amount=2000 collateral=3000",
    );
    same(
        CollateralWithdrawn {
            account: account("account"),
            recipient: account("recipient"),
            amount: units(3_000),
            collateral: units(4_000),
        },
        "collateral_withdrawn account=account recipient=recipient amount=3000 collateral=4000",
    );
    same(
        Borrowed {
            account: account("account"),
            recipient: account("recipient"),
            amount: units(3_000),
            debt: units(4_000),
            cash: units(5_000),
        },
        "borrowed account=account recipient=recipient amount=3000 debt=4000 cash=5000",
    );
    same(
        Repaid {
            account: account("account"),
            payer: account("payer"),
            amount: units(3_000),
            refund: units(4_000),
            debt: units(5_000),
            cash: units(6_000),
        },
        "repaid account=account payer=payer amount=3000 refund=4000 debt=5000 cash=6000",
    );
    same(
        Liquidated {
            borrower: account("borrower"),
            liquidator: account("liquidator"),
            repaid: units(3_000),
            surplus: units(4_000),
            refund: units(5_000),
            seized: units(6_000),
            bonus: Decimal::permille(49),
            debt: units(8_000),
            collateral: units(9_000),
            bad_debt: units(10_000),
        },
        "liquidated borrower=borrower liquidator=liquidator repaid=3000 surplus=4000 refund=5000 seized=6000 bonus=0.049 debt=8000 collateral=9000 bad_debt=10000",
    );
    same(
        ReserveSpent { borrower: account("borrower"), amount: units(2_000), reserve: units(3_000) },
        "reserve_spent borrower=borrower amount=2000 reserve=3000",
    );
    same(
        LossShared { borrower: account("borrower"), amount: units(2_000), supplied: units(3_000) },
        "loss_shared borrower=borrower amount=2000 supplied=3000",
    );
    same(TermsProposed { effective_at: 1, expires_at: 2 }, "terms_proposed effective_at=1 expires_at=2");
    same(TermsCancelled { effective_at: 1 }, "terms_cancelled effective_at=1");
    same(RateUpdated { borrow_rate: Decimal::permille(7) }, "rate_updated borrow_rate=0.007");
    same(
        RiskUpdated {
            max_ltv: Decimal::permille(7),
            liquidation_threshold: Decimal::permille(14),
            supply_cap: units(3_000),
            borrow_cap: units(4_000),
        },
        "risk_updated max_ltv=0.007 liquidation_threshold=0.014 supply_cap=3000 borrow_cap=4000",
    );
    same(
        OwnershipProposed { owner: account("owner"), pending_owner: account("pending_owner") },
        "ownership_proposed owner=owner pending_owner=pending_owner",
    );
    same(OwnershipAccepted { owner: account("owner") }, "ownership_accepted owner=owner");
}
