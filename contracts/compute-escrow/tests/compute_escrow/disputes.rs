//! Wrong outputs: one element shown, one dot product recomputed, one epoch void.

use super::requests::{answer, ask, resolve};
use super::suite::{BOND, DENOM, PERIOD, RATE, REQUEST_BOND, Suite, WINDOW, held, leaf};
use compute_escrow::{ContractError, DisputeError};
use cosmwasm_std::{Addr, Binary, Uint128, coins};
use proptest::prelude::*;
use weal_api::compute_escrow::{
    ElementDispute, ElementOpening, ElementPosition, ExecuteMsg, Job, JobInputs, LeaseStatus, OpenedLines,
    OutputCommit, QueryMsg, RATE_SCALE,
};
use weal_attestation::{Hash, SettlementLeaf};
use weal_compute_proof::commitment::{CommittedOutput, chunk_of};
use weal_compute_proof::{CommittedInputs, Inputs, MatrixI8, MatrixI32, ProofError, Seed, Shape, product};

pub(crate) const ROWS: u32 = 24;
pub(crate) const INNER: u32 = 100;
pub(crate) const COLS: u32 = 20;
pub(crate) const SEED: [u8; 32] = [9; 32];

fn flat(hashes: &[Hash]) -> Binary {
    hashes.concat().into()
}

/// A job with what its worker keeps: inputs, and an output of which one element may be wrong.
pub(crate) struct Work {
    inputs: Inputs,
    is_seeded: bool,
    pub(crate) output: MatrixI32,
}

impl Work {
    pub(crate) fn seeded(inner: u32) -> Self {
        let inputs = Inputs::seeded(Shape::new(ROWS, inner, COLS).unwrap(), &Seed(SEED));
        let output = product::multiply(&inputs).unwrap();
        Self { inputs, is_seeded: true, output }
    }

    pub(crate) fn committed() -> Self {
        let elements = |rows: u32, cols: u32, step: i32| {
            let data = (0..rows * cols).map(|n| (n as i32 * step % 251 - 125) as i8).collect();
            MatrixI8::new(rows, cols, data).unwrap()
        };
        let (a, b) = (elements(ROWS, INNER, 7), elements(INNER, COLS, 13));
        let inputs = Inputs::from_data(a, &b).unwrap();
        let output = product::multiply(&inputs).unwrap();
        Self { inputs, is_seeded: false, output }
    }

    /// The same work with one element off.
    pub(crate) fn spoiled(mut self, element: ElementPosition, by: i32) -> Self {
        let mut data = self.output.data().to_vec();
        data[(element.row * COLS + element.col) as usize] += by;
        self.output = MatrixI32::new(ROWS, COLS, data).unwrap();
        self
    }

    pub(crate) fn job(&self) -> Job {
        let shape = self.inputs.shape();
        let inputs = if self.is_seeded {
            JobInputs::Seeded { seed: SEED.into() }
        } else {
            let commitment = CommittedInputs::new(&self.inputs).commitment();
            JobInputs::Committed { commitment: (*commitment.as_bytes()).into() }
        };
        Job { rows: shape.rows(), inner: shape.inner(), cols: shape.cols(), inputs }
    }

    pub(crate) fn commitment(&self) -> Hash {
        *CommittedOutput::new(&self.output).commitment().as_bytes()
    }

    pub(crate) fn opening(&self, element: ElementPosition) -> ElementOpening {
        let ElementPosition { row, col } = element;
        let committed = CommittedOutput::new(&self.output);
        let chunk = chunk_of(self.output.shape(), row, col).unwrap();
        let (bytes, proof) = committed.open(chunk).unwrap();
        let lines = (!self.is_seeded).then(|| {
            let (a, b) = CommittedInputs::new(&self.inputs).open(row, col).unwrap();
            let bytes =
                |line: &[i8]| line.iter().map(|element| element.cast_unsigned()).collect::<Vec<u8>>().into();
            OpenedLines {
                a_row: bytes(&a.elements),
                a_proof: flat(&a.proof),
                b_col: bytes(&b.elements),
                b_proof: flat(&b.proof),
            }
        });
        ElementOpening { chunk: bytes.into(), chunk_proof: flat(&proof), lines }
    }
}

pub(crate) fn at(row: u32, col: u32) -> ElementPosition {
    ElementPosition { row, col }
}

pub(crate) fn commit(lease_id: u64, epoch: u64, work: &Work) -> ExecuteMsg {
    let (commitment, job) = (work.commitment().into(), Some(work.job()));
    ExecuteMsg::CommitOutput(OutputCommit { lease_id, epoch, commitment, job })
}

pub(crate) fn dispute(epoch: u64, work: &Work, element: ElementPosition) -> ExecuteMsg {
    dispute_of(1, epoch, work, element)
}

pub(crate) fn dispute_of(lease_id: u64, epoch: u64, work: &Work, element: ElementPosition) -> ExecuteMsg {
    ExecuteMsg::DisputeElement(ElementDispute { lease_id, epoch, element, opening: work.opening(element) })
}

pub(crate) fn with_output(leaf: SettlementLeaf, work: &Work) -> SettlementLeaf {
    SettlementLeaf { output_commitment: work.commitment(), ..leaf }
}

/// A lease of two GPUs, 5 a second, with 3,000 in deposit, whose provider committed to `work` for epoch 1; the root is
/// posted after 100 seconds, and charges 500 with the committed output.
pub(crate) fn committed_to(work: &Work) -> Suite {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let provider = suite.provider.clone();
    suite.advance(50);
    suite.run(&provider, &commit(1, 1, work));
    suite.advance(50);
    let now = suite.now();
    let first = with_output(leaf(1, 500, now), work);
    suite.attest(&[first]);
    suite
}

pub(crate) fn credit(suite: &Suite, account: &Addr) -> u128 {
    suite.query::<Uint128>(&QueryMsg::Credit { account: account.to_string() }).u128()
}

#[test]
fn one_wrong_element_voids_the_epoch_and_cuts_the_bond() {
    for work in [Work::seeded(INNER), Work::committed()] {
        let work = work.spoiled(at(13, 7), 1);
        let mut suite = committed_to(&work);
        let finder = suite.stranger.clone();
        suite.run(&finder, &dispute(1, &work, at(13, 7)));

        let lease = suite.lease(1);
        // The epoch of the suite's first root begins a second before its end: two GPUs at 2.5 for that second.
        assert_eq!(lease.voided.u128(), 5);
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        assert_eq!((credit(&suite, &tenant), credit(&suite, &finder)), (BOND / 2, BOND / 2));
        let holdings = suite.holdings();
        assert_eq!((holdings.bonds.u128(), holdings.credits.u128()), (0, BOND));
        assert_eq!((holdings.deposits.u128(), holdings.paid_in.u128()), (3_000, 3_000));

        let again = DisputeError::EpochVoided { lease_id: 1, epoch: 1 };
        suite.assert_refused(&finder, &dispute(1, &work, at(13, 7)), &[], &again.into());
        for account in [&tenant, &finder] {
            let before = suite.balance(account);
            suite.run(account, &ExecuteMsg::ClaimCredit {});
            assert_eq!(suite.balance(account), before + BOND / 2);
        }
        let nothing = DisputeError::NoCredit { account: tenant.to_string() };
        suite.assert_refused(&tenant, &ExecuteMsg::ClaimCredit {}, &[], &nothing.into());
        assert_eq!(credit(&suite, &provider), 0);
    }
}

#[test]
fn a_void_epoch_is_not_claimed_and_later_leaves_pay_without_it() {
    let work = Work::seeded(INNER).spoiled(at(0, 0), -3);
    let mut suite = committed_to(&work);
    let (stranger, tenant, provider) = (suite.stranger.clone(), suite.tenant.clone(), suite.provider.clone());
    let first = with_output(leaf(1, 500, suite.now()), &work);
    let voided = super::suite::Epoch::new(1, &[first]);
    // So that the lease runs on.
    suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(BOND, DENOM)).unwrap();
    suite.run(&stranger, &dispute(1, &work, at(0, 0)));
    suite.advance(100);
    let second = suite.attest(&[leaf(1, 1_000, suite.now())]);
    suite.advance(WINDOW);
    let refusal = DisputeError::EpochVoided { lease_id: 1, epoch: 1 };
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(voided.claim(0)), &[], &refusal.into());

    let before = suite.balance(&provider);
    suite.run(&stranger, &ExecuteMsg::Claim(second.claim(0)));
    let lease = suite.lease(1);
    assert_eq!(lease.claimed.u128(), 995);
    assert_eq!(suite.balance(&provider) + suite.holdings().fees.u128(), before + 995);

    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let price = suite.lease(1).accrued.u128();
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id: 1, depositor: None });
    // All but what later leaves can still charge: the price of the time it ran, less what is void.
    let held = match suite.lease(1).status {
        LeaseStatus::Ended { held, .. } => held.u128(),
        other => panic!("{other:?}"),
    };
    assert_eq!(held, price - 5 - 995);
}

/// 20, 25: a dispute without evidence has no effect.
#[test]
fn a_right_element_and_a_foreign_opening_are_refused() {
    for work in [Work::seeded(INNER), Work::committed()] {
        let honest =
            Work { output: work.output.clone(), inputs: work.inputs.clone(), is_seeded: work.is_seeded };
        let mut suite = committed_to(&honest);
        let finder = suite.stranger.clone();
        let value = honest.output.data()[(3 * COLS + 4) as usize];
        let right = DisputeError::ElementRight { element: at(3, 4), value };
        suite.assert_refused(&finder, &dispute(1, &honest, at(3, 4)), &[], &right.into());
        let forged = honest.spoiled(at(3, 4), 1);
        let foreign = DisputeError::Proof(ProofError::CommitmentMismatch);
        suite.assert_refused(&finder, &dispute(1, &forged, at(3, 4)), &[], &foreign.into());
        let outside = ProofError::OutsideMatrix { row: ROWS, col: 0, rows: ROWS, cols: COLS };
        let msg = ExecuteMsg::DisputeElement(ElementDispute {
            lease_id: 1,
            epoch: 1,
            element: at(ROWS, 0),
            opening: forged.opening(at(0, 0)),
        });
        suite.assert_refused(&finder, &msg, &[], &DisputeError::Proof(outside).into());
    }
}

#[test]
fn lines_are_brought_for_committed_inputs_only() {
    for (work, inputs, needed) in
        [(Work::seeded(INNER), "generated", "not taken"), (Work::committed(), "committed", "needed")]
    {
        let work = work.spoiled(at(1, 1), 1);
        let mut suite = committed_to(&work);
        let mut opening = work.opening(at(1, 1));
        opening.lines = match opening.lines {
            None => Work::committed().opening(at(1, 1)).lines,
            Some(_) => None,
        };
        let msg =
            ExecuteMsg::DisputeElement(ElementDispute { lease_id: 1, epoch: 1, element: at(1, 1), opening });
        let finder = suite.stranger.clone();
        suite.assert_refused(&finder, &msg, &[], &DisputeError::WrongLines { inputs, needed }.into());
    }
}

#[test]
fn a_proof_of_broken_hashes_is_refused() {
    let work = Work::seeded(INNER).spoiled(at(1, 1), 1);
    let mut suite = committed_to(&work);
    let mut opening = work.opening(at(1, 1));
    opening.chunk_proof = vec![0; 33].into();
    let msg =
        ExecuteMsg::DisputeElement(ElementDispute { lease_id: 1, epoch: 1, element: at(1, 1), opening });
    let (finder, refusal) =
        (suite.stranger.clone(), DisputeError::ProofLength { field: "chunk_proof", found: 33 });
    suite.assert_refused(&finder, &msg, &[], &refusal.into());
}

#[test]
fn an_output_is_disputed_until_the_second_before_its_window_ends() {
    let work = Work::seeded(INNER).spoiled(at(2, 2), 1);
    let mut suite = committed_to(&work);
    let (finder, until) = (suite.stranger.clone(), suite.now() + WINDOW);
    suite.advance(WINDOW);
    let late = DisputeError::WindowOver { epoch: 1, until, now: until };
    suite.assert_refused(&finder, &dispute(1, &work, at(2, 2)), &[], &late.into());

    let mut suite = committed_to(&work);
    suite.advance(WINDOW - 1);
    suite.run(&finder, &dispute(1, &work, at(2, 2)));
}

#[test]
fn what_was_not_committed_or_has_no_job_or_root_cannot_be_disputed() {
    let work = Work::seeded(INNER).spoiled(at(2, 2), 1);
    let mut suite = committed_to(&work);
    let (finder, provider) = (suite.stranger.clone(), suite.provider.clone());
    let missing = DisputeError::NoCommitment { lease_id: 1, epoch: 2 };
    suite.assert_refused(&finder, &dispute(2, &work, at(2, 2)), &[], &missing.into());

    suite.run(&provider, &commit(1, 3, &work));
    let error = suite.execute(&finder, &dispute(3, &work, at(2, 2)), &[]).unwrap_err();
    assert!(error.to_string().contains("no settlement"), "{error}");

    let output = OutputCommit { lease_id: 1, epoch: 2, commitment: work.commitment().into(), job: None };
    suite.run(&provider, &ExecuteMsg::CommitOutput(output));
    let jobless = DisputeError::NoJob { lease_id: 1, epoch: 2 };
    suite.assert_refused(&finder, &dispute(2, &work, at(2, 2)), &[], &jobless.into());
}

#[test]
fn a_job_that_no_dispute_could_judge_is_refused() {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let tenant = suite.tenant.clone();
    let seeded = JobInputs::Seeded { seed: SEED.into() };
    let committed = JobInputs::Committed { commitment: SEED.into() };
    let job = |inner, inputs: &JobInputs| ExecuteMsg::DeclareJob {
        lease_id: 1,
        job: Job { rows: 1, inner, cols: 1, inputs: inputs.clone() },
    };
    for inner in [0, 131_072] {
        let refusal = ProofError::InnerOutOfRange { found: inner.into(), max: 131_071 };
        suite.assert_refused(&tenant, &job(inner, &seeded), &[], &DisputeError::Proof(refusal).into());
    }
    let long = DisputeError::InnerTooLong { found: 16_385, max: 16_384 };
    suite.assert_refused(&tenant, &job(16_385, &committed), &[], &long.into());
    let short = JobInputs::Seeded { seed: [1; 31].into() };
    let refusal = weal_api::oracle::HashLength { field: "seed", found: 31 };
    suite.assert_refused(&tenant, &job(8, &short), &[], &DisputeError::Hash(refusal).into());
    suite.run(&tenant, &job(131_071, &seeded));
    suite.run(&tenant, &job(16_384, &committed));
}

#[test]
fn the_longest_sums_are_judged() {
    let position = at(1, 2);
    let inputs = Inputs::seeded(Shape::new(ROWS, 131_071, COLS).unwrap(), &Seed(SEED));
    let expected = product::element(&inputs, 1, 2).unwrap();
    let mut data = vec![0; (ROWS * COLS) as usize];
    data[(COLS + 2) as usize] = expected;
    let output = MatrixI32::new(ROWS, COLS, data).unwrap();
    let work = Work { inputs, is_seeded: true, output };
    let mut suite = committed_to(&work);
    let finder = suite.stranger.clone();
    let right = DisputeError::ElementRight { element: position, value: expected };
    suite.assert_refused(&finder, &dispute(1, &work, position), &[], &right.into());
    suite.run(&finder, &dispute(1, &work, at(0, 0)));
    assert_eq!(credit(&suite, &finder), BOND / 2);
}

/// A conviction that leaves less than the least bond ends the lease in its second: no later time is charged without a bond.
#[test]
fn a_conviction_ends_the_lease_unless_the_bond_is_still_whole() {
    let work = Work::seeded(INNER).spoiled(at(1, 1), 1);
    for (extra, ends) in [(0, true), (BOND - 1, true), (BOND, false)] {
        let mut suite = committed_to(&work);
        let (finder, provider) = (suite.stranger.clone(), suite.provider.clone());
        if extra > 0 {
            suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(extra, DENOM)).unwrap();
        }
        suite.advance(10);
        let (now, runway) = (suite.now(), suite.lease(1).runway_until);
        let convicted = suite.run(&finder, &dispute(1, &work, at(1, 1)));
        let ended = convicted.events.iter().any(|event| event.ty == "wasm-lease_ended");
        assert_eq!(ended, ends);
        assert_eq!(suite.lease(1).runway_until, if ends { now } else { runway });
        let record = suite.provider_of(&provider);
        assert_eq!((record.open_leases, record.bond.u128()), (u32::from(!ends), extra));
        assert_eq!(suite.offers()[0].gpus_in_use, if ends { 0 } else { 2 });
        if ends {
            assert_eq!(record.locked_until, now + PERIOD);
            // What it was charged before stays held for later leaves, the rest is the tenant's at once.
            let lease = suite.lease(1);
            suite.refund(1, None);
            assert_eq!(held(&suite.lease(1).status), lease.accrued.u128() - lease.voided.u128());
        }
    }
}

/// A lease whose provider has 71 bonds, and of whose 65 epochs of ten seconds, each with a wrong output, the first `voids` are void.
fn wrong_epochs(voids: u64) -> (Suite, Work) {
    let work = Work::seeded(8).spoiled(at(0, 0), 1);
    let mut suite = Suite::new();
    suite.open(2, 3_600, 20_000);
    let (provider, finder) = (suite.provider.clone(), suite.stranger.clone());
    suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(70 * BOND, DENOM)).unwrap();
    for epoch in 1..=65 {
        suite.advance(10);
        suite.run(&provider, &commit(1, epoch, &work));
        let now = suite.now();
        suite.attest(&[with_output(leaf(1, 1, now), &work)]);
        // The windows of the first are over before the last begin.
        if epoch <= voids {
            suite.run(&finder, &dispute(epoch, &work, at(0, 0)));
        }
    }
    (suite, work)
}

/// Requests that are open when a lease is forfeited need no verdict: anyone ends them at once, and they hold the
/// provider's bond no longer.
#[test]
fn open_requests_of_a_forfeited_lease_are_released_at_once() {
    let (mut suite, work) = wrong_epochs(63);
    let (finder, asker, provider) = (suite.stranger.clone(), suite.rival.clone(), suite.provider.clone());
    let bond = coins(REQUEST_BOND, DENOM);
    suite.execute(&asker, &ask(65, Some(at(1, 1))), &bond).unwrap();
    suite.run(&finder, &dispute(64, &work, at(0, 0)));
    assert_eq!(suite.requests(1).iter().map(|request| request.is_moot).collect::<Vec<_>>(), [true]);
    let forfeited: ContractError = DisputeError::LeaseForfeited { lease_id: 1, voids: 64 }.into();
    suite.assert_refused(&provider, &answer(65, &asker, &work, at(1, 1)), &[], &forfeited);
    suite.assert_refused(&finder, &ask(65, None), &bond, &forfeited);
    assert_eq!(suite.provider_of(&provider).open_requests, 1);
    suite.run(&provider, &resolve(65, &asker));
    assert_eq!(credit(&suite, &asker), REQUEST_BOND);
    let record = suite.provider_of(&provider);
    assert_eq!((record.open_requests, record.bond.u128()), (0, 7 * BOND), "and no 65th slash");
}

/// 64 void epochs, each paid for with a bond: the 64th forfeits the lease, so that no epoch that cannot be disputed is ever paid.
#[test]
fn the_sixty_fourth_void_epoch_forfeits_the_lease() {
    let (mut suite, work) = wrong_epochs(64);
    let (finder, tenant) = (suite.stranger.clone(), suite.tenant.clone());
    // The first epoch has one second, the others ten, at 5 a second.
    assert_eq!(suite.lease(1).voided.u128(), 5 + 63 * 50);
    let forfeited: ContractError = DisputeError::LeaseForfeited { lease_id: 1, voids: 64 }.into();
    suite.assert_refused(&finder, &dispute(65, &work, at(0, 0)), &[], &forfeited);
    let spent = suite.balance(&tenant);
    let last = suite.attest(&[leaf(1, 3_250, suite.now())]);
    suite.advance(WINDOW);
    suite.assert_refused(&finder, &ExecuteMsg::Claim(last.claim(0)), &[], &forfeited);
    suite.refund(1, None);
    assert_eq!(suite.balance(&tenant), spent + 20_000, "all of it, at once");
    assert_eq!(suite.provider_of(&suite.provider.clone()).bond.u128(), 7 * BOND);
}

/// One bond buys no shield: the first void epoch ends the lease, so that no later time can be charged, and the epochs
/// before can still be disputed.
#[test]
fn self_made_voids_for_one_bond_shield_nothing_that_is_paid() {
    let work = Work::seeded(8).spoiled(at(0, 0), 1);
    let mut suite = Suite::new();
    suite.open(2, 3_600, 20_000);
    let (cheat, friend) = (suite.provider.clone(), suite.rival.clone());
    // All epochs of the lease are in their windows when it begins to void them.
    for epoch in 1..=5 {
        suite.advance(10);
        suite.run(&cheat, &commit(1, epoch, &work));
        let now = suite.now();
        suite.attest(&[with_output(leaf(1, 1, now), &work)]);
    }
    for epoch in 1..=4 {
        suite.run(&friend, &dispute(epoch, &work, at(0, 0)));
    }
    suite.advance(10);
    // The fifth is disputed as ever, without a bond left; one that begins after the first void lies outside of the lease.
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &dispute(5, &work, at(0, 0)));
    suite.run(&cheat, &commit(1, 6, &work));
    let now = suite.now();
    suite.attest(&[with_output(leaf(1, 1, now), &work)]);
    suite.run(&cheat, &commit(1, 7, &work));
    suite.advance(10);
    let now = suite.now();
    let last = suite.attest(&[with_output(leaf(1, 250, now), &work)]);
    let lease = suite.lease(1);
    let outside = DisputeError::EpochOutsideLease {
        lease_id: 1,
        epoch: 7,
        starts_at: lease.starts_at,
        ends_at: lease.starts_at + 50,
    };
    suite.assert_refused(&stranger, &dispute(7, &work, at(0, 0)), &[], &outside.into());
    suite.advance(WINDOW);
    // The lease ran for 50 seconds at 5, of which 41 are in the void epochs.
    suite.run(&stranger, &ExecuteMsg::Claim(last.claim(0)));
    assert_eq!(suite.lease(1).claimed.u128(), 250 - 205);
}

#[test]
fn a_slashed_provider_offers_and_leases_nothing_until_its_bond_is_whole() {
    let work = Work::seeded(INNER).spoiled(at(2, 2), 1);
    let mut suite = committed_to(&work);
    let (finder, provider, tenant) = (suite.stranger.clone(), suite.provider.clone(), suite.tenant.clone());
    suite.run(&finder, &dispute(1, &work, at(2, 2)));
    let refusal = |found: u128| ContractError::BondTooSmall {
        found: Uint128::new(found),
        required: Uint128::new(BOND),
    };
    let publish = ExecuteMsg::PublishOffer(super::suite::terms());
    let open = ExecuteMsg::OpenLease(weal_api::compute_escrow::LeaseRequest::new(1, 1, 600));
    suite.assert_refused(&provider, &publish, &[], &refusal(0));
    suite.assert_refused(&tenant, &open, &coins(3_000, DENOM), &refusal(0));
    suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(BOND - 1, DENOM)).unwrap();
    suite.assert_refused(&provider, &publish, &[], &refusal(BOND - 1));
    suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(1, DENOM)).unwrap();
    suite.run(&provider, &publish);
    suite.execute(&tenant, &open, &coins(3_000, DENOM)).unwrap();
    let unknown = ContractError::UnknownProvider { provider: tenant.clone() };
    suite.assert_refused(&tenant, &ExecuteMsg::TopUpBond {}, &coins(1, DENOM), &unknown);
}

#[test]
fn a_bond_answers_for_closed_leases_with_outputs_until_they_settle() {
    let work = Work::seeded(INNER);
    for commits_late in [false, true] {
        let mut suite = Suite::new();
        let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
        suite.open(2, 600, 3_000);
        suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
        suite.advance(100);
        if !commits_late {
            suite.run(&provider, &commit(1, 1, &work));
        }
        suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
        if commits_late {
            suite.run(&provider, &commit(1, 1, &work));
        }
        let locked_until = suite.lease(1).settles_at;
        suite.advance(locked_until - suite.now() - 1);
        let locked = DisputeError::BondLocked { locked_until, now: locked_until - 1 };
        suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &locked.into());
        suite.advance(1);
        suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    }
}

/// 26: an attested leaf above what its lease can owe pays nothing, and is put on record once.
#[test]
fn an_overcharge_is_put_on_record_once_and_an_honest_leaf_never() {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    suite.advance(100);
    let (stranger, now) = (suite.stranger.clone(), suite.now());
    let honest = suite.attest(&[leaf(1, 500, now)]);
    let refusal = DisputeError::NotOvercharged { charge: Uint128::new(500), max: Uint128::new(500) };
    suite.assert_refused(&stranger, &ExecuteMsg::ReportOvercharge(honest.claim(0)), &[], &refusal.into());
    suite.advance(1);
    let now = suite.now();
    let dear = suite.attest(&[leaf(1, 506, now)]);
    let reported = suite.run(&stranger, &ExecuteMsg::ReportOvercharge(dear.claim(0)));
    assert_eq!(super::suite::attribute(&reported, "wasm-overcharge_shown", "max"), "505");
    let again = DisputeError::AlreadyShown { lease_id: 1, epoch: 2 };
    suite.assert_refused(&stranger, &ExecuteMsg::ReportOvercharge(dear.claim(0)), &[], &again.into());
    assert_eq!(RATE, 5 * RATE_SCALE / 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// I12: showing the one wrong element convicts, wherever it is and however small the fault; no other element does.
    #[test]
    fn a_planted_fault_is_found_and_an_honest_element_never(
        row in 0..ROWS, col in 0..COLS, by in prop_oneof![1i32..1 << 20, -(1 << 20)..0],
        other_row in 0..ROWS, other_col in 0..COLS, is_seeded: bool,
    ) {
        let work = if is_seeded { Work::seeded(INNER) } else { Work::committed() };
        let work = work.spoiled(at(row, col), by);
        let mut suite = committed_to(&work);
        let finder = suite.stranger.clone();
        if (other_row, other_col) != (row, col) {
            let refused = suite.execute(&finder, &dispute(1, &work, at(other_row, other_col)), &[]);
            prop_assert!(refused.unwrap_err().to_string().contains("as it should be"));
        }
        suite.run(&finder, &dispute(1, &work, at(row, col)));
        prop_assert_eq!(suite.holdings().bonds.u128(), 0);
    }
}
