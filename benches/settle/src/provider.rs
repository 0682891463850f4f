//! A provider, and leases of its offer.

use cosmwasm_std::Uint128;
use driver::{Net, Wallet};
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{
    ExecuteMsg, InstantiateMsg, LeaseRequest, LeaseResponse, LeasesResponse, OfferTerms, QueryMsg,
};
use weal_client::{Chain, ComputeEscrow, Funds, ONE, USD};

/// About 2.49 units an hour, in base units × 10^12 a GPU-second.
const RATE: u128 = 691_666_666_666_667;
/// Leases opened by one transaction.
const BATCH: usize = 50;

/// The terms of a lease.
#[derive(Clone, Copy)]
pub struct Terms {
    /// The GPUs of each lease.
    pub gpus: u32,
    /// The longest that a lease may run, seconds.
    pub seconds: u64,
    /// The deposit, base units.
    pub deposit: u128,
}

/// An escrow with one provider and its one offer, and the tenant of all its leases.
pub struct Provider {
    /// The escrow that has the leases.
    pub escrow: ComputeEscrow,
    /// The provider's wallet.
    pub worker: Wallet,
    /// The tenant's wallet, which pays.
    pub tenant: Wallet,
}

/// The start of an escrow and its provider.
#[derive(Clone, Copy)]
pub struct Start {
    /// The tenant's purse, base units.
    pub purse: u128,
    /// The number of bonds that the provider can pay.
    pub bonds: u128,
    /// The challenge window, seconds.
    pub window: u64,
}

/// The least bond, base units.
pub const BOND: u128 = 1_000 * ONE;

impl Provider {
    /// Creates an escrow that takes the roots of `oracle`, and its provider.
    pub fn found(net: &Net, code_id: u64, oracle: &str, start: Start) -> anyhow::Result<Self> {
        let message = InstantiateMsg {
            owner: net.chain.address(crate::OPERATOR)?,
            oracle: oracle.into(),
            payment_asset: AssetInfo::native(USD),
            fee_recipient: None,
            min_bond: Uint128::new(BOND),
            protocol_fee_bps: 100,
            challenge_window_seconds: start.window,
            silence_seconds: 3_600,
            registry: None,
            market: None,
            request_bond: None,
            answer_seconds: None,
        };
        let message = serde_json::to_value(message)?;
        let (escrow, _) = net.chain.instantiate(crate::OPERATOR, code_id, "escrow", &message)?;
        let (mut worker, mut tenant) = (
            Wallet::named(&format!("provider of {escrow}"))?,
            Wallet::named(&format!("tenant of {escrow}"))?,
        );
        net.fund([&mut worker], &Funds::one(start.bonds * BOND + ONE, USD))?;
        net.fund([&mut tenant], &Funds::one(start.purse, USD))?;
        let register =
            ExecuteMsg::RegisterProvider { name: None, endpoint: "https://gpu-one.example".into() };
        let (bond, publish) = (Funds::one(BOND, USD), ExecuteMsg::PublishOffer(offer()));
        let calls = [
            driver::execute(&worker.address, &escrow, &register, &bond)?,
            driver::execute(&worker.address, &escrow, &publish, &Funds::none())?,
        ];
        net.run(&mut worker, &calls)?;
        Ok(Self { escrow: ComputeEscrow::at(escrow), worker, tenant })
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
        let open = ExecuteMsg::OpenLease(LeaseRequest::new(1, terms.gpus, terms.seconds));
        driver::execute(&self.tenant.address, &self.escrow.address, &open, &Funds::one(terms.deposit, USD))
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
        sku: "h100-sxm5-80gb".into(),
        gpus: 1_000_000,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 10,
        max_seconds: 86_400,
        grams_co2_per_kwh: 41,
        watts: 700,
        ..OfferTerms::default()
    }
}
