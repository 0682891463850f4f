//! A provider, and leases of its offer.

use api::asset::AssetInfo;
use api::compute_escrow::{ExecuteMsg, InstantiateMsg, LeaseResponse, LeasesResponse, OfferTerms, QueryMsg};
use client::{Chain, ComputeEscrow, Funds, ONE, USD};
use cosmwasm_std::Uint128;
use wire::{Net, Wallet};

/// About 2.49 units an hour, in base units × 10^12 a GPU-second.
const RATE: u128 = 691_666_666_666_667;
/// Leases opened by one transaction.
const BATCH: usize = 50;

/// What is leased.
#[derive(Clone, Copy)]
pub struct Terms {
    /// GPUs of each lease.
    pub gpus: u32,
    /// The longest that it may run.
    pub seconds: u64,
    /// Base units.
    pub deposit: u128,
}

/// An escrow with one provider and its one offer, and the tenant of all its leases.
pub struct Provider {
    /// Where the leases are.
    pub escrow: ComputeEscrow,
    /// Who pays.
    pub tenant: Wallet,
}

impl Provider {
    /// Creates an escrow that takes the roots of `oracle`, and its provider; the tenant gets `purse` base units.
    pub fn found(net: &Net, code_id: u64, oracle: &str, purse: u128) -> anyhow::Result<Self> {
        let message = InstantiateMsg {
            owner: net.chain.address(crate::OPERATOR)?,
            oracle: oracle.into(),
            payment_asset: AssetInfo::native(USD),
            fee_recipient: None,
            min_bond: Uint128::new(1_000 * ONE),
            protocol_fee_bps: 100,
            challenge_window_seconds: 1,
            silence_seconds: 3_600,
        };
        let message = serde_json::to_value(message)?;
        let (escrow, _) = net.chain.instantiate(crate::OPERATOR, code_id, "escrow", &message)?;
        let (mut provider, mut tenant) = (Wallet::named("provider")?, Wallet::named("tenant")?);
        net.fund([&mut provider], &Funds::one(2_000 * ONE, USD))?;
        net.fund([&mut tenant], &Funds::one(purse, USD))?;
        let register =
            ExecuteMsg::RegisterProvider { name: None, endpoint: "https://gpu-one.example".into() };
        let (bond, publish) = (Funds::one(1_000 * ONE, USD), ExecuteMsg::PublishOffer(offer()));
        let calls = [
            wire::execute(&provider.address, &escrow, &register, &bond)?,
            wire::execute(&provider.address, &escrow, &publish, &Funds::none())?,
        ];
        net.run(&mut provider, &calls)?;
        Ok(Self { escrow: ComputeEscrow::at(escrow), tenant })
    }

    /// Opens one lease; returns the gas.
    pub fn open_one(&mut self, net: &Net, terms: Terms) -> anyhow::Result<u64> {
        let call = self.call(terms)?;
        Ok(net.run(&mut self.tenant, &[call])?.gas)
    }

    /// Opens many leases, many to a transaction.
    pub fn open(&mut self, net: &Net, count: usize, terms: Terms) -> anyhow::Result<()> {
        let call = self.call(terms)?;
        let mut sent = Vec::new();
        for batch in vec![call; count].chunks(BATCH) {
            sent.push(net.submit(&mut self.tenant, batch)?);
        }
        net.outcomes(&sent)?;
        Ok(())
    }

    fn call(&self, terms: Terms) -> anyhow::Result<cosmrs::Any> {
        let open = ExecuteMsg::OpenLease { offer_id: 1, gpus: terms.gpus, seconds: terms.seconds };
        wire::execute(&self.tenant.address, &self.escrow.address, &open, &Funds::one(terms.deposit, USD))
    }

    /// Every lease, ascending.
    pub fn leases(&self, net: &Net) -> anyhow::Result<Vec<LeaseResponse>> {
        let mut leases: Vec<LeaseResponse> = Vec::new();
        loop {
            let start_after = leases.last().map(|lease| lease.lease_id);
            let query = QueryMsg::Leases { start_after, limit: Some(30) };
            let page: LeasesResponse = self.escrow.query(&net.chain, &query)?;
            if page.leases.is_empty() {
                return Ok(leases);
            }
            leases.extend(page.leases);
        }
    }
}

fn offer() -> OfferTerms {
    OfferTerms {
        gpu_model: "H100 SXM5 80GB".into(),
        gpus: 1_000_000,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 10,
        max_seconds: 86_400,
        grams_co2_per_kwh: 41,
        watts: 700,
    }
}
