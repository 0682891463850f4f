//! Members with bonds: how they come, go and offend.

use super::suite::{Suite, WALLET};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Binary, Coin, StdResult, Uint128, coins};
use cw_multi_test::AppResponse;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::oracle::{
    Approval, BondResponse, BondTerms, CommitteeTerms, DoubleSignature, ExecuteMsg, HoldingsResponse,
    QueryMsg, RotationResponse, SettlementRootMsg,
};
use weal_attestation::{Domain, MemberKey, Rotation, SettlementRoot};

pub(crate) const DELAY: u64 = 7_200;
pub(crate) const HANDOVER: u64 = 3_600;
pub(crate) const UNBONDING: u64 = 10_000;
pub(crate) const OVERTURN: u64 = 1_000;
pub(crate) const MINIMUM: u128 = 1_001;
pub(crate) const STAKE: u128 = 400;

pub(crate) fn insurance(api: &MockApi) -> Addr {
    api.addr_make("insurance")
}

/// A bond of 1,001 uusd, of which the finder of an equivocation gets a quarter.
pub(crate) fn bonded_terms(api: &MockApi) -> CommitteeTerms {
    CommitteeTerms {
        rotation_delay_seconds: DELAY,
        handover_seconds: HANDOVER,
        bond: Some(BondTerms {
            minimum: Asset::new(AssetInfo::native("uusd"), MINIMUM),
            unbonding_seconds: UNBONDING,
            insurance: insurance(api).to_string(),
            finder_share_bps: 2_500,
            mark_down_stake: Uint128::new(STAKE),
            overturn_seconds: OVERTURN,
        }),
    }
}

impl Suite {
    /// `n` members, all registered with their bonds.
    pub(crate) fn bonded(n: usize) -> Self {
        Self::with(n, |msg| msg.terms = bonded_terms(&MockApi::default().with_prefix("wasm")))
    }

    /// The coins that the member's bond lacks.
    pub(crate) fn due(&self, member: usize) -> Vec<Coin> {
        let config: weal_api::oracle::ConfigResponse = self.query(&QueryMsg::Config {});
        let minimum = config.terms.bond.map_or(0, |bond| bond.minimum.amount.u128());
        let lacking = minimum.saturating_sub(self.bond(&self.operators[member]).bond.u128());
        if lacking == 0 { vec![] } else { coins(lacking, "uusd") }
    }

    pub(crate) fn register(&mut self, member: usize) -> StdResult<AppResponse> {
        let (operator, msg, due) =
            (self.operators[member].clone(), self.registration(member), self.due(member));
        self.execute_with(&operator, &msg, &due)
    }

    pub(crate) fn bond(&self, account: &Addr) -> BondResponse {
        self.query(&QueryMsg::Bond { account: account.to_string() })
    }

    pub(crate) fn holdings(&self) -> HoldingsResponse {
        self.query(&QueryMsg::Holdings {})
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        let coin = self.app.wrap().query_balance(account, "uusd").unwrap();
        Uint128::try_from(coin.amount).unwrap().u128()
    }

    /// Operators `from` … `from + n − 1`, whoever has a seat now.
    pub(crate) fn accounts(&self, from: usize, n: usize) -> Vec<Addr> {
        (from..from + n).map(|i| self.app.api().addr_make(&format!("operator{i}"))).collect()
    }

    pub(crate) fn proposal(&self, operators: &[Addr], approval: Option<Approval>) -> ExecuteMsg {
        ExecuteMsg::ProposeRotation { operators: operators.iter().map(Addr::to_string).collect(), approval }
    }

    /// The approval of `operators` as the next committee, signed by these members of the present one.
    pub(crate) fn approval(&self, operators: &[Addr], members: &[usize]) -> Approval {
        let rotation: RotationResponse = self.query(&QueryMsg::Rotation {});
        let committee_epoch = self.committee().committee_epoch;
        let accounts: Vec<&str> = operators.iter().map(Addr::as_str).collect();
        let statement = Rotation {
            committee_epoch: committee_epoch + 1,
            proposal: rotation.proposals,
            operators: &accounts,
        };
        let (chain_id, contract) = (self.chain_id(), self.oracle.to_string());
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let signatures: Vec<u8> =
            members.iter().flat_map(|member| self.keys[*member].sign(&domain, &statement)).collect();
        Approval {
            signers: members.iter().map(|member| 1 << member).sum(),
            signatures: Binary::from(signatures),
        }
    }

    /// The owner proposes these operators; `operators` and `keys` become theirs.
    pub(crate) fn propose(&mut self, operators: Vec<Addr>) {
        let (owner, msg) = (self.owner.clone(), self.proposal(&operators, None));
        self.execute(&owner, &msg).unwrap();
        self.keys = (0..operators.len()).map(|i| MemberKey::from_seed([i as u8 + 101; 32])).collect();
        self.operators = operators;
    }

    /// Proposes, registers, waits and activates.
    pub(crate) fn rotate(&mut self, operators: Vec<Addr>) {
        self.propose(operators);
        for member in 0..self.operators.len() {
            self.register(member).unwrap();
        }
        self.advance(DELAY);
        self.publish(&ExecuteMsg::ActivateRotation {}).unwrap();
    }

    /// Signatures of these members under two roots for the consumer.
    pub(crate) fn equivocation(
        &self,
        (first, second): (&SettlementRoot, &SettlementRoot),
        members: &[usize],
    ) -> ExecuteMsg {
        let (chain_id, contract) = (self.chain_id(), self.consumer.to_string());
        let committee_epoch = self.committee().committee_epoch;
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let sign = |member: usize, root| Binary::from(self.keys[member].sign(&domain, root));
        ExecuteMsg::ReportEquivocation {
            consumer: self.consumer.to_string(),
            committee_epoch,
            first: SettlementRootMsg::from(first),
            second: SettlementRootMsg::from(second),
            evidence: members
                .iter()
                .map(|member| DoubleSignature {
                    member: *member as u8,
                    first: sign(*member, first),
                    second: sign(*member, second),
                })
                .collect(),
        }
    }

    /// Two roots for the consumer's next epoch.
    pub(crate) fn fork(&self) -> (SettlementRoot, SettlementRoot) {
        let root = self.next_root();
        (root.clone(), SettlementRoot { root: [66; 32], ..root })
    }

    /// Every coin that the contract holds is owed: to operators as bonds, to others as awards.
    pub(crate) fn assert_conserved(&self, accounts: &[Addr]) {
        let holdings = self.holdings();
        let sum = |of: fn(&BondResponse) -> Uint128| -> u128 {
            accounts.iter().map(|account| of(&self.bond(account)).u128()).sum()
        };
        assert_eq!(holdings.bonds.u128(), sum(|bond| bond.bond));
        assert_eq!(holdings.awards.u128(), sum(|bond| bond.award));
        assert_eq!(self.balance(&self.oracle), (holdings.bonds + holdings.awards).u128());
    }

    /// The member's wallet after it paid a bond.
    pub(crate) fn wallet_after_bond() -> u128 {
        WALLET - MINIMUM
    }
}
