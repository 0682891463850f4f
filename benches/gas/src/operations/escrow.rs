//! The compute escrow and the settlement roots it needs: nothing like them is published.

use super::next_second;
use crate::committee;
use crate::ledger::{Ledger, gas};
use crate::stage::Stage;
use anyhow::Context;
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::{
    ExecuteMsg, LeaseRequest, LeasesResponse, OfferTerms, OffersResponse, QueryMsg,
};
use weal_client::{Funds, H100, ONE, USD};

const CONTRACT: &str = "compute-escrow";
const PROVIDER: &str = "gpu_one";
const GPUS: u32 = 1;
/// About 2.49 units an hour, in base units × 10^12 a GPU-second.
const RATE: u128 = 691_666_666_666_667;
const DEPOSIT: u128 = 10 * ONE;
/// The leaf's charge: less than one second costs.
const CHARGE: u128 = 500;

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let offer_id = offer(stage, ledger)?;
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(offer_id, GPUS, 3_600));
    let opened = escrow.pay(chain, "tenant", &open, &Funds::one(DEPOSIT, USD))?;
    ledger.ours(CONTRACT, "open lease", gas(&opened)?);
    let lease_id = newest_lease(stage)?;
    next_second(chain)?;
    let (posted, claim) = committee::settle(chain, &stage.economy.oracle, escrow, lease_id, CHARGE)?;
    ledger.ours("oracle", "post settlement, 3 signatures", posted);
    next_second(chain)?;
    let claimed = escrow.execute(chain, PROVIDER, &ExecuteMsg::Claim(claim))?;
    ledger.ours(CONTRACT, "claim, 10 hashes", gas(&claimed)?);
    let topped_up = escrow.pay(chain, "tenant", &ExecuteMsg::TopUp { lease_id }, &Funds::one(ONE, USD))?;
    ledger.ours(CONTRACT, "top up", gas(&topped_up)?);
    let stopped = escrow.execute(chain, "tenant", &ExecuteMsg::StopLease { lease_id })?;
    ledger.ours(CONTRACT, "stop lease", gas(&stopped)?);
    let refunded = escrow.execute(chain, "tenant", &ExecuteMsg::Refund { lease_id, depositor: None })?;
    ledger.ours(CONTRACT, "refund", gas(&refunded)?);
    Ok(())
}

/// The provider's offer; made in the first round.
fn offer(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<u64> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let query = QueryMsg::Offers { start_after: None, limit: None };
    let offers: OffersResponse = escrow.query(chain, &query)?;
    if let Some(offer) = offers.offers.first() {
        return Ok(offer.offer_id);
    }
    let register = ExecuteMsg::RegisterProvider { name: None, endpoint: "https://gpu-one.example".into() };
    let registered = escrow.pay(chain, PROVIDER, &register, &Funds::one(1_000 * ONE, USD))?;
    ledger.ours(CONTRACT, "register provider", gas(&registered)?);
    let terms = OfferTerms {
        sku: H100.into(),
        gpus: 8,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 10,
        max_seconds: 86_400,
        grams_co2_per_kwh: 41,
        watts: 700,
        ..OfferTerms::default()
    };
    escrow.execute(chain, PROVIDER, &ExecuteMsg::PublishOffer(terms))?;
    let offers: OffersResponse = escrow.query(chain, &query)?;
    offers.offers.first().map(|offer| offer.offer_id).context("the offer is not there")
}

pub(super) fn newest_lease(stage: &Stage<'_>) -> anyhow::Result<u64> {
    let query = |start_after| QueryMsg::Leases { start_after, limit: Some(30) };
    let leases: LeasesResponse = stage.economy.escrow.query(stage.chain, &query(None))?;
    leases.leases.last().map(|lease| lease.lease_id).context("there is no lease")
}
