//! A tenant finds a provider, and an index records the price.

use super::narrator::Narrator;
use super::terms::{GPUS, LEASE_SECONDS, RATE, newest_lease, newest_offer};
use super::written::{amount, date, duration};
use crate::services::Stage;
use anyhow::Context;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_escrow::{self as escrow_api, LeaseRequest, LeaseResponse, QuoteResponse};
use weal_api::compute_index::{
    ExecuteMsg as IndexMsg, GpuHourResponse, ProviderScoreResponse, UsageResponse,
};
use weal_api::compute_market::{
    BestOffersResponse, BidOpening, ExecuteMsg, OfferFilter, OrderResponse, OrderTerms, OrdersResponse,
    QueryMsg,
};
use weal_api::compute_registry::{Claim, ClaimKind, ExecuteMsg as RegistryMsg, Requirement};
use weal_client::{ClientError, Funds, H100, ONE, USD};

/// The account that looks at providers' papers.
const AUDITOR: &str = "spare";
const AUDIT_BOND: u128 = 1_000 * ONE;
const ATTESTED_SECONDS: u64 = 90 * 86_400;
/// The shortest phase that the market allows.
const PHASE_SECONDS: u64 = 60;
/// The two providers' bids: the first is the lower one.
const BIDS: [Bid; 2] = [Bid { bidder: "gpu_one", percent: 88 }, Bid { bidder: "gpu_two", percent: 92 }];

/// A provider's bid.
#[derive(Clone, Copy)]
struct Bid {
    bidder: &'static str,
    /// The bid, per cent of the provider's posted price.
    percent: u128,
}

/// An auditor, at the risk of its bond, vouches for a provider's certificate.
pub(super) fn attest_provider(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    provider: &str,
) -> anyhow::Result<()> {
    let (chain, registry) = (stage.chain, &stage.economy.registry);
    let register = RegistryMsg::RegisterAuditor { name: "Spare & Partners".into() };
    match registry.pay(chain, AUDITOR, &register, &Funds::one(AUDIT_BOND, USD)) {
        Ok(receipt) => narrator.step("an auditor registers with a bond of 1,000 USD", &receipt),
        // A story told twice on one chain finds its auditor there.
        Err(ClientError::Refused { reason, .. }) if reason.contains("is registered") => {
            narrator.say("the auditor is registered already");
        }
        Err(error) => return Err(error.into()),
    }
    let kinds = vec![ClaimKind::Iso27001];
    let approve = RegistryMsg::ApproveAuditor { auditor: chain.address(AUDITOR)?, kinds };
    let receipt = registry.execute(chain, "operator", &approve)?;
    narrator.step("the operator approves it for ISO 27001", &receipt);
    let expires_at = chain.block()?.time + ATTESTED_SECONDS;
    let attest = RegistryMsg::Attest {
        provider: chain.address(provider)?,
        claim: Claim::Iso27001 {},
        document_hash: Binary::from(weal_attestation::sha256(&[b"the certificate of the story"])),
        uri: "https://auditor.example/certificate".into(),
        expires_at,
    };
    let receipt = registry.execute(chain, AUDITOR, &attest)?;
    narrator
        .step(&format!("the auditor attests {provider}'s certificate until {}", date(expires_at)), &receipt);
    Ok(())
}

/// The lease of the lowest sealed bid; at the posted price where two minutes would have to be waited for.
pub(super) fn auction(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<u64> {
    if !stage.is_patient {
        narrator.say("sealed bids take two minutes at least: here the tenant pays gpu_one's posted price");
        let offer_id = newest_offer(stage, "gpu_one")?;
        let request = LeaseRequest::new(offer_id, GPUS, LEASE_SECONDS);
        let query = escrow_api::QueryMsg::Quote(request.clone());
        let quote: QuoteResponse = stage.economy.escrow.query(stage.chain, &query)?;
        return open(stage, narrator, request, &quote);
    }
    let order = order(stage, narrator)?;
    let openings: anyhow::Result<Vec<_>> =
        BIDS.iter().map(|bid| bid_sealed(stage, narrator, &order, *bid)).collect();
    let (chain, market) = (stage.chain, &stage.economy.compute_market);
    chain.wait_until(order.bids_until)?;
    for (opening, Bid { bidder, percent }) in openings?.into_iter().zip(BIDS) {
        let receipt = market.execute(chain, bidder, &ExecuteMsg::RevealBid(opening))?;
        narrator.step(&format!("{bidder} opens its bid: {percent} % of the posted price"), &receipt);
    }
    chain.wait_until(order.reveals_until)?;
    let receipt = market.execute(chain, "keeper", &ExecuteMsg::AwardOrder { order_id: order.order_id })?;
    let lease = newest_lease(stage)?;
    anyhow::ensure!(lease.provider.as_str() == chain.address("gpu_one")?, "the lowest bid must win");
    narrator.step(
        &format!(
            "the lowest bid wins: lease {} of gpu_one, for {} USD at most",
            lease.lease_id,
            amount(lease.deposit.u128())
        ),
        &receipt,
    );
    for account in ["tenant", "gpu_one", "gpu_two"] {
        let query = QueryMsg::Credit { account: chain.address(account)? };
        let credit: Uint128 = market.query(chain, &query)?;
        let receipt = market.execute(chain, account, &ExecuteMsg::ClaimCredit {})?;
        narrator
            .step(&format!("{account} takes back {} USD from the market", amount(credit.u128())), &receipt);
    }
    Ok(lease.lease_id)
}

/// Opens the tenant's order, with all that the GPUs cost at the posted price.
fn order(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<OrderResponse> {
    let (chain, market) = (stage.chain, &stage.economy.compute_market);
    let terms = OrderTerms {
        sku: H100.into(),
        gpus: GPUS,
        seconds: LEASE_SECONDS,
        max_rate: Uint128::new(RATE),
        regions: vec!["eu-north".into()],
        requirements: vec![],
        bid_seconds: PHASE_SECONDS,
        reveal_seconds: PHASE_SECONDS,
    };
    let gpu_seconds = u128::from(GPUS) * u128::from(LEASE_SECONDS);
    let deposit = (RATE * gpu_seconds).div_ceil(escrow_api::RATE_SCALE);
    let receipt = market.pay(chain, "tenant", &ExecuteMsg::OpenOrder(terms), &Funds::one(deposit, USD))?;
    narrator.step(
        &format!("the tenant orders {GPUS} H100 for an hour by sealed bids, at most {} USD", amount(deposit)),
        &receipt,
    );
    let mut newest: Option<OrderResponse> = None;
    loop {
        let start_after = newest.as_ref().map(|order| order.order_id);
        let page: OrdersResponse = market.query(chain, &QueryMsg::Orders { start_after, limit: Some(30) })?;
        match page.orders.into_iter().next_back() {
            Some(order) => newest = Some(order),
            None => return newest.context("there is no order"),
        }
    }
}

/// Places a sealed bid; returns the opening that the bidder keeps to itself until the bids are in.
fn bid_sealed(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    order: &OrderResponse,
    Bid { bidder, percent }: Bid,
) -> anyhow::Result<BidOpening> {
    let (chain, market) = (stage.chain, &stage.economy.compute_market);
    let opening = BidOpening {
        order_id: order.order_id,
        offer_id: newest_offer(stage, bidder)?,
        rate: Uint128::new(RATE * percent / 100),
        salt: Binary::from(rand::random::<[u8; 32]>()),
    };
    let [at, provider] = [market.address.clone(), chain.address(bidder)?].map(Addr::unchecked);
    let commitment = Binary::from(opening.commitment(chain.chain_id(), &at, &provider));
    let config: weal_api::compute_market::ConfigResponse = market.query(chain, &QueryMsg::Config {})?;
    let place = ExecuteMsg::PlaceBid { order_id: order.order_id, commitment };
    let receipt = market.pay(chain, bidder, &place, &Funds::one(config.bid_deposit.u128(), USD))?;
    narrator.step(
        &format!("{bidder} places a sealed bid with {} USD", amount(config.bid_deposit.u128())),
        &receipt,
    );
    Ok(opening)
}

/// The calculator's best offer of an attested provider, at the calculator's figure.
pub(super) fn lease_best(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<u64> {
    let chain = stage.chain;
    let mut filter = OfferFilter {
        sku: Some(H100.into()),
        gpus: GPUS,
        seconds: LEASE_SECONDS,
        requirements: vec![Requirement::Attested { kind: ClaimKind::Iso27001 }],
        ..OfferFilter::default()
    };
    let best = loop {
        let query = QueryMsg::BestOffers(filter.clone());
        let found: BestOffersResponse = stage.economy.compute_market.query(chain, &query)?;
        if let Some(best) = found.offers.into_iter().next() {
            break best;
        }
        filter.start_after = Some(found.next.context("no offer of an attested provider")?);
    };
    let quote = best.quote;
    narrator.say(&format!(
        "the calculator, asked for providers with ISO 27001: {GPUS} GPUs for {} cost {} USD, {} of it the protocol's, \
         and {} kWh, {} kg of CO2",
        duration(LEASE_SECONDS),
        amount(quote.charge.u128()),
        amount(quote.protocol_fee.u128()),
        kilo(quote.energy_wh),
        kilo(quote.grams_co2)
    ));
    open(stage, narrator, LeaseRequest::new(best.offer.offer_id, GPUS, LEASE_SECONDS), &quote)
}

/// Writes 5,600 Wh or grams as "5.6" thousands of them.
fn kilo(number: impl Into<u128>) -> String {
    amount(number.into() * 1_000)
}

/// Fails unless the lease costs what was quoted.
fn open(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    request: LeaseRequest,
    quote: &QuoteResponse,
) -> anyhow::Result<u64> {
    let deposit = Funds::one(quote.deposit.u128(), USD);
    let open = escrow_api::ExecuteMsg::OpenLease(request);
    let receipt = stage.economy.escrow.pay(stage.chain, "tenant", &open, &deposit)?;
    let LeaseResponse { lease_id, rate, runway_until, starts_at, .. } = newest_lease(stage)?;
    anyhow::ensure!(rate == quote.rate, "quoted {}, charged {rate}", quote.rate);
    anyhow::ensure!(runway_until - starts_at == LEASE_SECONDS, "the deposit quoted must carry the lease");
    narrator.step(
        &format!(
            "the tenant opens lease {lease_id} with a deposit of {} USD, as quoted",
            amount(quote.deposit.u128())
        ),
        &receipt,
    );
    Ok(lease_id)
}

/// Records both leases in the index, which reads the escrow itself: anyone may tell it to.
pub(super) fn record(stage: &Stage<'_>, narrator: &mut Narrator, leases: [u64; 2]) -> anyhow::Result<()> {
    use weal_api::compute_index::QueryMsg;
    let (chain, index) = (stage.chain, &stage.economy.index);
    let receipt = index.execute(chain, "keeper", &IndexMsg::Record { lease_ids: leases.to_vec() })?;
    narrator.step("the index records both leases from the escrow's own books", &receipt);
    let usage: UsageResponse = index.query(chain, &QueryMsg::UsageOf { payer: chain.address("tenant")? })?;
    let score = |account: &str| -> anyhow::Result<ProviderScoreResponse> {
        Ok(index.query(chain, &QueryMsg::ProviderScore { provider: chain.address(account)? })?)
    };
    let [one, two] = [score("gpu_one")?, score("gpu_two")?];
    let hour: GpuHourResponse =
        index.query(chain, &QueryMsg::GpuHourIndex { sku: H100.into(), day: None })?;
    narrator.say(&format!(
        "the tenant has paid {} USD, {} of it fees; settled volume of gpu_one: {} USD, of gpu_two: {} USD",
        amount(usage.usage.volume.u128()),
        amount(usage.usage.fees.u128()),
        amount(one.volume.u128()),
        amount(two.volume.u128())
    ));
    narrator.say(&format!(
        "an H100-hour costs {} USD today, by {} provider: {}",
        amount(hour.gpu_hour_high.u128()),
        hour.sources,
        if hour.is_reliable { "a reliable price" } else { "too few for a reliable price" }
    ));
    anyhow::ensure!(two.volume.is_zero(), "wrong results must earn no score");
    Ok(())
}
