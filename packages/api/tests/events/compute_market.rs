//! Events of the compute market.

use super::{account, same, units};
use cosmwasm_std::Binary;
use weal_api::compute_market::{
    AwardDeferred, AwardRefused, BidPassed, BidPlaced, BidRevealed, CreditClaimed, OrderAwarded,
    OrderCancelled, OrderFailed, OrderOpened,
};

#[test]
fn events_of_the_compute_market_have_these_bytes() {
    same(
        OrderOpened {
            order_id: 1,
            tenant: account("tenant"),
            sku: "sku".to_owned(),
            gpus: 4,
            seconds: 5,
            max_rate: units(6_000),
            deposit: units(7_000),
            bids_until: 8,
            reveals_until: 9,
        },
        "order_opened order_id=1 tenant=tenant sku=sku gpus=4 seconds=5 max_rate=6000 deposit=7000 bids_until=8 reveals_until=9",
    );
    same(
        BidPlaced { order_id: 1, provider: account("provider"), commitment: Binary::from([3; 5]), bids: 4 },
        "bid_placed order_id=1 provider=provider commitment=AwMDAwM= bids=4",
    );
    same(
        BidRevealed { order_id: 1, provider: account("provider"), offer_id: 3, rate: units(4_000) },
        "bid_revealed order_id=1 provider=provider offer_id=3 rate=4000",
    );
    same(
        OrderAwarded {
            order_id: 1,
            provider: account("provider"),
            offer_id: 3,
            rate: units(4_000),
            cost: units(5_000),
            tenant_credit: units(6_000),
        },
        "order_awarded order_id=1 provider=provider offer_id=3 rate=4000 cost=5000 tenant_credit=6000",
    );
    same(
        AwardDeferred {
            order_id: 1,
            provider: account("provider"),
            offer_id: 3,
            turn_until: 4,
            reason: "reason".to_owned(),
        },
        "award_deferred order_id=1 provider=provider offer_id=3 turn_until=4 reason=reason",
    );
    same(
        BidPassed {
            order_id: 1,
            provider: account("provider"),
            offer_id: 3,
            returned: units(4_000),
            reason: "reason".to_owned(),
        },
        "bid_passed order_id=1 provider=provider offer_id=3 returned=4000 reason=reason",
    );
    same(
        AwardRefused {
            order_id: 1,
            provider: account("provider"),
            offer_id: 3,
            forfeited: units(4_000),
            reason: "reason".to_owned(),
        },
        "award_refused order_id=1 provider=provider offer_id=3 forfeited=4000 reason=reason",
    );
    same(
        OrderFailed { order_id: 1, tenant_credit: units(2_000) },
        "order_failed order_id=1 tenant_credit=2000",
    );
    same(
        OrderCancelled { order_id: 1, tenant_credit: units(2_000) },
        "order_cancelled order_id=1 tenant_credit=2000",
    );
    same(
        CreditClaimed { account: account("account"), amount: units(2_000) },
        "credit_claimed account=account amount=2000",
    );
}
