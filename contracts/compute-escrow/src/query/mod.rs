//! What the escrow answers.

mod disputes;
mod lease;
mod market;
mod quote;
mod work;

pub(crate) use disputes::{credit, job, request};
pub(crate) use lease::{accrued, claimable, deposits, lease, leases, output_commitment, payee, runway_until};
pub(crate) use market::{config, holdings, offer, offers, provider};
pub(crate) use quote::{quote, quotes};
pub(crate) use work::settled_work;

use api::compute_escrow::{
    ClaimableResponse, ConfigResponse, DepositsResponse, HoldingsResponse, Job, LeaseResponse,
    LeasesResponse, OfferResponse, OffersResponse, OutputCommitmentResponse, ProviderResponse, QuoteResponse,
    QuotesResponse, RequestResponse, SettledWorkResponse,
};
use cosmwasm_schema::serde;
use cosmwasm_std::{Addr, Uint128};

/// Any answer. One type, so that a contract has once what turns an answer into JSON.
#[derive(serde::Serialize)]
#[serde(crate = "cosmwasm_schema::serde", untagged)]
pub(crate) enum Answer {
    Config(ConfigResponse),
    Provider(ProviderResponse),
    Offer(OfferResponse),
    Offers(OffersResponse),
    Lease(LeaseResponse),
    Leases(LeasesResponse),
    Quote(QuoteResponse),
    Quotes(QuotesResponse),
    Claimable(ClaimableResponse),
    Amount(Uint128),
    Time(u64),
    OutputCommitment(Option<OutputCommitmentResponse>),
    Job(Option<Job>),
    Request(Option<RequestResponse>),
    Deposits(DepositsResponse),
    SettledWork(SettledWorkResponse),
    Account(Addr),
    Holdings(HoldingsResponse),
}
