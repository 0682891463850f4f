//! Challenges of committed outputs: who may bring one, what it blocks, for whom and until when, and how it ends.
//!
//! A dispute shows a wrong element and is judged in its own message. A request waits for an answer: it is a record of its own, by
//! lease, epoch and requester, so that no request can touch another. Everything that opens or ends one, and every verdict,
//! goes through [`Docket`], the only place that changes what is counted of them. Page: `docs/spec/compute-escrow.md` §Challenges.

mod answer_request;
mod claim_credit;
mod commit_output;
mod contested;
mod dispute_element;
mod docket;
mod judgement;
pub(crate) mod query;
mod records;
mod report_overcharge;
mod request;
mod request_opening;
mod resolve_request;

pub(crate) use answer_request::answer_request;
pub(crate) use claim_credit::claim_credit;
pub(crate) use commit_output::commit_output;
pub(crate) use contested::{Contested, Finding};
pub(crate) use dispute_element::dispute_element;
pub(crate) use docket::Docket;
pub(crate) use judgement::judge;
pub(crate) use records::{
    load_challenge, load_credit, load_request, load_requests, may_load_request, remove_credit,
    remove_request, save_challenge, save_credit, save_request,
};
pub(crate) use report_overcharge::report_overcharge;
pub(crate) use request::{Request, RequestId};
pub(crate) use request_opening::request_opening;
pub(crate) use resolve_request::resolve_request;
