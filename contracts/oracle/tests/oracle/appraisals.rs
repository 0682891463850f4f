//! The value of assets: up by the quorum and slowly, down by one member and at once.

use super::members::{MINIMUM, OVERTURN, STAKE, UNBONDING};
use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::{Addr, Binary, Uint128};
use oracle::ContractError;
use proptest::prelude::*;
use weal_api::oracle::{
    AppraisalRecord, AppraisalResponse, AppraisalsResponse, AssetSpec, ExecuteMsg, MAX_ROUND_STEP,
    OracleReadError, QueryMsg, SignedAppraisal,
};
use weal_attestation::{AppraisalObservation, Domain, PriceObservation, QuorumError};

pub(crate) const ASSET: &str = "invoice-7";
const DAY: u64 = 86_400;
const VALIDITY: u64 = 30 * DAY;
const DECAY: u64 = 10 * DAY;

fn spec(suite: &Suite) -> AssetSpec {
    AssetSpec {
        asset: ASSET.into(),
        beneficiary: beneficiary(suite).to_string(),
        validity_seconds: VALIDITY,
        decay_seconds: DECAY,
        max_rise_bps_per_day: 500,
        max_mark_down_bps: 2_000,
    }
}

fn beneficiary(suite: &Suite) -> Addr {
    suite.app.api().addr_make("pawner")
}

/// Members with bonds, and one asset.
fn suite() -> Suite {
    let mut suite = Suite::bonded(4);
    add(&mut suite);
    suite
}

pub(crate) fn add(suite: &mut Suite) {
    let (owner, spec) = (suite.owner.clone(), spec(suite));
    suite.execute(&owner, &ExecuteMsg::AddAsset(spec)).unwrap();
}

impl Suite {
    fn appraisal(&self) -> AppraisalResponse {
        self.query(&QueryMsg::Appraisal { asset: ASSET.into() })
    }

    fn value(&self) -> u128 {
        self.appraisal().value.u128()
    }

    pub(crate) fn signed(&self, member: usize, round: u64, value: u128, observed_at: u64) -> SignedAppraisal {
        let (chain_id, contract) = (self.chain_id(), self.oracle.to_string());
        let committee_epoch = self.committee().committee_epoch;
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let statement = AppraisalObservation { asset: ASSET, round, observed_at, value };
        let signature = Binary::from(self.keys[member].sign(&domain, &statement));
        SignedAppraisal { member: member as u8, value: Uint128::new(value), observed_at, signature }
    }

    /// The next round, now: members 0, 1, … say these values.
    pub(crate) fn appraise(&self, values: &[u128]) -> ExecuteMsg {
        let round = self.appraisal().appraisal.map_or(0, |last| last.round) + 1;
        let signed = |(member, value): (usize, &u128)| self.signed(member, round, *value, self.now());
        let appraisals = values.iter().enumerate().map(signed).collect();
        ExecuteMsg::SubmitAppraisal { asset: ASSET.into(), round, appraisals }
    }

    fn mark(&mut self, member: usize, value: u128) -> cosmwasm_std::StdResult<cw_multi_test::AppResponse> {
        let operator = self.operators[member].clone();
        self.execute(&operator, &mark_to(value))
    }
}

fn mark_to(value: u128) -> ExecuteMsg {
    ExecuteMsg::MarkDown { asset: ASSET.into(), value: Uint128::new(value) }
}

fn settle() -> ExecuteMsg {
    ExecuteMsg::SettleMarkDown { asset: ASSET.into() }
}

#[test]
fn an_asset_is_added_told_and_listed() {
    let mut suite = Suite::bonded(4);
    let (owner, added) = (suite.owner.clone(), spec(&suite));
    let stranger = suite.stranger.clone();
    let refused = ContractError::NotOwner { sender: stranger.clone(), owner: owner.clone() };
    suite.assert_refused(&stranger, &ExecuteMsg::AddAsset(added.clone()), refused);
    let response = suite.execute(&owner, &ExecuteMsg::AddAsset(added.clone())).unwrap();
    let expected = pairs(&[
        ("asset", ASSET),
        ("beneficiary", &added.beneficiary),
        ("validity_seconds", "2592000"),
        ("decay_seconds", "864000"),
        ("max_rise_bps_per_day", "500"),
        ("max_mark_down_bps", "2000"),
    ]);
    assert_eq!(attributes(&response, "oracle_asset_added"), expected);
    let twice = ContractError::DuplicateAsset { asset: ASSET.into() };
    suite.assert_refused(&owner, &ExecuteMsg::AddAsset(added.clone()), twice);
    let row = AppraisalResponse { spec: added, appraisal: None, value: Uint128::zero(), open: None };
    assert_eq!(suite.appraisal(), row);
    let all: AppraisalsResponse = suite.query(&QueryMsg::Appraisals { start_after: None, limit: None });
    assert_eq!(all.appraisals, [row]);
    let query = QueryMsg::Appraisals { start_after: Some(ASSET.into()), limit: None };
    assert!(suite.query::<AppraisalsResponse>(&query).appraisals.is_empty());
}

#[test]
fn terms_outside_their_bounds_are_refused() {
    let mut suite = Suite::bonded(4);
    let owner = suite.owner.clone();
    type Change = fn(&mut AssetSpec);
    let max = 63_072_000u128;
    let wrong: [(Change, &str, u128, u128, u128); 7] = [
        (|s| s.validity_seconds = 0, "validity_seconds", 0, 1, max),
        (|s| s.validity_seconds = 63_072_001, "validity_seconds", max + 1, 1, max),
        (|s| s.decay_seconds = 63_072_001, "decay_seconds", max + 1, 0, max),
        (|s| s.max_rise_bps_per_day = 0, "max_rise_bps_per_day", 0, 1, 10_000),
        (|s| s.max_rise_bps_per_day = 10_001, "max_rise_bps_per_day", 10_001, 1, 10_000),
        (|s| s.max_mark_down_bps = 0, "max_mark_down_bps", 0, 1, 10_000),
        (|s| s.max_mark_down_bps = 10_001, "max_mark_down_bps", 10_001, 1, 10_000),
    ];
    for (change, term, found, min, max) in wrong {
        let mut spec = spec(&suite);
        change(&mut spec);
        let [found, min, max] = [found, min, max].map(Uint128::new);
        let error = ContractError::Term { term, found, min, max };
        suite.assert_refused(&owner, &ExecuteMsg::AddAsset(spec), error);
    }
    let nameless = AssetSpec { asset: "a b".into(), ..spec(&suite) };
    let error = ContractError::FeedName { name: "a b".into() };
    suite.assert_refused(&owner, &ExecuteMsg::AddAsset(nameless), error);
}

#[test]
fn a_round_appraises_at_its_lower_median_and_is_read_raw() {
    let mut suite = suite();
    let response = suite.publish(&suite.appraise(&[1_300, 1_000, 1_100, 1_200])).unwrap();
    let now = suite.now();
    let (expires_at, zero_at) = (now + VALIDITY, now + VALIDITY + DECAY);
    let value = Uint128::new(1_100);
    let record = AppraisalRecord { round: 1, value, observed_at: now, expires_at, zero_at };
    assert_eq!(suite.appraisal().appraisal, Some(record.clone()));
    let (oracle, wrap) = (suite.handle(), suite.app.wrap());
    assert_eq!(oracle.appraisal(&wrap, ASSET).unwrap(), record);
    let missing = oracle.appraisal(&wrap, "other").unwrap_err();
    assert!(matches!(missing, OracleReadError::NoAppraisal { asset } if asset == "other"));
    let expected = pairs(&[
        ("asset", ASSET),
        ("round", "1"),
        ("value", "1100"),
        ("median", "1100"),
        ("observed_at", &now.to_string()),
        ("expires_at", &expires_at.to_string()),
        ("zero_at", &zero_at.to_string()),
        ("signers", "15"),
    ]);
    assert_eq!(attributes(&response, "oracle_appraised"), expected);
    let raw = |prefix: u8| {
        let key = [&[prefix], &b"invoice-7"[..]].concat();
        suite.app.wrap().query_wasm_raw(&suite.oracle, key).unwrap().unwrap()
    };
    let time = |seconds: u64| [&[243], &u32::try_from(seconds).unwrap().to_be_bytes()[..]].concat();
    // Round 1; 1,100 = 184 + 3 · 256 + 148; three times.
    let expected = [vec![1, 187, 148], time(now), time(expires_at), time(zero_at)].concat();
    assert_eq!(raw(5), expected);
    // A round rewrites no terms: a reference of 1,100 at this time, and no mark-down.
    assert_eq!(raw(21), [vec![1, 187, 148], time(now), vec![0]].concat());
}

#[test]
fn a_value_rises_at_most_so_much_a_day_however_often_it_is_appraised() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[10_000; 3])).unwrap();
    for hour in 1..=24u128 {
        suite.advance(3_600);
        suite.publish(&suite.appraise(&[90_000; 3])).unwrap();
        assert_eq!(suite.value(), 10_000 + 500 * hour / 24);
    }
    suite.advance(DAY);
    suite.publish(&suite.appraise(&[90_000; 3])).unwrap();
    assert_eq!(suite.value(), 11_025);
    suite.publish(&suite.appraise(&[8_000; 3])).unwrap();
    assert_eq!(suite.value(), 8_000, "down at once");
    suite.publish(&suite.appraise(&[9_000; 3])).unwrap();
    assert_eq!(suite.value(), 8_000, "and not up again in the same block");
}

#[test]
fn an_expired_appraisal_decays_along_a_line_to_nothing() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.advance(VALIDITY);
    assert_eq!(suite.value(), 1_000);
    for (seconds, value) in [(1, 999), (DECAY / 2 - 1, 500), (DECAY / 2 - 1, 0), (1, 0), (DECAY, 0)] {
        suite.advance(seconds);
        assert_eq!(suite.value(), value);
    }
}

#[test]
fn rounds_without_a_quorum_or_of_wrong_times_or_values_are_refused() {
    let mut suite = suite();
    let now = suite.now();
    let few = suite.appraise(&[1_000; 2]);
    suite.assert_unpublished(&few, QuorumError::TooFew { found: 2, required: 3 });
    let round = |suite: &Suite, third: SignedAppraisal| {
        let mut appraisals: Vec<_> = (0..2).map(|member| suite.signed(member, 1, 1_000, now)).collect();
        appraisals.push(third);
        ExecuteMsg::SubmitAppraisal { asset: ASSET.into(), round: 1, appraisals }
    };
    let apart = round(&suite, suite.signed(2, 1, 1_000, now - 3_601));
    suite.assert_unpublished(&apart, ContractError::ObservationsApart { found: 3_601, max: 3_600 });
    let ahead = round(&suite, suite.signed(2, 1, 1_000, now + 11));
    suite.assert_unpublished(&ahead, ContractError::FromTheFuture { found: now + 11, max: now + 10 });
    let old = now - VALIDITY - 1;
    let error = ContractError::ObservationTooOld { member: 2, found: old, min: old + 1 };
    suite.assert_unpublished(&round(&suite, suite.signed(2, 1, 1_000, old)), error);
    let zero = round(&suite, suite.signed(2, 1, 0, now));
    suite.assert_unpublished(&zero, ContractError::ZeroValue { member: 2 });
    let unknown = ExecuteMsg::SubmitAppraisal { asset: "x".into(), round: 1, appraisals: vec![] };
    suite.assert_unpublished(&unknown, QuorumError::TooFew { found: 0, required: 3 });
    suite.publish(&round(&suite, suite.signed(2, 1, 1_000, now - 3_600))).unwrap();
    let again = round(&suite, suite.signed(2, 1, 1_000, now));
    suite.assert_unpublished(&again, ContractError::RoundPassed { found: 1, last: 1 });
}

/// Attack 6: what was signed as a price is no appraisal, nor an appraisal of another round.
#[test]
fn an_appraisal_signature_serves_one_asset_round_and_purpose() {
    let mut suite = suite();
    let now = suite.now();
    let (chain_id, contract) = (suite.chain_id(), suite.oracle.to_string());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let price = PriceObservation { feed: ASSET, round: 1, observed_at: now, price_atomics: 1_000 };
    let good = suite.appraise(&[1_000; 3]);
    let changes = [
        Binary::from(suite.keys[2].sign(&domain, &price)),
        suite.signed(2, 2, 1_000, now).signature,
        suite.signed(2, 1, 1_001, now).signature,
        suite.signed(2, 1, 1_000, now + 1).signature,
        suite.signed(1, 1, 1_000, now).signature,
    ];
    for signature in changes {
        let mut msg = good.clone();
        let ExecuteMsg::SubmitAppraisal { appraisals, .. } = &mut msg else { unreachable!() };
        appraisals[2].signature = signature;
        let before = suite.snapshot();
        let error = suite.publish(&msg).unwrap_err().to_string();
        assert!(error.contains("do not all verify"), "{error}");
        assert_eq!(suite.snapshot(), before);
    }
    suite.publish(&good).unwrap();
}

#[test]
fn one_member_marks_down_at_once_and_its_stake_is_pledged() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    let response = suite.mark(2, 900).unwrap();
    let (operator, until) = (suite.operators[2].clone(), suite.now() + OVERTURN);
    let expected = pairs(&[
        ("asset", ASSET),
        ("operator", operator.as_str()),
        ("previous", "1000"),
        ("value", "900"),
        ("stake", "400"),
        ("overturn_until", &until.to_string()),
    ]);
    assert_eq!(attributes(&response, "oracle_marked_down"), expected);
    assert_eq!((suite.value(), suite.bond(&operator).pledged.u128()), (900, STAKE));
    let open = suite.appraisal().open.unwrap();
    assert_eq!((open.previous.u128(), open.overturn_until, open.operator), (1_000, until, operator));
}

#[test]
fn a_mark_down_is_bounded_and_one_at_a_time() {
    let mut suite = suite();
    let operator = suite.operators[0].clone();
    suite.assert_refused(&operator, &mark_to(5), ContractError::NotAppraised { asset: ASSET.into() });
    suite.publish(&suite.appraise(&[1_001; 3])).unwrap();
    for found in [1_001, 1_002, u128::MAX] {
        let error = ContractError::NotBelow { found: Uint128::new(found), value: Uint128::new(1_001) };
        suite.assert_refused(&operator, &mark_to(found), error);
    }
    let min = Uint128::new(801); // 1,001 × 0.8, rounded up
    for found in [0, 1, 800] {
        let found = Uint128::new(found);
        suite.assert_refused(&operator, &mark_to(found.u128()), ContractError::MarkDownStep { found, min });
    }
    suite.mark(0, 801).unwrap();
    let overturn_until = suite.now() + OVERTURN;
    let error = || ContractError::MarkDownOpen { asset: ASSET.into(), overturn_until };
    for member in [0, 1] {
        let operator = suite.operators[member].clone();
        suite.assert_refused(&operator, &mark_to(800), error());
    }
    suite.advance(OVERTURN);
    suite.assert_refused(&operator, &mark_to(800), error());
    let early = ContractError::NothingToSettle { asset: ASSET.into(), overturn_until: Some(overturn_until) };
    suite.assert_unpublished(&settle(), early);
    suite.advance(1);
    suite.mark(1, 700).unwrap();
    assert_eq!(suite.bond(&operator).pledged.u128(), 0);
}

#[test]
fn only_a_member_with_a_key_marks_down() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    let pawner = beneficiary(&suite);
    for sender in [suite.stranger.clone(), suite.owner.clone(), pawner] {
        let error = ContractError::NotOperator { sender: sender.clone() };
        suite.assert_refused(&sender, &mark_to(900), error);
    }
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[3])).unwrap();
    let struck = suite.operators[3].clone();
    suite.assert_refused(&struck, &mark_to(900), ContractError::NoKey { member: 3 });
}

/// A beneficiary cannot pledge a stake that it would get itself.
#[test]
fn the_beneficiary_cannot_mark_its_own_asset_down() {
    let mut suite = Suite::bonded(4);
    let (owner, operator) = (suite.owner.clone(), suite.operators[0].clone());
    let own = AssetSpec { beneficiary: operator.to_string(), ..spec(&suite) };
    suite.execute(&owner, &ExecuteMsg::AddAsset(own)).unwrap();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    let error = ContractError::OwnAsset { asset: ASSET.into(), operator: operator.clone() };
    suite.assert_refused(&operator, &mark_to(900), error);
    suite.mark(1, 900).unwrap();
}

#[test]
fn without_bonds_nobody_marks_down_alone() {
    let mut suite = Suite::new();
    let (owner, operator, spec) = (suite.owner.clone(), suite.operators[0].clone(), spec(&suite));
    suite.execute(&owner, &ExecuteMsg::AddAsset(spec)).unwrap();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.assert_refused(&operator, &mark_to(900), ContractError::NoBonds {});
}

/// Attack 25: the stake of a wrong mark-down goes to whom it harmed, never more than the bond.
#[test]
fn the_quorum_overturns_a_wrong_mark_down_and_the_victim_gets_the_stake() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.mark(3, 800).unwrap();
    suite.advance(OVERTURN);
    let response = suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    let (operator, victim) = (suite.operators[3].clone(), beneficiary(&suite));
    let bond = (MINIMUM - STAKE).to_string();
    let expected = pairs(&[
        ("operator", operator.as_str()),
        ("reason", "overturned_mark_down"),
        ("amount", "400"),
        ("bond", &bond),
        ("victim", victim.as_str()),
        ("victim_award", "400"),
        ("finder_award", "0"),
    ]);
    assert_eq!(attributes(&response, "oracle_member_slashed"), expected);
    assert_eq!((suite.value(), suite.appraisal().open), (1_000, None));
    assert!(suite.bond(&operator).pledged.is_zero());
    let parties = [suite.operators.clone(), vec![victim.clone()]].concat();
    suite.assert_conserved(&parties);
    suite.execute(&victim, &ExecuteMsg::ClaimAward {}).unwrap();
    assert_eq!(suite.balance(&victim), STAKE);
    // Twice more the bond cannot bear: 601 is one stake, 201 is none.
    suite.mark(3, 900).unwrap();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    let error = ContractError::BondShort {
        operator: operator.clone(),
        free: Uint128::new(MINIMUM - 2 * STAKE),
        required: Uint128::new(STAKE),
    };
    suite.assert_refused(&operator, &mark_to(900), error);
}

/// A median half way between the two is the marker's: only one nearer to the old value overturns the mark-down.
#[test]
fn a_mark_down_is_overturned_exactly_where_the_median_is_nearer_to_the_old_value() {
    for (median, overturned) in [(700, false), (850, false), (900, false), (901, true), (2_000, true)] {
        let mut suite = suite();
        suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
        suite.mark(3, 800).unwrap();
        suite.publish(&suite.appraise(&[median; 3])).unwrap();
        let bond = if overturned { MINIMUM - STAKE } else { MINIMUM };
        assert_eq!(suite.bond(&suite.operators[3]).bond.u128(), bond, "{median}");
        assert_eq!(suite.value(), median.min(1_000));
    }
}

/// A round that was signed before the mark-down says nothing about it.
#[test]
fn what_was_signed_before_a_mark_down_cannot_overturn_it() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.advance(10);
    let earlier = suite.appraise(&[1_000; 3]);
    let found = suite.now();
    suite.advance(1);
    suite.mark(3, 900).unwrap();
    suite.assert_unpublished(&earlier, ContractError::ObservationsGoBack { found, last: found + 1 });
}

#[test]
fn a_mark_down_that_stands_is_settled_and_the_value_rises_slowly_from_it() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.mark(1, 800).unwrap();
    suite.advance(OVERTURN + 1);
    let response = suite.publish(&settle()).unwrap();
    let operator = suite.operators[1].clone();
    let expected = pairs(&[("asset", ASSET), ("operator", operator.as_str()), ("stake", "400")]);
    assert_eq!(attributes(&response, "oracle_mark_down_settled"), expected);
    assert!(suite.bond(&operator).pledged.is_zero());
    let again = ContractError::NothingToSettle { asset: ASSET.into(), overturn_until: None };
    suite.assert_unpublished(&settle(), again);
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    assert_eq!(suite.value(), 800, "500 bps of 800 in 1,001 s is less than one unit");
    assert_eq!(suite.bond(&operator).bond.u128(), MINIMUM, "too late to overturn");
}

#[test]
fn a_bond_with_a_stake_in_it_is_not_paid_back() {
    let mut suite = suite();
    suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
    suite.rotate(suite.accounts(0, 4));
    suite.mark(0, 900).unwrap();
    let leaver = suite.operators[0].clone();
    suite.rotate(suite.accounts(1, 4));
    suite.advance(UNBONDING);
    let pledged = ContractError::BondPledged { operator: leaver.clone(), pledged: Uint128::new(STAKE) };
    suite.assert_refused(&leaver, &ExecuteMsg::WithdrawBond {}, pledged);
    suite.publish(&settle()).unwrap();
    suite.execute(&leaver, &ExecuteMsg::WithdrawBond {}).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// I11, I12: over any history of rounds, mark-downs, settlements and evidence the value never rises
    /// faster than its bound, stakes are what open mark-downs pledged, and money is conserved.
    #[test]
    fn values_rise_within_their_bound_and_stakes_are_conserved(
        steps in prop::collection::vec((0u8..6, 0usize..4, 1u128..3_000, 1u64..50_000), 1..25),
    ) {
        let mut suite = suite();
        suite.publish(&suite.appraise(&[1_000; 3])).unwrap();
        let start = suite.now();
        let everyone = [suite.operators.clone(), vec![
            beneficiary(&suite), suite.stranger.clone(), super::members::insurance(suite.app.api()),
        ]].concat();
        for (kind, member, value, wait) in steps {
            suite.advance(wait);
            match kind {
                0..=2 => { let _ = suite.publish(&suite.appraise(&[value; 4])); }
                3 => { let _ = suite.mark(member, suite.value() * 9 / 10); }
                4 => { let _ = suite.publish(&settle()); }
                _ if value < 100 => {
                    let (first, second) = suite.fork();
                    let _ = suite.publish(&suite.equivocation((&first, &second), &[member]));
                }
                _ => {}
            }
            let days = (suite.now() - start).div_ceil(DAY);
            // A day at a time, and one more for the day that has begun.
            let highest = (0..=days).fold(1_000, |value, _| value + value * 5 / 100 + 1);
            let record = suite.appraisal().appraisal.unwrap();
            prop_assert!(record.value.u128() <= highest, "{record:?} after {days} days");
            suite.assert_conserved(&everyone);
            let pledged: u128 = suite.operators.iter().map(|o| suite.bond(o).pledged.u128()).sum();
            prop_assert!(pledged == 0 || pledged == STAKE);
        }
    }

    /// Every value that a line can give: never above the full one, never rising, nothing at the end.
    #[test]
    fn decay_never_rises_and_ends(value: u128, from in 0u64..1_000, decay in 0u64..1_000, at in 0u64..3_000) {
        let record = AppraisalRecord {
            round: 1, value: Uint128::new(value), observed_at: 0, expires_at: from, zero_at: from + decay,
        };
        prop_assert!(record.value_at(at + 1) <= record.value_at(at));
        prop_assert!(record.value_at(at).u128() <= value);
        prop_assert_eq!(record.value_at(from).u128(), value);
        prop_assert!(record.value_at(from + decay + 1).is_zero());
    }

    /// I3 for appraisals, every size: f dead or f lying members never stop one nor move it outside the honest range.
    #[test]
    fn f_dead_or_lying_members_neither_stop_nor_move_an_appraisal(
        n in 4usize..=31, silent: bool, honest in prop::collection::vec(900u128..1_000, 31), lie in 1u128..5_000,
    ) {
        let mut suite = Suite::sized(n);
        let (owner, asset) = (suite.owner.clone(), spec(&suite));
        suite.execute(&owner, &ExecuteMsg::AddAsset(asset)).unwrap();
        let f = (n - 1) / 3;
        let members = if silent { n - f } else { n };
        let values: Vec<u128> = (0..members).map(|m| if m < f { lie } else { honest[m] }).collect();
        suite.publish(&suite.appraise(&values)).unwrap();
        let (min, max) = (honest[f..members].iter().min().unwrap(), honest[f..members].iter().max().unwrap());
        prop_assert!((min..=max).contains(&&suite.value()));
    }
}

/// An appraisal's rounds are bounded like a feed's: none uses the numbers up.
#[test]
fn an_appraisal_outlives_a_committee_that_signed_the_highest_round_it_could() {
    let mut suite = Suite::bonded(4);
    add(&mut suite);
    let at = |suite: &Suite, round| {
        let signed = |member| suite.signed(member, round, 1_000, suite.now());
        ExecuteMsg::SubmitAppraisal { asset: ASSET.into(), round, appraisals: (0..3).map(signed).collect() }
    };
    for found in [u64::MAX, MAX_ROUND_STEP + 1] {
        let error = ContractError::RoundAhead { found, max: MAX_ROUND_STEP };
        suite.assert_unpublished(&at(&suite, found), error);
    }
    suite.publish(&at(&suite, MAX_ROUND_STEP)).unwrap();
    suite.rotate(suite.accounts(4, 4));
    suite.publish(&at(&suite, MAX_ROUND_STEP + 1)).unwrap();
}
