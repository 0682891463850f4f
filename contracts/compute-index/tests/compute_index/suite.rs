//! An index with defaults: at most a fifth of the weight each, five providers for a reliable price, half confidence at
//! 1,000,000. Leases are of an H100 at 2.49 USD an hour with a protocol fee of 250 bps.

use super::escrow_double;
use compute_index::{ContractError, contract};
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Uint128};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{
    ExecuteMsg, GpuHourResponse, GpuHoursResponse, InstantiateMsg, ProviderScoreResponse,
    ProviderScoresResponse, QueryMsg, TotalsResponse, UsageRecord, UsageResponse, UsagesResponse,
};

pub(crate) type Chain = App<BankKeeper, MockApi, MockStorage>;

pub(crate) const SKU: &str = "H100-SXM";
pub(crate) const CAP_BPS: u16 = 2_000;
pub(crate) const MIN_PROVIDERS: u32 = 5;
pub(crate) const HALF_VOLUME: u128 = 1_000_000;
pub(crate) const FEE_BPS: u128 = 250;
pub(crate) const DAY: u64 = 86_400;
/// The day on which leases end unless a test says otherwise.
pub(crate) const TODAY: u64 = 20_000;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) index: Addr,
    pub(crate) code_id: u64,
    pub(crate) escrow: Addr,
    pub(crate) admin: Addr,
    pub(crate) stranger: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

pub(crate) fn account(name: impl AsRef<str>) -> Addr {
    MockApi::default().with_prefix("wasm").addr_make(name.as_ref())
}

/// The rate of so many millionths of a dollar an hour: base units × 10^12 per GPU-second, rounded up.
pub(crate) fn rate(micro_usd_per_hour: u128) -> u128 {
    (micro_usd_per_hour * 1_000_000_000_000).div_ceil(3_600)
}

/// The protocol's part of a charge, rounded up as the escrow does.
pub(crate) fn fee(claimed: u128) -> u128 {
    (claimed * FEE_BPS).div_ceil(10_000)
}

/// A settled lease of `provider` by a tenant of its own, charged `claimed`.
pub(crate) fn work(lease_id: u64, provider: &str, claimed: u128) -> SettledWork {
    SettledWork {
        lease_id,
        tenant: account(format!("tenant of {provider}")),
        provider: account(provider),
        payee: account(provider),
        offer_id: 1,
        sku: SKU.into(),
        region: "eu-de".into(),
        gpus: 1,
        rate: Uint128::new(rate(2_490_000)),
        claimed: Uint128::new(claimed),
        protocol_fees: Uint128::new(fee(claimed)),
        credited: Uint128::zero(),
        starts_at: TODAY * DAY,
        ended_at: Some(TODAY * DAY + 7),
        is_settled: true,
        is_closed: true,
    }
}

/// The same as [`work`], at a price in millionths of a dollar an hour.
pub(crate) fn priced(lease_id: u64, provider: &str, claimed: u128, micro_usd_per_hour: u128) -> SettledWork {
    SettledWork { rate: Uint128::new(rate(micro_usd_per_hour)), ..work(lease_id, provider, claimed) }
}

impl Suite {
    pub(crate) fn new() -> Self {
        Self::try_new(|_| {}).unwrap()
    }

    pub(crate) fn try_new(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let mut app = AppBuilder::new().with_api(api).build(|_, _, _| {});
        let [admin, stranger] = ["admin", "stranger"].map(account);
        let escrow_code = app.store_code(escrow_double::code());
        let escrow =
            app.instantiate_contract(escrow_code, admin.clone(), &Empty {}, &[], "escrow", None).unwrap();
        let code_id = app.store_code(code());
        let mut msg = InstantiateMsg {
            escrow: escrow.to_string(),
            provider_cap_bps: CAP_BPS,
            min_providers: MIN_PROVIDERS,
            half_volume: Uint128::new(HALF_VOLUME),
        };
        change(&mut msg);
        let owner = Some(admin.to_string());
        let index = app.instantiate_contract(code_id, admin.clone(), &msg, &[], "index", owner)?;
        Ok(Self { app, index, code_id, escrow, admin, stranger })
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

    /// Sets the work that the escrow answers with from now on.
    pub(crate) fn settle(&mut self, work: &[SettledWork]) {
        let (admin, escrow) = (self.admin.clone(), self.escrow.clone());
        self.app.execute_contract(admin, escrow, &work.to_vec(), &[]).unwrap();
    }

    pub(crate) fn try_record(&mut self, lease_ids: Vec<u64>, funds: &[Coin]) -> StdResult<AppResponse> {
        let (stranger, index) = (self.stranger.clone(), self.index.clone());
        self.app.execute_contract(stranger, index, &ExecuteMsg::Record { lease_ids }, funds)
    }

    pub(crate) fn record(&mut self, lease_ids: &[u64]) -> AppResponse {
        self.try_record(lease_ids.to_vec(), &[]).unwrap()
    }

    /// The escrow says this, and all of it is recorded, in messages as long as they may be.
    pub(crate) fn index(&mut self, work: &[SettledWork]) {
        self.settle(work);
        let lease_ids: Vec<u64> = work.iter().map(|lease| lease.lease_id).collect();
        for part in lease_ids.chunks(30) {
            self.record(part);
        }
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_query(msg).unwrap()
    }

    pub(crate) fn try_query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.index, msg)
    }

    pub(crate) fn usage(&self, payer: &Addr) -> UsageRecord {
        self.query::<UsageResponse>(&QueryMsg::UsageOf { payer: payer.to_string() }).usage
    }

    pub(crate) fn score(&self, provider: &str) -> ProviderScoreResponse {
        self.query(&QueryMsg::ProviderScore { provider: account(provider).to_string() })
    }

    pub(crate) fn totals(&self) -> TotalsResponse {
        self.query(&QueryMsg::Totals {})
    }

    pub(crate) fn gpu_hour(&self, day: Option<u64>) -> GpuHourResponse {
        self.query(&QueryMsg::GpuHourIndex { sku: SKU.into(), day })
    }

    pub(crate) fn history(&self) -> Vec<GpuHourResponse> {
        let msg = QueryMsg::GpuHourHistory { sku: SKU.into(), start_before: None, limit: Some(30) };
        self.query::<GpuHoursResponse>(&msg).days
    }

    /// The state that readers can see, times aside: when something was recorded is not what was recorded.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let usages = QueryMsg::Usages { start_after: None, limit: Some(30) };
        let scores = QueryMsg::ProviderScores { start_after: None, limit: Some(30) };
        let mut usages = self.query::<UsagesResponse>(&usages).usages;
        usages.iter_mut().for_each(|row| row.usage.grew_at = 0);
        Snapshot {
            usages,
            scores: self.query::<ProviderScoresResponse>(&scores).scores,
            history: self.history(),
            totals: self.totals(),
        }
    }

    /// Asserts that recording is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(&mut self, lease_ids: Vec<u64>, funds: &[Coin], reason: &ContractError) {
        let before = self.snapshot();
        let error = self.try_record(lease_ids, funds).unwrap_err().to_string();
        assert!(error.contains(&reason.to_string()), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) usages: Vec<UsageResponse>,
    pub(crate) scores: Vec<ProviderScoreResponse>,
    pub(crate) history: Vec<GpuHourResponse>,
    pub(crate) totals: TotalsResponse,
}

/// Asserts the contract's own event, attribute by attribute in order, without the contract's address.
pub(crate) fn assert_event(response: &AppResponse, event: &str, expected: &[(&str, &str)]) {
    let found =
        response.events.iter().find(|found| found.ty == event).unwrap_or_else(|| panic!("no {event}"));
    let found: Vec<_> = found.attributes[1..]
        .iter()
        .map(|attribute| (attribute.key.as_str(), attribute.value.as_str()))
        .collect();
    assert_eq!(found, expected);
}
