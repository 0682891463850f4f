//! An escrow of its own with its market, and what a provider does there apart from leases.

use super::{Rows, auction, number, send};
use crate::ledger::Ledger;
use crate::stage::{Builder, OPERATOR, Stage};
use anyhow::Context;
use cosmwasm_std::Uint128;
use std::cell::Cell;
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{ConfigChanges, ExecuteMsg, InstantiateMsg, OfferTerms};
use weal_client::{Chain, ComputeEscrow, ComputeMarket, Economy, Funds, H100, ONE, USD};

pub(super) const CONTRACT: &str = "compute-escrow";
/// The provider that has the leases.
pub(super) const PROVIDER: &str = "gpu_two";
/// The provider that comes and goes.
const NEWCOMER: &str = "provider_liquidity";
pub(super) const BOND: u128 = 1_000 * ONE;
/// The bond that a request for an element leaves.
pub(super) const REQUEST_BOND: u128 = 10 * ONE;

/// An escrow with a provider, its market, and what a round leaves to the next.
pub(super) struct Compute {
    pub(super) escrow: ComputeEscrow,
    pub(super) market: ComputeMarket,
    /// The offer that bids name.
    pub(super) standing_offer: u64,
    /// The order whose bid was revealed in the round before.
    pub(super) revealed: Cell<Option<u64>>,
    /// The lease whose element was not shown in the round before.
    pub(super) unanswered: Cell<Option<u64>>,
}

impl Compute {
    pub(super) fn build(builder: &Builder<'_>, economy: &Economy) -> anyhow::Result<Self> {
        let owner = builder.chain.address(OPERATOR)?;
        let escrow =
            ComputeEscrow::at(builder.create(CONTRACT, &serde_json::to_value(terms(owner, economy))?)?);
        let message = weal_api::compute_market::InstantiateMsg {
            escrow: escrow.address.clone(),
            registry: Some(economy.registry.address.clone()),
            bid_deposit: Uint128::new(auction::BID_DEPOSIT),
        };
        let market = ComputeMarket::at(builder.create("compute-market", &serde_json::to_value(message)?)?);
        let changes = ConfigChanges { market: Some(market.address.clone()), ..ConfigChanges::default() };
        escrow.execute(builder.chain, OPERATOR, &ExecuteMsg::UpdateConfig(changes))?;
        let bond = Funds::one(2 * BOND, USD);
        escrow.pay(builder.chain, PROVIDER, &register(), &bond)?;
        let offer = ExecuteMsg::PublishOffer(OfferTerms { accept_seconds: 0, ..offer() });
        let published = escrow.execute(builder.chain, PROVIDER, &offer)?;
        let standing_offer = number(&published, "wasm-offer_published", "offer_id")?;
        let (revealed, unanswered) = (Cell::new(None), Cell::new(None));
        Ok(Self { escrow, market, standing_offer, revealed, unanswered })
    }
}

/// Roots that can be disputed for an hour, and a minute to show an element.
fn terms(owner: String, economy: &Economy) -> InstantiateMsg {
    InstantiateMsg {
        owner,
        oracle: economy.oracle.address.clone(),
        payment_asset: AssetInfo::native(USD),
        fee_recipient: None,
        min_bond: Uint128::new(BOND),
        protocol_fee_bps: 100,
        challenge_window_seconds: 3_600,
        silence_seconds: 1,
        registry: Some(economy.registry.address.clone()),
        market: None,
        request_bond: Some(Uint128::new(REQUEST_BOND)),
        answer_seconds: Some(60),
    }
}

fn register() -> ExecuteMsg {
    ExecuteMsg::RegisterProvider { name: None, endpoint: "https://gpu-two.example".into() }
}

/// Returns an offer whose leases wait for the provider.
pub(super) fn offer() -> OfferTerms {
    OfferTerms {
        sku: H100.into(),
        gpus: 64,
        region: "eu-north".into(),
        rate: Uint128::new(691_666_666_666_667),
        min_seconds: 10,
        max_seconds: 86_400,
        grams_co2_per_kwh: 41,
        watts: 700,
        accept_seconds: 3_600,
        ..OfferTerms::default()
    }
}

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let address = &stage.without_peer.compute.escrow.address;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address };
    let (none, bond) = (Funds::none(), Funds::one(BOND, USD));
    rows.row("register provider", NEWCOMER, &register(), &bond)?;
    rows.row("withdraw bond", NEWCOMER, &ExecuteMsg::WithdrawBond {}, &none)?;
    rows.row("top up bond", PROVIDER, &ExecuteMsg::TopUpBond {}, &bond)?;
    let changes = ConfigChanges { protocol_fee_bps: Some(100), ..ConfigChanges::default() };
    rows.row("update config", OPERATOR, &ExecuteMsg::UpdateConfig(changes), &none)?;
    resolve(stage, rows)
}

/// Resolves the request for the element that the round before asked for and nobody showed.
fn resolve(stage: &Stage<'_>, mut rows: Rows<'_, '_>) -> anyhow::Result<()> {
    let compute = &stage.without_peer.compute;
    let Some(lease_id) = compute.unanswered.take() else { return Ok(()) };
    let query = weal_api::compute_escrow::QueryMsg::Requests { lease_id, start_after: None, limit: Some(1) };
    let open: weal_api::compute_escrow::RequestsResponse = compute.escrow.query(stage.chain, &query)?;
    let request = open.requests.into_iter().next().context("the element is not asked for")?;
    stage.chain.wait_until(request.answer_until + 1)?;
    let (epoch, requester) = (request.epoch, request.requester.to_string());
    let resolve = ExecuteMsg::ResolveRequest { lease_id, epoch, requester };
    rows.row("resolve request", "keeper", &resolve, &Funds::none())?;
    rows.row("claim credit", "liquidator", &ExecuteMsg::ClaimCredit {}, &Funds::none())?;
    // So that no figure depends on how much the tenant has gathered.
    send(stage, "tenant", &compute.escrow.address, &ExecuteMsg::ClaimCredit {}, &Funds::none())?;
    Ok(())
}
