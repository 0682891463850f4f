//! An oracle with defaults: four members, all registered, and the feed `uatom/uusd`.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Binary, Coin, Decimal, Empty, StdResult, Uint128, coins};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use oracle::{ContractError, contract};
use serde::de::DeserializeOwned;
use weal_api::oracle::{
    ChallengeResponse, CommitteeResponse, CommitteeTerms, ExecuteMsg, FeedResponse, FeedSpec, InstantiateMsg,
    Observation, OracleContract, QueryMsg, SettlementResponse, SettlementRootMsg, hash_from,
};
use weal_attestation::{Domain, KeyPossession, MemberKey, PriceObservation, SettlementRoot};

pub(crate) const FEED: &str = "uatom/uusd";
pub(crate) const MAX_AGE: u64 = 300;
/// The coins of every operator before it pays a bond.
pub(crate) const WALLET: u128 = 10_000;
pub(crate) const MAX_DEVIATION: u64 = 1_000;

pub(crate) struct Suite {
    pub(crate) app: App<BankKeeper, MockApi>,
    pub(crate) oracle: Addr,
    pub(crate) owner: Addr,
    pub(crate) stranger: Addr,
    pub(crate) consumer: Addr,
    pub(crate) operators: Vec<Addr>,
    pub(crate) keys: Vec<MemberKey>,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

pub(crate) fn feed(name: &str) -> FeedSpec {
    FeedSpec {
        name: name.into(),
        max_age_seconds: MAX_AGE,
        max_deviation_bps: MAX_DEVIATION,
        min_observations: None,
    }
}

impl Suite {
    /// Four members, all registered.
    pub(crate) fn new() -> Self {
        Self::sized(4)
    }

    /// `n` members, all registered.
    pub(crate) fn sized(n: usize) -> Self {
        Self::with(n, |_| {})
    }

    /// `n` members, all registered, with one thing in the instantiation changed.
    pub(crate) fn with(n: usize, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut suite = Self::vacant(n, change).unwrap();
        for member in 0..n {
            suite.register(member).unwrap();
        }
        suite
    }

    /// `n` members, none of them registered.
    pub(crate) fn vacant(n: usize, change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let [owner, stranger] = ["owner", "stranger"].map(|name| api.addr_make(name));
        let operators: Vec<Addr> = (0..n).map(|i| api.addr_make(&format!("operator{i}"))).collect();
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            router.bank.init_balance(storage, &stranger, coins(100, "uusd")).unwrap();
            for i in 0..40 {
                let operator = MockApi::default().with_prefix("wasm").addr_make(&format!("operator{i}"));
                router.bank.init_balance(storage, &operator, coins(WALLET, "uusd")).unwrap();
            }
        });
        let mut msg = InstantiateMsg {
            owner: owner.to_string(),
            operators: operators.iter().map(Addr::to_string).collect(),
            feeds: vec![feed(FEED)],
            terms: CommitteeTerms::default(),
        };
        change(&mut msg);
        let code_id = app.store_code(code());
        let admin = Some(owner.to_string());
        let oracle = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "oracle", admin)?;
        let consumer = super::escrow::consumer(&mut app, &owner);
        let keys = (0..n).map(|i| MemberKey::from_seed([i as u8 + 1; 32])).collect();
        Ok(Self { app, oracle, owner, stranger, consumer, operators, keys })
    }

    pub(crate) fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    pub(crate) fn execute(&mut self, sender: &Addr, msg: &ExecuteMsg) -> StdResult<AppResponse> {
        self.execute_with(sender, msg, &[])
    }

    pub(crate) fn execute_with(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.oracle.clone(), msg, funds)
    }

    /// Sends a message as a stranger: publishing needs no permission.
    pub(crate) fn publish(&mut self, msg: &ExecuteMsg) -> StdResult<AppResponse> {
        self.execute(&self.stranger.clone(), msg)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.oracle, msg).unwrap()
    }

    pub(crate) fn committee(&self) -> CommitteeResponse {
        self.query(&QueryMsg::Committee {})
    }

    pub(crate) fn challenge(&self) -> [u8; 32] {
        let answer: ChallengeResponse = self.query(&QueryMsg::Challenge {});
        hash_from("challenge", &answer.challenge).unwrap()
    }

    pub(crate) fn price(&self) -> FeedResponse {
        self.query(&QueryMsg::Price { feed: FEED.into() })
    }

    pub(crate) fn latest(&self) -> SettlementResponse {
        self.query(&QueryMsg::LatestSettlement { consumer: self.consumer.to_string() })
    }

    pub(crate) fn handle(&self) -> OracleContract {
        OracleContract::check(self.app.api(), self.oracle.as_str()).unwrap()
    }

    /// The whole state that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.app.dump_wasm_raw(&self.oracle)
    }

    /// Asserts that the message is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        error: impl Into<ContractError>,
    ) {
        let before = self.snapshot();
        let found = self.execute(sender, msg).unwrap_err().to_string();
        let expected = error.into().to_string();
        assert!(found.contains(&expected), "expected '{expected}', found '{found}'");
        assert_eq!(self.snapshot(), before);
    }

    /// Asserts the same as [`Self::assert_refused`] of a stranger's message.
    pub(crate) fn assert_unpublished(&mut self, msg: &ExecuteMsg, error: impl Into<ContractError>) {
        self.assert_refused(&self.stranger.clone(), msg, error);
    }
}

/// Statements that members sign.
impl Suite {
    /// The challenge and the address of a second oracle by the same message.
    pub(crate) fn sibling(&mut self) -> ([u8; 32], Addr) {
        let msg = InstantiateMsg {
            owner: self.owner.to_string(),
            operators: self.operators.iter().map(Addr::to_string).collect(),
            feeds: vec![],
            terms: CommitteeTerms::default(),
        };
        let code_id = self.app.store_code(code());
        let owner = self.owner.clone();
        let sibling = self.app.instantiate_contract(code_id, owner, &msg, &[], "sibling", None).unwrap();
        let answer: ChallengeResponse =
            self.app.wrap().query_wasm_smart(&sibling, &QueryMsg::Challenge {}).unwrap();
        (hash_from("challenge", &answer.challenge).unwrap(), sibling)
    }

    pub(crate) fn chain_id(&self) -> String {
        self.app.block_info().chain_id
    }

    pub(crate) fn registration(&self, member: usize) -> ExecuteMsg {
        let key = &self.keys[member];
        let answer: ChallengeResponse = self.query(&QueryMsg::Challenge {});
        let possession = KeyPossession {
            challenge: hash_from("challenge", &answer.challenge).unwrap(),
            operator: self.operators[member].as_str(),
            public_key: key.public_key(),
        };
        let (chain_id, contract) = (self.chain_id(), self.oracle.to_string());
        let committee_epoch = answer.committee_epoch;
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let proof = Binary::from(key.sign(&domain, &possession));
        ExecuteMsg::RegisterKey { public_key: Binary::from(key.public_key()), proof }
    }

    pub(crate) fn observation(
        &self,
        member: usize,
        round: u64,
        price: &str,
        observed_at: u64,
    ) -> Observation {
        let price = decimal(price);
        let statement =
            PriceObservation { feed: FEED, round, observed_at, price_atomics: price.atomics().u128() };
        let (chain_id, contract) = (self.chain_id(), self.oracle.to_string());
        let committee_epoch = self.committee().committee_epoch;
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let signature = Binary::from(self.keys[member].sign(&domain, &statement));
        Observation { member: member as u8, price, observed_at, signature }
    }

    /// A round observed now: members 0, 1, … at these prices.
    pub(crate) fn round(&self, round: u64, prices: &[&str]) -> ExecuteMsg {
        self.round_at(round, &prices.iter().map(|price| (*price, self.now())).collect::<Vec<_>>())
    }

    /// A round: members 0, 1, … at these prices and times.
    pub(crate) fn round_at(&self, round: u64, observed: &[(&str, u64)]) -> ExecuteMsg {
        let observations = observed
            .iter()
            .enumerate()
            .map(|(member, (price, observed_at))| self.observation(member, round, price, *observed_at))
            .collect();
        submission(round, observations)
    }

    /// The next root of the consumer: ten seconds long, ending now at the latest.
    pub(crate) fn next_root(&self) -> SettlementRoot {
        let last = self.latest();
        let (previous_root, starts_at) = match &last.settlement {
            Some(record) => (record.root_hash().unwrap(), record.ends_at),
            None => ([0; 32], self.now() - 10),
        };
        let epoch = last.epoch + 1;
        SettlementRoot {
            epoch,
            previous_root,
            root: [epoch as u8; 32],
            leaf_count: 1_000,
            total_charge: 5_000_000,
            starts_at,
            ends_at: starts_at + 10,
        }
    }

    /// The root signed by these members for the consumer.
    pub(crate) fn settlement(&self, root: &SettlementRoot, members: &[usize]) -> ExecuteMsg {
        let (chain_id, contract) = (self.chain_id(), self.consumer.to_string());
        let committee_epoch = self.committee().committee_epoch;
        let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch };
        let signatures: Vec<u8> =
            members.iter().flat_map(|member| self.keys[*member].sign(&domain, root)).collect();
        ExecuteMsg::PostSettlement {
            consumer: self.consumer.to_string(),
            committee_epoch,
            root: SettlementRootMsg::from(root),
            members: members.iter().map(|member| *member as u8).collect(),
            signatures: Binary::from(signatures),
        }
    }

    /// Posts the consumer's next root, signed by members 0, 1 and 2.
    pub(crate) fn settle(&mut self) -> SettlementRoot {
        let root = self.next_root();
        self.publish(&self.settlement(&root, &[0, 1, 2])).unwrap();
        root
    }
}

pub(crate) fn submission(round: u64, observations: Vec<Observation>) -> ExecuteMsg {
    ExecuteMsg::SubmitPrices { feed: FEED.into(), round, observations }
}

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn atomics(value: u128) -> Decimal {
    Decimal::new(Uint128::new(value))
}

/// s + L in place of s: the same point equation, another encoding. Source: RFC 8032 §5.1.7.
pub(crate) fn malleated(signature: &[u8]) -> Binary {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = signature.to_vec();
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
    Binary::from(bytes)
}

/// The attributes of the contract's one event of this type, in order, without the contract's address.
pub(crate) fn attributes(response: &AppResponse, ty: &str) -> Vec<(String, String)> {
    let events: Vec<_> = response.events.iter().filter(|event| event.ty == format!("wasm-{ty}")).collect();
    assert_eq!(events.len(), 1, "{ty}");
    events[0].attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
