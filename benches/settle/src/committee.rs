//! A committee of any size with an oracle contract of its own: registered with bonds, as a real one is.

use anyhow::ensure;
use cosmwasm_std::{Binary, Uint128};
use driver::{Net, Wallet};
use weal_api::asset::Asset;
use weal_api::oracle::{
    BondTerms, ChallengeResponse, CommitteeResponse, CommitteeTerms, ExecuteMsg, FIRST_COMMITTEE_EPOCH,
    InstantiateMsg, QueryMsg, SettlementRootMsg, hash_from,
};
use weal_attestation::{Domain, KeyPossession, MemberKey, SettlementRoot};
use weal_client::{Chain, Funds, ONE, Oracle, USD};

/// The bond of each member, base units.
const BOND: u128 = 1_000 * ONE;

/// The members' keys, and the chain of roots that they have signed for one consumer.
pub struct Committee {
    pub oracle: Oracle,
    keys: Vec<MemberKey>,
    last: Option<SettlementRoot>,
}

impl Committee {
    /// Creates the oracle and registers every member with its bond.
    pub fn found(net: &Net, code_id: u64, size: u8) -> anyhow::Result<Self> {
        let named = |member| Wallet::named(&format!("member {member} of {size}"));
        let mut wallets = (0..size).map(named).collect::<anyhow::Result<Vec<_>>>()?;
        net.fund(&mut wallets, &Funds::one(2 * BOND, USD))?;
        let operators = wallets.iter().map(|wallet| wallet.address.clone()).collect();
        let message = serde_json::to_value(terms(net, operators)?)?;
        let (address, _) = net.chain.instantiate(crate::OPERATOR, code_id, "oracle", &message)?;
        let committee = Self {
            oracle: Oracle::at(address),
            keys: (0..size).map(|member| MemberKey::from_seed([member + 1; 32])).collect(),
            last: None,
        };
        committee.register(net, &mut wallets)?;
        Ok(committee)
    }

    fn register(&self, net: &Net, wallets: &mut [Wallet]) -> anyhow::Result<()> {
        let answer: ChallengeResponse = self.oracle.query(&net.chain, &QueryMsg::Challenge {})?;
        let challenge = hash_from("challenge", &answer.challenge)?;
        let mut sent = Vec::new();
        for (wallet, key) in wallets.iter_mut().zip(&self.keys) {
            let statement =
                KeyPossession { challenge, operator: &wallet.address, public_key: key.public_key() };
            let proof = key.sign(&domain(net, &self.oracle.address), &statement);
            let message =
                ExecuteMsg::RegisterKey { public_key: key.public_key().into(), proof: proof.into() };
            let call =
                driver::execute(&wallet.address, &self.oracle.address, &message, &Funds::one(BOND, USD))?;
            sent.push(net.submit(wallet, &[call])?);
        }
        net.outcomes(&sent)?;
        let committee: CommitteeResponse = self.oracle.query(&net.chain, &QueryMsg::Committee {})?;
        ensure!(committee.active, "the committee of {} is not active", self.keys.len());
        Ok(())
    }

    /// Returns the number of members.
    pub fn size(&self) -> usize {
        self.keys.len()
    }

    /// Signatures that suffice: 2f + 1 of 3f + 1.
    pub fn quorum(&self) -> usize {
        weal_attestation::Quorum::of(self.keys.len()).map_or(self.keys.len(), |quorum| quorum.required())
    }

    /// The root that follows, over a tree of so many leaves.
    pub fn next(&self, root: [u8; 32], leaf_count: u64, total_charge: u128, now: u64) -> SettlementRoot {
        let (epoch, previous_root, starts_at) = match &self.last {
            None => (1, [0; 32], now - 1),
            Some(last) => (last.epoch + 1, last.root, last.ends_at),
        };
        SettlementRoot { epoch, previous_root, root, leaf_count, total_charge, starts_at, ends_at: now }
    }

    /// The packed message with the signatures of the first so many members.
    pub fn message(&self, net: &Net, consumer: &str, root: &SettlementRoot, signers: usize) -> ExecuteMsg {
        let sign = |key: &MemberKey| key.sign(&domain(net, consumer), root);
        ExecuteMsg::PostRoot {
            consumer: consumer.into(),
            committee_epoch: FIRST_COMMITTEE_EPOCH,
            root: SettlementRootMsg::from(root),
            signers: u32::MAX >> (32 - signers),
            signatures: Binary::new(self.keys.iter().take(signers).flat_map(sign).collect()),
        }
    }

    /// Posts a root; returns the gas.
    pub fn post(
        &mut self,
        net: &Net,
        keeper: &mut Wallet,
        consumer: &str,
        root: &SettlementRoot,
        signers: usize,
    ) -> anyhow::Result<u64> {
        let message = self.message(net, consumer, root, signers);
        let call = driver::execute(&keeper.address, &self.oracle.address, &message, &Funds::none())?;
        let gas = net.run(keeper, &[call])?.gas;
        self.last = Some(root.clone());
        Ok(gas)
    }
}

fn domain<'a>(net: &'a Net, contract: &'a str) -> Domain<'a> {
    Domain { chain_id: net.rpc.chain_id(), contract, committee_epoch: FIRST_COMMITTEE_EPOCH }
}

fn terms(net: &Net, operators: Vec<String>) -> anyhow::Result<InstantiateMsg> {
    let owner = net.chain.address(crate::OPERATOR)?;
    let bond = BondTerms {
        minimum: Asset { info: weal_api::asset::AssetInfo::native(USD), amount: BOND.into() },
        unbonding_seconds: 86_400,
        insurance: net.chain.address("spare")?,
        finder_share_bps: 1_000,
        mark_down_stake: Uint128::new(BOND / 10),
        overturn_seconds: 3_600,
    };
    let terms = CommitteeTerms { bond: Some(bond), ..CommitteeTerms::default() };
    Ok(InstantiateMsg { owner, operators, feeds: vec![], terms })
}
