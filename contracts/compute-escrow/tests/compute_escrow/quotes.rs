//! The price calculator says what execution charges.

use super::suite::{DENOM, FEE_BPS, Suite, WINDOW, cases, leaf, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Uint128, coins};
use proptest::prelude::*;
use weal_api::compute_escrow::{
    ClaimableResponse, ConfigChanges, ExecuteMsg, LeaseRequest, OfferTerms, QueryMsg, QuoteResponse,
    QuotesResponse,
};

fn quote(suite: &Suite, gpus: u32, seconds: u64) -> QuoteResponse {
    suite.query(&QueryMsg::Quote(LeaseRequest::new(1, gpus, seconds)))
}

/// One call answers as many single ones do, and none stops another.
#[test]
fn many_quotes_are_what_each_alone_is() {
    let suite = Suite::new();
    let requests = vec![
        LeaseRequest::new(1, 3, 3_600),
        LeaseRequest::new(9, 1, 600),
        LeaseRequest::new(1, 1, 59),
        LeaseRequest::new(1, 8, 60),
    ];
    let together: QuotesResponse = suite.query(&QueryMsg::Quotes { requests });
    let quoted = [Some(quote(&suite, 3, 3_600)), None, None, Some(quote(&suite, 8, 60))];
    assert_eq!(together.quotes, quoted);
    let many = |count| QueryMsg::Quotes { requests: vec![LeaseRequest::new(1, 1, 600); count] };
    assert_eq!(suite.query::<QuotesResponse>(&many(30)).quotes.len(), 30);
    let error = suite.try_query::<QuotesResponse>(&many(31)).unwrap_err().to_string();
    assert!(error.contains(&LeaseError::TooManyLeases { found: 31, max: 30 }.to_string()), "{error}");
}

/// 3 GPUs × 3,600 s × 2.5 = 27,000; 250 bps of it are 675; 3 × 700 W × 1 h = 2,100 Wh; at 30 g/kWh 63 g.
#[test]
fn a_quote_breaks_the_price_down() {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let expected = QuoteResponse {
        rate: terms().rate,
        charge: Uint128::new(27_000),
        protocol_fee: Uint128::new(675),
        provider_payout: Uint128::new(26_325),
        deposit: Uint128::new(27_000),
        min_deposit: Uint128::new(450),
        energy_wh: Uint128::new(2_100),
        grams_co2: Uint128::new(63),
        gpus_free: 6,
        tier: None,
        sla: None,
        notice_seconds: 0,
        accept_seconds: 0,
    };
    assert_eq!(quote(&suite, 3, 3_600), expected);
}

#[test]
fn a_quote_is_refused_where_the_lease_would_be() {
    let mut suite = Suite::new();
    let refusal = |suite: &Suite, gpus, seconds| {
        let msg = QueryMsg::Quote(LeaseRequest::new(1, gpus, seconds));
        suite.try_query::<QuoteResponse>(&msg).unwrap_err().to_string()
    };
    for (gpus, seconds, reason) in [
        (9, 600, ContractError::OutOfRange { field: "gpus", found: 9, min: 1, max: 8 }),
        (1, 59, ContractError::OutOfRange { field: "seconds", found: 59, min: 60, max: 3_600 }),
    ] {
        assert!(refusal(&suite, gpus, seconds).contains(&reason.to_string()));
    }
    let provider = suite.provider.clone();
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    let retired = ContractError::OfferRetired { offer_id: 1 }.to_string();
    assert!(refusal(&suite, 1, 60).contains(&retired));
}

proptest! {
    #![proptest_config(cases(32))]

    /// I6: the deposit quoted buys exactly the seconds quoted, and a full claim moves exactly what was
    /// quoted, to the unit.
    #[test]
    fn a_quote_is_what_execution_charges(
        rate in 1u128..1 << 60, gpus in 1u32..=8, seconds in 60u64..=3_600, bps in 0u16..=500,
    ) {
        let mut suite = Suite::empty(|msg| msg.protocol_fee_bps = bps);
        let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
        suite.register(&provider);
        suite.publish(&provider, OfferTerms { rate: Uint128::new(rate), ..terms() });
        let quote = quote(&suite, gpus, seconds);
        let (paid_before, spent_before) = (suite.balance(&provider), suite.balance(&tenant));

        let lease_id = suite.open(gpus, seconds, quote.deposit.u128());
        prop_assert_eq!(suite.lease(lease_id).runway_until, suite.now() + seconds);
        suite.advance(seconds);
        prop_assert_eq!(suite.lease(lease_id).accrued, quote.charge);
        if quote.charge.is_zero() {
            return Ok(());
        }
        let epoch = suite.attest(&[leaf(lease_id, quote.charge.u128(), suite.now())]);
        suite.advance(WINDOW);
        let claimable: ClaimableResponse = suite.query(&QueryMsg::Claimable(epoch.claim(0)));
        suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(0)));
        suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });

        prop_assert_eq!(claimable.paid, quote.provider_payout);
        prop_assert_eq!(suite.balance(&provider) - paid_before, quote.provider_payout.u128());
        prop_assert_eq!(suite.holdings().fees, quote.protocol_fee);
        prop_assert_eq!(spent_before - suite.balance(&tenant), quote.charge.u128());
    }
}

/// The quote shows the fee of new leases, as `OpenLease` would copy it now.
#[test]
fn a_quote_follows_the_configuration() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    assert_eq!(quote(&suite, 1, 3_600).protocol_fee.u128(), 9_000 * u128::from(FEE_BPS) / 10_000);
    let changes = ConfigChanges { protocol_fee_bps: Some(0), ..ConfigChanges::default() };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    assert_eq!(quote(&suite, 1, 3_600).protocol_fee, Uint128::zero());
}

/// The cheapest deposit that `OpenLease` takes is the one the quote names.
#[test]
fn the_least_deposit_quoted_is_taken_and_one_unit_less_is_not() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let least = quote(&suite, 3, 600).min_deposit;
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(1, 3, 600));
    let reason = ContractError::DepositTooSmall { found: least - Uint128::one(), required: least };
    suite.assert_refused(&tenant, &open, &coins(least.u128() - 1, DENOM), &reason);
    suite.execute(&tenant, &open, &coins(least.u128(), DENOM)).unwrap();
}
