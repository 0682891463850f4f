//! A registry with defaults: two approved auditors with a bond of 1,000 each, half of it at stake, a fifth of that for
//! the reporter, 30 days of liability.

use compute_registry::{ContractError, contract};
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, Binary, Coin, Empty, Event, StdResult, Uint128, coins};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use weal_api::asset::AssetInfo;
use weal_api::compute_registry::{
    AttestationResponse, AttestationStatus, AttestationsResponse, AuditTerms, AuditorResponse,
    AuditorsResponse, Claim, ClaimKind, ConfigResponse, ExecuteMsg, HoldingsResponse, InstantiateMsg,
    QualifiesResponse, QueryMsg, Requirement, SkusResponse,
};

pub(crate) type Chain = App<BankKeeper, MockApi, MockStorage>;

pub(crate) const DENOM: &str = "uusd";
pub(crate) const BOND: u128 = 1_000;
pub(crate) const PURSE: u128 = 1_000_000;
pub(crate) const DAY: u64 = 86_400;
pub(crate) const LIABILITY: u64 = 30 * DAY;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) registry: Addr,
    pub(crate) code_id: u64,
    pub(crate) owner: Addr,
    pub(crate) treasury: Addr,
    pub(crate) auditor: Addr,
    pub(crate) rival: Addr,
    pub(crate) provider: Addr,
    pub(crate) stranger: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

pub(crate) fn terms() -> AuditTerms {
    AuditTerms {
        min_bond: Uint128::new(BOND),
        slash_bps: 5_000,
        reporter_share_bps: 2_000,
        liability_seconds: LIABILITY,
    }
}

pub(crate) fn document(seed: u8) -> Binary {
    Binary::from([seed; 32])
}

impl Suite {
    /// A registry with both auditors approved for every kind.
    pub(crate) fn new() -> Self {
        let mut suite = Self::empty(|_| {});
        for auditor in [suite.auditor.clone(), suite.rival.clone()] {
            suite.register(&auditor);
            suite.approve(&auditor, ClaimKind::ALL.into());
        }
        suite
    }

    /// A registry without auditors, with one thing of its creation changed.
    pub(crate) fn empty(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_empty(change).unwrap()
    }

    pub(crate) fn try_empty(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let names = ["owner", "treasury", "auditor", "rival", "provider", "stranger"];
        let [owner, treasury, auditor, rival, provider, stranger] = names.map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&owner, &auditor, &rival, &stranger] {
                router.bank.init_balance(storage, account, coins(PURSE, DENOM)).unwrap();
            }
        });
        let code_id = app.store_code(code());
        let mut msg = InstantiateMsg {
            owner: owner.to_string(),
            bond_asset: AssetInfo::native(DENOM),
            treasury: treasury.to_string(),
            terms: terms(),
        };
        change(&mut msg);
        let admin = Some(owner.to_string());
        let registry = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "registry", admin)?;
        Ok(Self { app, registry, code_id, owner, treasury, auditor, rival, provider, stranger })
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
        self.app.execute_contract(sender.clone(), self.registry.clone(), msg, funds)
    }

    pub(crate) fn run(&mut self, sender: &Addr, msg: &ExecuteMsg) -> AppResponse {
        self.execute(sender, msg, &[]).unwrap()
    }

    /// Sends a message as the owner, without funds; it must succeed.
    pub(crate) fn govern(&mut self, msg: &ExecuteMsg) -> AppResponse {
        let owner = self.owner.clone();
        self.run(&owner, msg)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_query(msg).unwrap()
    }

    pub(crate) fn try_query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.registry, msg)
    }

    pub(crate) fn register(&mut self, auditor: &Addr) -> AppResponse {
        self.execute(auditor, &register(), &coins(BOND, DENOM)).unwrap()
    }

    pub(crate) fn approve(&mut self, auditor: &Addr, kinds: Vec<ClaimKind>) -> AppResponse {
        self.govern(&ExecuteMsg::ApproveAuditor { auditor: auditor.to_string(), kinds })
    }

    /// An attestation of the provider, lasting `life` seconds.
    pub(crate) fn attestation(&self, claim: Claim, life: u64) -> ExecuteMsg {
        ExecuteMsg::Attest {
            provider: self.provider.to_string(),
            claim,
            document_hash: document(7),
            uri: "https://audit.example/7".into(),
            expires_at: self.now() + life,
        }
    }

    /// Attests of the provider for `life` seconds; its number.
    pub(crate) fn attest(&mut self, auditor: &Addr, claim: Claim, life: u64) -> u64 {
        let msg = self.attestation(claim, life);
        let attested = self.run(auditor, &msg);
        attribute(&attested, "wasm-attested", "attestation_id").parse().unwrap()
    }

    pub(crate) fn refute(&self, attestation_id: u64, reporter: Option<&Addr>) -> ExecuteMsg {
        let reporter = reporter.map(Addr::to_string);
        ExecuteMsg::Refute { attestation_id, evidence_hash: document(9), reporter }
    }

    pub(crate) fn found(&self, attestation_id: u64) -> AttestationResponse {
        self.query(&QueryMsg::Attestation { attestation_id })
    }

    pub(crate) fn status(&self, attestation_id: u64) -> AttestationStatus {
        self.found(attestation_id).status
    }

    pub(crate) fn attestations(&self) -> Vec<AttestationResponse> {
        let provider = self.provider.to_string();
        let msg = QueryMsg::Attestations { provider, start_after: None, limit: Some(30) };
        self.query::<AttestationsResponse>(&msg).attestations
    }

    pub(crate) fn qualifies(&self, required: &[Requirement], until: u64) -> QualifiesResponse {
        let (provider, required) = (self.provider.to_string(), required.to_vec());
        self.query(&QueryMsg::Qualifies { provider, required, until: Some(until) })
    }

    pub(crate) fn auditor_of(&self, auditor: &Addr) -> AuditorResponse {
        self.query(&QueryMsg::Auditor { auditor: auditor.to_string() })
    }

    pub(crate) fn award(&self, account: &Addr) -> u128 {
        self.query::<Uint128>(&QueryMsg::Award { account: account.to_string() }).u128()
    }

    pub(crate) fn holdings(&self) -> HoldingsResponse {
        self.query(&QueryMsg::Holdings {})
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        let coin = self.app.wrap().query_balance(account, DENOM).unwrap();
        Uint128::try_from(coin.amount).unwrap().u128()
    }

    /// The state that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let accounts =
            [&self.owner, &self.treasury, &self.auditor, &self.rival, &self.stranger, &self.registry];
        let all = QueryMsg::Auditors { start_after: None, limit: Some(30) };
        let skus = QueryMsg::Skus { start_after: None, limit: Some(30) };
        Snapshot {
            balances: accounts.map(|account| self.balance(account)).into(),
            awards: accounts.map(|account| self.award(account)).into(),
            holdings: self.holdings(),
            config: self.query(&QueryMsg::Config {}),
            auditors: self.query(&all),
            attestations: self.attestations(),
            skus: self.query(&skus),
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
    awards: Vec<u128>,
    holdings: HoldingsResponse,
    config: ConfigResponse,
    auditors: AuditorsResponse,
    attestations: Vec<AttestationResponse>,
    skus: SkusResponse,
}

pub(crate) fn register() -> ExecuteMsg {
    ExecuteMsg::RegisterAuditor { name: "North Audit".into() }
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
