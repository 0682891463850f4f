//! A leaf that charges too much costs those who signed it their bonds, through both contracts.

use super::suite::{Epoch, RATE, Suite, assert_event, attribute, leaf, terms};
use compute_escrow::DisputeError;
use cosmwasm_std::{Addr, StdResult, Uint128};
use cw_multi_test::{AppResponse, Executor};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::{ExecuteMsg, OverchargeRecord, RATE_SCALE, read_overcharge};
use weal_api::oracle::{self, BondResponse, BondTerms, CommitteeTerms, HoldingsResponse};

const MEMBER_BOND: u128 = 10_000;
const DELAY: u64 = 7_200;
const UNBONDING: u64 = 100_000;

impl Suite {
    /// A committee with bonds, of which a finder gets a quarter, that has listed the escrow.
    fn bonded() -> Self {
        let api = cosmwasm_std::testing::MockApi::default().with_prefix("wasm");
        let bond = BondTerms {
            minimum: Asset::new(AssetInfo::native(super::suite::DENOM), MEMBER_BOND),
            unbonding_seconds: UNBONDING,
            insurance: api.addr_make("insurance").to_string(),
            finder_share_bps: 2_500,
            mark_down_stake: Uint128::one(),
            overturn_seconds: 1,
        };
        let committee =
            CommitteeTerms { rotation_delay_seconds: DELAY, handover_seconds: 0, bond: Some(bond) };
        let mut suite = Self::try_under(committee, |_| {}).unwrap();
        let (owner, provider) = (suite.owner.clone(), suite.provider.clone());
        let list = oracle::ExecuteMsg::ListConsumer { consumer: suite.escrow.to_string() };
        suite.ask_oracle(&owner, &list).unwrap();
        suite.advance(DELAY);
        suite.register(&provider);
        suite.publish(&provider, terms());
        suite
    }

    fn ask_oracle(&mut self, sender: &Addr, msg: &oracle::ExecuteMsg) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.oracle.clone(), msg, &[])
    }

    fn at_stake(&self, account: &Addr) -> BondResponse {
        let msg = oracle::QueryMsg::Bond { account: account.to_string() };
        self.app.wrap().query_wasm_smart(&self.oracle, &msg).unwrap()
    }

    fn member(&self, seat: usize) -> Addr {
        self.app.api().addr_make(&format!("member{seat}"))
    }

    fn punish(&self, lease_id: u64) -> oracle::ExecuteMsg {
        oracle::ExecuteMsg::PunishOvercharge { consumer: self.escrow.to_string(), epoch: 1, lease_id }
    }

    /// A lease of two GPUs a hundred seconds old, and a root by which it owes a unit more than the price of that.
    fn overcharged(&mut self, signers: &[u8]) -> Epoch {
        self.open(2, 600, 3_000);
        self.advance(100);
        let most = 100 * 2 * RATE / RATE_SCALE;
        let (escrow, now) = (self.escrow.clone(), self.now());
        let (epoch, root) = self.next_root(&escrow, &[leaf(1, most + 1, now)], now);
        self.post(&escrow, &root, signers).unwrap();
        epoch
    }
}

/// 26: whoever signs more than a lease can owe loses its bond to the tenant, the finder and the insurance.
#[test]
fn the_signers_of_an_overcharging_root_pay_and_nobody_else() {
    let mut suite = Suite::bonded();
    let epoch = suite.overcharged(&[0, 2, 3]);
    let (finder, tenant, rival) = (suite.stranger.clone(), suite.tenant.clone(), suite.rival.clone());
    let refused = suite.ask_oracle(&finder, &suite.punish(1)).unwrap_err().to_string();
    assert!(refused.contains("has no overcharge of lease 1 in epoch 1 on record"), "{refused}");
    let shown = suite.run(&finder, &ExecuteMsg::ReportOvercharge(epoch.claim(0)));
    assert_event(
        &shown,
        "wasm-overcharge_shown",
        &[
            ("lease_id", "1"),
            ("epoch", "1"),
            ("charge", "501"),
            ("max", "500"),
            ("finder", finder.as_str()),
            ("victim", tenant.as_str()),
        ],
    );
    // Key and record are public interface: the oracle reads them raw.
    let record = read_overcharge(&suite.app.wrap(), &suite.escrow, 1, 1).unwrap();
    assert_eq!(record, Some(OverchargeRecord { finder: finder.clone(), victim: tenant.clone() }));
    let before = suite.snapshot();

    // Whoever sends it: the finder is who showed it.
    let punished = suite.ask_oracle(&rival, &suite.punish(1)).unwrap();

    let fact = |key| attribute(&punished, "wasm-oracle_overcharge_punished", key);
    assert_eq!([fact("signers"), fact("amount"), fact("insurance_award")], ["13", "30000", "15000"]);
    for (seat, bond) in [(0, 0), (1, MEMBER_BOND), (2, 0), (3, 0)] {
        assert_eq!(suite.at_stake(&suite.member(seat)).bond.u128(), bond, "{seat}");
    }
    let insurance = suite.app.api().addr_make("insurance");
    let awards = [&tenant, &finder, &insurance, &rival].map(|account| suite.at_stake(account).award.u128());
    assert_eq!(awards, [7_500, 7_500, 15_000, 0]);
    assert_eq!(suite.snapshot(), before, "the escrow's money is as it was");
    let again = suite.ask_oracle(&rival, &suite.punish(1)).unwrap_err().to_string();
    assert!(again.contains("have been slashed for lease 1"), "{again}");

    for account in [&tenant, &finder, &insurance] {
        suite.ask_oracle(account, &oracle::ExecuteMsg::ClaimAward {}).unwrap();
    }
    let left: HoldingsResponse =
        suite.app.wrap().query_wasm_smart(&suite.oracle, &oracle::QueryMsg::Holdings {}).unwrap();
    assert_eq!((left.bonds.u128(), left.awards.u128()), (MEMBER_BOND, 0));
    assert_eq!(suite.balance(&suite.oracle), MEMBER_BOND);
    assert_eq!(suite.balance(&insurance), 15_000);
}

/// A root within every lease's bounds costs its signers nothing: the escrow has nothing on record to read.
#[test]
fn an_honest_root_cannot_be_punished_even_after_its_lease_was_stopped_or_settled() {
    let mut suite = Suite::bonded();
    suite.open(2, 600, 3_000);
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[leaf(1, 500, now)]);
    let (stranger, tenant) = (suite.stranger.clone(), suite.tenant.clone());
    let report = ExecuteMsg::ReportOvercharge(epoch.claim(0));
    let refused =
        || DisputeError::NotOvercharged { charge: Uint128::new(500), max: Uint128::new(500) }.into();
    suite.assert_refused(&stranger, &report, &[], &refused());
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    suite.assert_refused(&stranger, &report, &[], &refused());
    suite.advance(100_000);
    suite.refund(1, None);
    suite.assert_refused(&stranger, &report, &[], &refused());
    let error = suite.ask_oracle(&stranger, &suite.punish(1)).unwrap_err().to_string();
    assert!(error.contains("no overcharge of lease 1 in epoch 1 on record"), "{error}");
}
