//! A reverse auction with one bid.

use super::{Rows, number, send};
use crate::ledger::Ledger;
use crate::stage::Stage;
use anyhow::Context;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_market::{BidOpening, ExecuteMsg, OrderResponse, OrderTerms, QueryMsg};
use weal_client::{Chain, Funds, H100, ONE, USD};

const CONTRACT: &str = "compute-market";
const TENANT: &str = "tenant";
const BIDDER: &str = "gpu_two";
const GPUS: u32 = 1;
const SECONDS: u64 = 3_600;
/// The highest rate of an order, base units × 10^12 a GPU-second, and the deposit that it costs.
const MOST: u128 = 700_000_000_000_000;
const DEPOSIT: u128 = 2_520_000;
const BID: u128 = 600_000_000_000_000;
/// The deposit that a bidder leaves until the award.
pub(super) const BID_DEPOSIT: u128 = 10 * ONE;
/// The shortest that bids are sealed, and time enough after that for a slow run to reveal them.
const SEALED: u64 = 60;
const REVEALING: u64 = 90;

/// Opens an order with a sealed bid, and another that is taken back. Returns the first.
pub(super) fn open(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<u64> {
    let address = &stage.without_peer.compute.market.address;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address };
    let order = ExecuteMsg::OpenOrder(OrderTerms {
        sku: H100.into(),
        gpus: GPUS,
        seconds: SECONDS,
        max_rate: Uint128::new(MOST),
        regions: vec![],
        requirements: vec![],
        bid_seconds: SEALED,
        reveal_seconds: REVEALING,
    });
    let deposit = Funds::one(DEPOSIT, USD);
    let opened = rows.row("open order", TENANT, &order, &deposit)?;
    let order_id = number(&opened, "wasm-order_opened", "order_id")?;
    let (market, bidder) = (Addr::unchecked(address), Addr::unchecked(stage.address(BIDDER)?));
    let commitment = bid(stage, order_id).commitment(stage.chain.chain_id(), &market, &bidder);
    let place = ExecuteMsg::PlaceBid { order_id, commitment: Binary::from(commitment) };
    rows.row("place bid", BIDDER, &place, &Funds::one(BID_DEPOSIT, USD))?;
    let other = rows.send(TENANT, &order, &deposit)?;
    let other = number(&other, "wasm-order_opened", "order_id")?;
    rows.row("cancel order", TENANT, &ExecuteMsg::CancelOrder { order_id: other }, &Funds::none())?;
    rows.row("claim credit", TENANT, &ExecuteMsg::ClaimCredit {}, &Funds::none())?;
    Ok(order_id)
}

/// Reveals the bid, and awards the order of the round before: this one's reveals are not over.
pub(super) fn close(stage: &Stage<'_>, ledger: &mut Ledger, order_id: u64) -> anyhow::Result<()> {
    let compute = &stage.without_peer.compute;
    let order = order(stage, order_id)?;
    stage.chain.wait_until(order.bids_until)?;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address: &compute.market.address };
    rows.row("reveal bid", BIDDER, &ExecuteMsg::RevealBid(bid(stage, order_id)), &Funds::none())?;
    let Some(last) = compute.revealed.replace(Some(order_id)) else { return Ok(()) };
    stage.chain.wait_until(self::order(stage, last)?.reveals_until)?;
    let award = ExecuteMsg::AwardOrder { order_id: last };
    let awarded = rows.row("award order, one bid", "keeper", &award, &Funds::none())?;
    awarded.attribute("wasm-order_awarded", "order_id").context("the order was not awarded")?;
    // What the bidder left comes back as a credit; taken, so that no figure depends on how much has gathered.
    for account in [BIDDER, TENANT] {
        send(stage, account, &compute.market.address, &ExecuteMsg::ClaimCredit {}, &Funds::none())?;
    }
    Ok(())
}

fn bid(stage: &Stage<'_>, order_id: u64) -> BidOpening {
    let (offer_id, rate) = (stage.without_peer.compute.standing_offer, Uint128::new(BID));
    BidOpening { order_id, offer_id, rate, salt: [7; 32].into() }
}

fn order(stage: &Stage<'_>, order_id: u64) -> anyhow::Result<OrderResponse> {
    Ok(stage.without_peer.compute.market.query(stage.chain, &QueryMsg::Order { order_id })?)
}
