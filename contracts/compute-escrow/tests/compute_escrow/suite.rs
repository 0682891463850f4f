//! An escrow with defaults: a committee of four, one provider with eight GPUs at 2.5 a second each, a
//! protocol fee of 250 bps, a challenge window of a minute, a silence of ten.

use compute_escrow::{ContractError, contract};
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, Binary, Coin, Empty, Event, StdResult, Uint128, coins};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use proptest::prelude::ProptestConfig;
use serde::de::DeserializeOwned;
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{
    ClaimManyMsg, ClaimMsg, DepositResponse, DepositsResponse, ExecuteMsg, HoldingsResponse, InstantiateMsg,
    Leaf, LeaseRequest, LeaseResponse, LeaseStatus, LeasesResponse, OfferResponse, OfferTerms,
    OffersResponse, ProviderResponse, QueryMsg, RATE_SCALE, RequestName, RequestResponse, RequestsResponse,
    pack_leaves,
};
use weal_api::oracle;
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::{Domain, Hash, KeyPossession, MemberKey, SettlementLeaf, SettlementRoot};

pub(crate) type Chain = App<BankKeeper, MockApi, MockStorage>;

pub(crate) const DENOM: &str = "uusd";
/// 2.5 base units per GPU-second.
pub(crate) const RATE: u128 = 25 * RATE_SCALE / 10;
pub(crate) const BOND: u128 = 1_000;
pub(crate) const WINDOW: u64 = 60;
pub(crate) const SILENCE: u64 = 600;
/// The time that a provider has to show an element, seconds.
pub(crate) const ANSWER: u64 = 3_600;
/// The time from a lease's end until all that was not claimed goes back, seconds.
pub(crate) const PERIOD: u64 = WINDOW + ANSWER + SILENCE;
/// The bond of a request, base units: a hundredth of the least bond of a provider.
pub(crate) const REQUEST_BOND: u128 = BOND / 100;
pub(crate) const FEE_BPS: u16 = 250;
/// The balance that each account starts with, base units.
pub(crate) const PURSE: u128 = 1_000_000_000_000_000;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) escrow: Addr,
    pub(crate) escrow_code: u64,
    pub(crate) oracle: Addr,
    pub(crate) owner: Addr,
    pub(crate) provider: Addr,
    pub(crate) rival: Addr,
    pub(crate) tenant: Addr,
    pub(crate) stranger: Addr,
    keys: Vec<MemberKey>,
}

/// An epoch that the committee signed, with what is needed to claim from it.
#[derive(Clone)]
pub(crate) struct Epoch {
    pub(crate) epoch: u64,
    pub(crate) leaves: Vec<SettlementLeaf>,
    tree: SumTree,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

fn oracle_code() -> Box<dyn Contract<Empty>> {
    use ::oracle::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

pub(crate) fn terms() -> OfferTerms {
    OfferTerms {
        sku: "H100-SXM".into(),
        gpus: 8,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 60,
        max_seconds: 3_600,
        grams_co2_per_kwh: 30,
        watts: 700,
        ..OfferTerms::default()
    }
}

/// `fast` random cases, or as many as `PROPTEST_CASES` says: the slow run asks for ten thousand and more.
pub(crate) fn cases(fast: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(fast))
}

/// A leaf without an output, metered until `until`.
pub(crate) fn leaf(lease_id: u64, charge: u128, until: u64) -> SettlementLeaf {
    SettlementLeaf {
        lease_id,
        gpu_seconds: 1,
        uptime_seconds: 1,
        latency_p95_ms: 20,
        output_commitment: [0; 32],
        charge,
        metered_until: until,
    }
}

/// A leaf as the tree holds it.
pub(crate) fn node(leaf: &SettlementLeaf) -> SumNode {
    SumNode::leaf(leaf.charge, &leaf.to_bytes())
}

impl Epoch {
    pub(crate) fn new(epoch: u64, leaves: &[SettlementLeaf]) -> Self {
        let tree = SumTree::new(leaves.iter().map(node).collect()).unwrap();
        Self { epoch, leaves: leaves.to_vec(), tree }
    }

    pub(crate) fn root(&self) -> Hash {
        self.tree.root().hash
    }

    pub(crate) fn claim(&self, index: usize) -> ClaimMsg {
        let leaf = &self.leaves[index];
        let index = u64::try_from(index).unwrap();
        ClaimMsg {
            lease_id: leaf.lease_id,
            epoch: self.epoch,
            leaf: Leaf {
                gpu_seconds: leaf.gpu_seconds,
                uptime_seconds: leaf.uptime_seconds,
                latency_p95_ms: leaf.latency_p95_ms,
                output_commitment: leaf.output_commitment.into(),
                charge: Uint128::new(leaf.charge),
                metered_until: leaf.metered_until,
            },
            index,
            proof: self.tree.prove(&[index]).unwrap().to_bytes().into(),
        }
    }
}

impl Epoch {
    /// The leaves at these positions in one message.
    pub(crate) fn claim_many(&self, indices: &[u64]) -> ClaimManyMsg {
        let leaves: Vec<_> =
            indices.iter().map(|i| (*i, self.leaves[usize::try_from(*i).unwrap()].clone())).collect();
        ClaimManyMsg {
            epoch: self.epoch,
            leaves: pack_leaves(&leaves).unwrap().into(),
            proof: self.tree.prove(indices).unwrap().to_bytes().into(),
        }
    }
}

impl Suite {
    /// An escrow with a registered provider and its offer, number 1.
    pub(crate) fn new() -> Self {
        let mut suite = Self::empty(|_| {});
        suite.register(&suite.provider.clone());
        suite.publish(&suite.provider.clone(), terms());
        suite
    }

    /// An escrow without a provider, with one default changed.
    pub(crate) fn empty(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_empty(change).unwrap()
    }

    pub(crate) fn try_empty(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        Self::try_under(oracle::CommitteeTerms::default(), change)
    }

    /// An escrow without a provider, whose committee serves under these terms; the owner pays the members' bonds.
    pub(crate) fn try_under(
        terms: oracle::CommitteeTerms,
        change: impl FnOnce(&mut InstantiateMsg),
    ) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let names = ["owner", "provider", "rival", "tenant", "stranger"];
        let [owner, provider, rival, tenant, stranger] = names.map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&owner, &provider, &rival, &tenant, &stranger] {
                router.bank.init_balance(storage, account, coins(PURSE, DENOM)).unwrap();
            }
        });
        let keys: Vec<_> = (1..=4).map(|seed| MemberKey::from_seed([seed; 32])).collect();
        let oracle = create_oracle(&mut app, &owner, &keys, terms);
        let escrow_code = app.store_code(code());
        let mut msg = InstantiateMsg {
            owner: owner.to_string(),
            oracle: oracle.to_string(),
            payment_asset: AssetInfo::native(DENOM),
            fee_recipient: None,
            min_bond: Uint128::new(BOND),
            protocol_fee_bps: FEE_BPS,
            challenge_window_seconds: WINDOW,
            silence_seconds: SILENCE,
            registry: None,
            market: None,
            request_bond: None,
            answer_seconds: None,
        };
        change(&mut msg);
        let admin = Some(owner.to_string());
        let escrow = app.instantiate_contract(escrow_code, owner.clone(), &msg, &[], "escrow", admin)?;
        Ok(Self { app, escrow, escrow_code, oracle, owner, provider, rival, tenant, stranger, keys })
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

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.escrow.clone(), msg, funds)
    }

    /// Sends a message without funds, which must succeed.
    pub(crate) fn run(&mut self, sender: &Addr, msg: &ExecuteMsg) -> AppResponse {
        self.execute(sender, msg, &[]).unwrap()
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_query(msg).unwrap()
    }

    pub(crate) fn try_query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.escrow, msg)
    }

    pub(crate) fn register(&mut self, who: &Addr) -> AppResponse {
        self.execute(who, &register(), &coins(BOND, DENOM)).unwrap()
    }

    pub(crate) fn publish(&mut self, who: &Addr, terms: OfferTerms) -> AppResponse {
        self.run(who, &ExecuteMsg::PublishOffer(terms))
    }

    /// A lease of the tenant on offer 1; its number.
    pub(crate) fn open(&mut self, gpus: u32, seconds: u64, deposit: u128) -> u64 {
        let tenant = self.tenant.clone();
        let msg = ExecuteMsg::OpenLease(LeaseRequest::new(1, gpus, seconds));
        let opened = self.execute(&tenant, &msg, &coins(deposit, DENOM)).unwrap();
        attribute(&opened, "wasm-lease_opened", "lease_id").parse().unwrap()
    }

    pub(crate) fn lease(&self, lease_id: u64) -> LeaseResponse {
        self.query(&QueryMsg::Lease { lease_id })
    }

    /// The deposits of a lease, one for each account that paid, in order of first payment.
    pub(crate) fn deposits(&self, lease_id: u64) -> Vec<DepositResponse> {
        self.query::<DepositsResponse>(&QueryMsg::Deposits { lease_id }).deposits
    }

    /// A stranger's lease with a large deposit: beside it a root over lies about other leases is within what the escrow
    /// holds, so that the oracle takes it and the escrow is left to refuse its leaves.
    pub(crate) fn ballast(&mut self) -> u64 {
        let stranger = self.stranger.clone();
        self.open_as(&stranger, LeaseRequest::new(1, 1, 3_600), 1_000_000)
    }

    /// A lease that is asked for with options, by anyone; its number.
    pub(crate) fn open_as(&mut self, tenant: &Addr, request: LeaseRequest, deposit: u128) -> u64 {
        let opened = self.execute(tenant, &ExecuteMsg::OpenLease(request), &coins(deposit, DENOM)).unwrap();
        attribute(&opened, "wasm-lease_opened", "lease_id").parse().unwrap()
    }

    /// Sends a depositor, or the tenant, its part of a lease; called by a stranger.
    pub(crate) fn refund(&mut self, lease_id: u64, depositor: Option<&Addr>) -> AppResponse {
        let stranger = self.stranger.clone();
        self.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: depositor.map(Addr::to_string) })
    }

    pub(crate) fn leases(&self) -> Vec<LeaseResponse> {
        self.query::<LeasesResponse>(&QueryMsg::Leases { start_after: None, limit: Some(30) }).leases
    }

    pub(crate) fn offers(&self) -> Vec<OfferResponse> {
        self.query::<OffersResponse>(&QueryMsg::Offers { start_after: None, limit: Some(30) }).offers
    }

    pub(crate) fn request(&self, lease_id: u64, epoch: u64, requester: &Addr) -> Option<RequestResponse> {
        self.query(&QueryMsg::Request { lease_id, epoch, requester: requester.to_string() })
    }

    /// Returns every open request of a lease, read page by page so that pages are tested too.
    pub(crate) fn requests(&self, lease_id: u64) -> Vec<RequestResponse> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let msg = QueryMsg::Requests { lease_id, start_after, limit: Some(2) };
            let page = self.query::<RequestsResponse>(&msg).requests;
            let Some(last) = page.last() else { return all };
            start_after = Some(RequestName { epoch: last.epoch, requester: last.requester.to_string() });
            all.extend(page);
        }
    }

    pub(crate) fn provider_of(&self, provider: &Addr) -> ProviderResponse {
        self.query(&QueryMsg::Provider { provider: provider.to_string() })
    }

    /// The same as [`Self::attest`], with the first epoch's start of the committee's choice.
    pub(crate) fn attest_from(&mut self, leaves: &[SettlementLeaf], starts_at: u64) -> Epoch {
        let (escrow, ends_at) = (self.escrow.clone(), self.now());
        let (epoch, mut root) = self.next_root(&escrow, leaves, ends_at);
        root.starts_at = starts_at;
        self.post(&escrow, &root, &[0, 1, 2]).unwrap();
        epoch
    }

    pub(crate) fn holdings(&self) -> HoldingsResponse {
        self.query(&QueryMsg::Holdings {})
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        let coin = self.app.wrap().query_balance(account, DENOM).unwrap();
        Uint128::try_from(coin.amount).unwrap().u128()
    }

    /// Signs the leaves as the next epoch of this escrow, ending now, and posts it.
    pub(crate) fn attest(&mut self, leaves: &[SettlementLeaf]) -> Epoch {
        let ends_at = self.now();
        self.attest_until(leaves, ends_at)
    }

    /// The same as [`Self::attest`], with an epoch's end of the committee's choice.
    pub(crate) fn attest_until(&mut self, leaves: &[SettlementLeaf], ends_at: u64) -> Epoch {
        let escrow = self.escrow.clone();
        let (epoch, root) = self.next_root(&escrow, leaves, ends_at);
        self.post(&escrow, &root, &[0, 1, 2]).unwrap();
        epoch
    }

    /// The next epoch of `consumer` over `leaves`, not signed yet.
    pub(crate) fn next_root(
        &self,
        consumer: &Addr,
        leaves: &[SettlementLeaf],
        ends_at: u64,
    ) -> (Epoch, SettlementRoot) {
        let msg = oracle::QueryMsg::LatestSettlement { consumer: consumer.to_string() };
        let last: oracle::SettlementResponse = self.app.wrap().query_wasm_smart(&self.oracle, &msg).unwrap();
        let (previous_root, starts_at) = match &last.settlement {
            Some(record) => (record.root_hash().unwrap(), record.ends_at),
            None => ([0; 32], ends_at - 1),
        };
        let epoch = Epoch::new(last.epoch + 1, leaves);
        let root = SettlementRoot {
            epoch: epoch.epoch,
            previous_root,
            root: epoch.root(),
            leaf_count: u64::try_from(leaves.len()).unwrap(),
            total_charge: epoch.tree.root().sum,
            starts_at,
            // Two epochs in one block: the second takes a second of the clock skew that the oracle allows.
            ends_at: ends_at.max(starts_at + 1),
        };
        (epoch, root)
    }

    pub(crate) fn domain_sign(
        &self,
        chain_id: &str,
        contract: &Addr,
        root: &SettlementRoot,
        member: u8,
    ) -> [u8; 64] {
        let domain = Domain { chain_id, contract: contract.as_str(), committee_epoch: 1 };
        self.keys[usize::from(member)].sign(&domain, root)
    }

    /// Posts `root` for `consumer`, signed for it by `members`.
    pub(crate) fn post(
        &mut self,
        consumer: &Addr,
        root: &SettlementRoot,
        members: &[u8],
    ) -> StdResult<AppResponse> {
        let chain_id = self.app.block_info().chain_id;
        let signatures: Vec<_> =
            members.iter().map(|member| self.domain_sign(&chain_id, consumer, root, *member)).collect();
        self.post_signed(consumer, root, members, &signatures)
    }

    pub(crate) fn post_signed(
        &mut self,
        consumer: &Addr,
        root: &SettlementRoot,
        members: &[u8],
        signatures: &[[u8; 64]],
    ) -> StdResult<AppResponse> {
        let msg = oracle::ExecuteMsg::PostSettlement {
            consumer: consumer.to_string(),
            committee_epoch: 1,
            root: root.into(),
            members: members.to_vec(),
            signatures: Binary::from(signatures.concat()),
        };
        self.app.execute_contract(self.stranger.clone(), self.oracle.clone(), &msg, &[])
    }

    /// One lease attested at `charge` up to now, its window passed, and claimed by a stranger.
    pub(crate) fn settle(&mut self, lease_id: u64, charge: u128) -> AppResponse {
        let epoch = self.attest(&[leaf(lease_id, charge, self.now())]);
        self.advance(WINDOW);
        let stranger = self.stranger.clone();
        self.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)))
    }

    /// Every balance and record that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let accounts = [&self.owner, &self.provider, &self.rival, &self.tenant, &self.stranger, &self.escrow];
        let providers = [&self.provider, &self.rival]
            .map(|provider| self.try_query(&QueryMsg::Provider { provider: provider.to_string() }).ok());
        let leases = self.leases();
        Snapshot {
            requests: leases.iter().flat_map(|lease| self.requests(lease.lease_id)).collect(),
            balances: accounts.map(|account| self.balance(account)).into(),
            holdings: self.holdings(),
            providers: providers.into(),
            offers: self.offers(),
            leases,
        }
    }

    /// Asserts that the message is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        reason: &ContractError,
    ) {
        let before = self.snapshot();
        let error = self.execute(sender, msg, funds).unwrap_err().to_string();
        assert!(error.contains(&reason.to_string()), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snapshot {
    balances: Vec<u128>,
    holdings: HoldingsResponse,
    providers: Vec<Option<ProviderResponse>>,
    offers: Vec<OfferResponse>,
    leases: Vec<LeaseResponse>,
    requests: Vec<RequestResponse>,
}

/// Four operators with their keys registered.
fn create_oracle(app: &mut Chain, owner: &Addr, keys: &[MemberKey], terms: oracle::CommitteeTerms) -> Addr {
    let bond = terms.bond.as_ref().map(|bond| bond.minimum.amount.u128());
    let funds = bond.map_or_else(Vec::new, |bond| coins(bond, DENOM));
    let operators: Vec<Addr> =
        (0..keys.len()).map(|seat| app.api().addr_make(&format!("member{seat}"))).collect();
    let code_id = app.store_code(oracle_code());
    let msg = oracle::InstantiateMsg {
        owner: owner.to_string(),
        operators: operators.iter().map(Addr::to_string).collect(),
        feeds: vec![],
        terms,
    };
    let oracle_addr = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "oracle", None).unwrap();
    let challenge: oracle::ChallengeResponse =
        app.wrap().query_wasm_smart(&oracle_addr, &oracle::QueryMsg::Challenge {}).unwrap();
    let chain_id = app.block_info().chain_id;
    let domain = Domain { chain_id: &chain_id, contract: oracle_addr.as_str(), committee_epoch: 1 };
    for (operator, key) in operators.iter().zip(keys) {
        let possession = KeyPossession {
            challenge: challenge.challenge.as_slice().try_into().unwrap(),
            operator: operator.as_str(),
            public_key: key.public_key(),
        };
        let msg = oracle::ExecuteMsg::RegisterKey {
            public_key: key.public_key().into(),
            proof: key.sign(&domain, &possession).into(),
        };
        if !funds.is_empty() {
            app.send_tokens(owner.clone(), operator.clone(), &funds).unwrap();
        }
        app.execute_contract(operator.clone(), oracle_addr.clone(), &msg, &funds).unwrap();
    }
    oracle_addr
}

pub(crate) fn register() -> ExecuteMsg {
    ExecuteMsg::RegisterProvider { name: Some("north".into()), endpoint: "https://north.example".into() }
}

pub(crate) fn held(status: &LeaseStatus) -> u128 {
    match status {
        LeaseStatus::Pending { held, .. }
        | LeaseStatus::Running { held }
        | LeaseStatus::Expired { held }
        | LeaseStatus::Ended { held, .. } => held.u128(),
        LeaseStatus::Settled { .. } => 0,
    }
}

pub(crate) fn refunded(status: &LeaseStatus) -> u128 {
    match status {
        LeaseStatus::Pending { .. } | LeaseStatus::Running { .. } | LeaseStatus::Expired { .. } => 0,
        LeaseStatus::Ended { refunded, .. } | LeaseStatus::Settled { refunded, .. } => refunded.u128(),
    }
}

pub(crate) fn attribute(response: &AppResponse, event: &str, key: &str) -> String {
    let found = event_of(response, event);
    found.attributes.iter().find(|attribute| attribute.key == key).unwrap().value.clone()
}

fn event_of<'a>(response: &'a AppResponse, event: &str) -> &'a Event {
    response.events.iter().find(|found| found.ty == event).unwrap_or_else(|| panic!("no {event}"))
}

/// Asserts the contract's own event, attribute by attribute in order, without the contract's address.
pub(crate) fn assert_event(response: &AppResponse, event: &str, expected: &[(&str, &str)]) {
    let found: Vec<_> = event_of(response, event).attributes[1..]
        .iter()
        .map(|attribute| (attribute.key.as_str(), attribute.value.as_str()))
        .collect();
    assert_eq!(found, expected);
}
