//! The job in force for an epoch: one declared in time, and never one that a tenant declares ahead of a commitment.

use super::disputes::{INNER, Work, at, commit, credit, with_output};
use super::requests::ask;
use super::suite::{BOND, DENOM, Epoch, REQUEST_BOND, Suite, WINDOW, assert_event, leaf};
use compute_escrow::{ContractError, DisputeError, LeaseError};
use cosmwasm_std::coins;
use weal_api::compute_escrow::{ExecuteMsg, Job, OutputCommit, OutputCommitmentResponse, QueryMsg};

fn declare(work: &Work) -> ExecuteMsg {
    ExecuteMsg::DeclareJob { lease_id: 1, job: work.job() }
}

fn job_at(suite: &Suite, at: Option<u64>) -> Option<Job> {
    suite.query(&QueryMsg::Job { lease_id: 1, at })
}

fn jobless(work: &Work) -> ExecuteMsg {
    let commitment = work.commitment().into();
    ExecuteMsg::CommitOutput(OutputCommit { lease_id: 1, epoch: 1, commitment, job: None })
}

/// A lease of two GPUs, opened now.
fn leased() -> Suite {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    suite
}

/// The root of epoch 1, which started at `starts_at`, posted after its window.
fn attested(suite: &mut Suite, work: &Work, starts_at: u64) -> Epoch {
    let now = suite.now();
    let epoch = suite.attest_from(&[with_output(leaf(1, 500, now), work)], starts_at);
    suite.advance(WINDOW);
    epoch
}

#[test]
fn the_job_in_force_is_the_last_one_declared_by_the_epochs_start() {
    let (first, second) = (Work::seeded(INNER), Work::seeded(INNER + 1));
    let mut suite = leased();
    let (tenant, stranger, opened) = (suite.tenant.clone(), suite.stranger.clone(), suite.now());
    let refusal = LeaseError::NotTenant { sender: stranger.clone(), tenant: tenant.clone() };
    suite.assert_refused(&stranger, &declare(&first), &[], &refusal.into());
    assert_eq!(job_at(&suite, None), None);

    // Two in one second: the later counts.
    suite.run(&tenant, &declare(&second));
    let declared = suite.run(&tenant, &declare(&first));
    let second_of = opened.to_string();
    let shape = [("rows", "24"), ("inner", "100"), ("cols", "20")];
    let fact = [&[("lease_id", "1"), ("declared_at", second_of.as_str())][..], &shape].concat();
    assert_event(&declared, "wasm-job_declared", &fact);
    suite.advance(10);
    suite.run(&tenant, &declare(&second));
    for (at, job) in [
        (Some(opened - 1), None),
        (Some(opened), Some(first.job())),
        (Some(opened + 9), Some(first.job())),
        (Some(opened + 10), Some(second.job())),
        (Some(u64::MAX), Some(second.job())),
        (None, Some(second.job())),
    ] {
        assert_eq!(job_at(&suite, at), job, "{at:?}");
    }
}

/// The provider says what it computed; whether that is what was asked for is decided by the epoch's start, which the root states.
#[test]
fn an_output_of_another_job_than_the_one_in_force_is_not_paid() {
    let (asked, other) = (Work::seeded(INNER), Work::seeded(INNER + 1));
    for (message, found) in [(commit(1, 1, &other), Some(Box::new(other.job()))), (jobless(&other), None)] {
        // (declared after the epoch's start, paid)
        for (late, paid) in [(0, false), (1, true)] {
            let mut suite = leased();
            let (tenant, provider, stranger) =
                (suite.tenant.clone(), suite.provider.clone(), suite.stranger.clone());
            let starts_at = suite.now() + 20 - late;
            suite.advance(20);
            suite.run(&tenant, &declare(&asked));
            suite.advance(80);
            suite.run(&provider, &message);
            let recorded: Option<OutputCommitmentResponse> =
                suite.query(&QueryMsg::OutputCommitment { lease_id: 1, epoch: 1 });
            assert_eq!(recorded.unwrap().job.map(Box::new), found, "as stated");
            let epoch = attested(&mut suite, &other, starts_at);
            let claim = ExecuteMsg::Claim(epoch.claim(0));
            if paid {
                suite.run(&stranger, &claim);
                continue;
            }
            let (found, required) = (found.clone(), Box::new(asked.job()));
            let mismatch = DisputeError::JobMismatch { lease_id: 1, epoch: 1, starts_at, found, required };
            suite.assert_refused(&stranger, &claim, &[], &mismatch.into());
        }
    }
}

#[test]
fn an_output_of_the_job_in_force_is_paid() {
    let work = Work::seeded(INNER);
    let mut suite = leased();
    let (tenant, provider, stranger) = (suite.tenant.clone(), suite.provider.clone(), suite.stranger.clone());
    let starts_at = suite.now();
    suite.run(&tenant, &declare(&work));
    suite.advance(100);
    suite.run(&provider, &commit(1, 1, &work));
    let epoch = attested(&mut suite, &work, starts_at);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    assert_eq!(suite.lease(1).claimed.u128(), 500);
}

/// Finding 5: a tenant declares a job ahead of a commitment without one, in the same block: neither does the output get that job, nor
/// is its epoch refused, nor the bond in reach.
#[test]
fn a_job_declared_ahead_of_a_commitment_takes_neither_bond_nor_pay() {
    let (work, trap) = (Work::seeded(INNER), Work::seeded(INNER + 1));
    for message in [jobless(&work), commit(1, 1, &work)] {
        let mut suite = leased();
        let (honest, tenant) = (suite.provider.clone(), suite.tenant.clone());
        let starts_at = suite.now();
        suite.advance(100);
        suite.run(&tenant, &declare(&trap));
        suite.run(&honest, &message);
        let now = suite.now();
        let epoch = suite.attest_from(&[with_output(leaf(1, 500, now), &work)], starts_at);
        if matches!(&message, ExecuteMsg::CommitOutput(output) if output.job.is_none()) {
            let bond = coins(REQUEST_BOND, DENOM);
            let no_job: ContractError = DisputeError::NoJob { lease_id: 1, epoch: 1 }.into();
            suite.assert_refused(&tenant, &ask(1, Some(at(0, 0))), &bond, &no_job);
        }
        suite.advance(WINDOW);
        suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(0)));
        assert_eq!(suite.lease(1).claimed.u128(), 500);
        assert_eq!(credit(&suite, &tenant), 0);
        assert_eq!(suite.provider_of(&honest).bond.u128(), BOND);
    }
}

/// A root so late that nobody could ask for the output in its whole window pays for none that is to be asked for.
#[test]
fn an_output_attested_after_the_silence_is_not_paid() {
    let work = Work::seeded(INNER);
    for late in [0, 1] {
        let mut suite = leased();
        let (provider, tenant, stranger) =
            (suite.provider.clone(), suite.tenant.clone(), suite.stranger.clone());
        suite.advance(100);
        suite.run(&provider, &commit(1, 1, &work));
        suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
        let attested_until = suite.now() + super::suite::SILENCE;
        suite.advance(super::suite::SILENCE + late);
        let posted_at = suite.now();
        let epoch = attested(&mut suite, &work, posted_at - 700);
        let claim = ExecuteMsg::Claim(epoch.claim(0));
        if late == 0 {
            suite.run(&stranger, &claim);
            continue;
        }
        let refusal = DisputeError::AttestedTooLate { lease_id: 1, epoch: 1, posted_at, attested_until };
        suite.assert_refused(&stranger, &claim, &[], &refusal.into());
        // And what was not committed to by then never is.
        let late = commit(1, 2, &work);
        let now = suite.now();
        let refusal = DisputeError::CommitmentTooLate { lease_id: 1, attested_until, now };
        suite.assert_refused(&provider, &late, &[], &refusal.into());
    }
}
