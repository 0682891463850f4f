//! The calculator: which offers match, and what each charges.

use crate::ContractError;
use crate::order::at_most;
use crate::parties::Parties;
use crate::state::PARTIES;
use cosmwasm_std::{Addr, Deps, Env};
use weal_api::compute_escrow::{
    LeaseRequest, OfferResponse, OffersResponse, QueryMsg, QuoteResponse, QuotesResponse,
};
use weal_api::compute_market::{BestOffersResponse, OfferFilter, OfferOrder, QuotedOffer};

/// Offers of one page where the caller does not say.
const DEFAULT_LIMIT: u32 = 10;
/// The most offers of one page: each provider whose attestations are asked for is a call of its own.
const MAX_LIMIT: u32 = 20;

/// The matching offers of a page with their quotes, in one call for the page and one for all quotes, so that the
/// figures are the escrow's own.
///
/// Errors: `TooMany`, `NoRegistry`; `Std` for what the escrow refuses.
pub(crate) fn best_offers(
    deps: Deps,
    env: &Env,
    filter: OfferFilter,
) -> Result<BestOffersResponse, ContractError> {
    at_most("regions", filter.regions.len())?;
    at_most("requirements", filter.requirements.len())?;
    let parties = PARTIES.load(deps.storage)?;
    let limit = filter.limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT);
    let page = QueryMsg::Offers { start_after: filter.start_after, limit: Some(limit) };
    let page: OffersResponse = weal_wire::ask(&deps.querier, &parties.escrow.0, &page)?;
    let is_full = u32::try_from(page.offers.len()).unwrap_or(u32::MAX) == limit;
    let next = page.offers.last().filter(|_| is_full).map(|offer| offer.offer_id);

    let mut matching: Vec<OfferResponse> =
        page.offers.into_iter().filter(|offer| matches(offer, &filter)).collect();
    let until = env.block.time.seconds().saturating_add(filter.seconds);
    retain_attested(deps, &parties, &filter, until, &mut matching)?;
    let quotes = quotes(deps, &parties, &filter, &matching)?;

    let mut offers: Vec<QuotedOffer> = matching
        .into_iter()
        .zip(quotes)
        .filter_map(|(offer, quote)| Some(QuotedOffer { offer, quote: quote? }))
        .filter(|quoted| filter.max_rate.is_none_or(|max| quoted.quote.rate <= max))
        .collect();
    match filter.order_by {
        OfferOrder::Charge => offers.sort_by_key(|quoted| quoted.quote.charge),
        OfferOrder::Carbon => offers.sort_by_key(|quoted| (quoted.quote.grams_co2, quoted.quote.charge)),
    }
    Ok(BestOffersResponse { offers, next })
}

/// True where the offer's own terms meet the filter.
fn matches(offer: &OfferResponse, filter: &OfferFilter) -> bool {
    let terms = &offer.terms;
    let uptime = terms.sla.as_ref().map(|sla| sla.uptime_bps);
    let latency = Some(terms.latency_p95_ms).filter(|promised| *promised > 0);
    offer.live
        && terms.gpus.saturating_sub(offer.gpus_in_use) >= filter.gpus
        && (terms.min_seconds..=terms.max_seconds).contains(&filter.seconds)
        && filter.sku.as_ref().is_none_or(|sku| *sku == terms.sku)
        && (filter.regions.is_empty() || filter.regions.contains(&terms.region))
        && (!filter.sla || uptime.is_some())
        && filter.min_uptime_bps.is_none_or(|least| uptime.is_some_and(|promised| promised >= least))
        && filter.max_latency_p95_ms.is_none_or(|most| latency.is_some_and(|promised| promised <= most))
        && filter.max_grams_co2_per_kwh.is_none_or(|most| terms.grams_co2_per_kwh <= most)
}

/// Leaves out the offers of providers that lack an attestation; each provider is asked about once.
fn retain_attested(
    deps: Deps,
    parties: &Parties,
    filter: &OfferFilter,
    until: u64,
    offers: &mut Vec<OfferResponse>,
) -> Result<(), ContractError> {
    if filter.requirements.is_empty() {
        return Ok(());
    }
    let registry = parties.registry.as_ref().ok_or(ContractError::NoRegistry)?;
    let mut known: Vec<(Addr, bool)> = vec![];
    for offer in offers.iter() {
        if known.iter().all(|(provider, _)| *provider != offer.provider) {
            let qualified =
                registry.qualifies(&deps.querier, &offer.provider, &filter.requirements, until)?;
            known.push((offer.provider.clone(), qualified));
        }
    }
    offers.retain(|offer| known.contains(&(offer.provider.clone(), true)));
    Ok(())
}

fn quotes(
    deps: Deps,
    parties: &Parties,
    filter: &OfferFilter,
    offers: &[OfferResponse],
) -> Result<Vec<Option<QuoteResponse>>, ContractError> {
    if offers.is_empty() {
        return Ok(vec![]);
    }
    let request = |offer: &OfferResponse| LeaseRequest {
        kind: filter.kind,
        sla: filter.sla,
        ..LeaseRequest::new(offer.offer_id, filter.gpus, filter.seconds)
    };
    let requests = offers.iter().map(request).collect();
    let answer: QuotesResponse =
        weal_wire::ask(&deps.querier, &parties.escrow.0, &QueryMsg::Quotes { requests })?;
    Ok(answer.quotes)
}
