//! Output commitments: recorded once, before the root, and binding.

use super::suite::{Epoch, Suite, WINDOW, assert_event, leaf};
use compute_escrow::ContractError;
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{ExecuteMsg, OutputCommit, OutputCommitmentResponse, QueryMsg};
use weal_api::oracle::HashLength;
use weal_attestation::SettlementLeaf;

fn commit(lease_id: u64, epoch: u64, byte: u8) -> ExecuteMsg {
    ExecuteMsg::CommitOutput(OutputCommit { lease_id, epoch, commitment: [byte; 32].into(), job: None })
}

fn leaf_with(lease_id: u64, charge: u128, until: u64, byte: u8) -> SettlementLeaf {
    SettlementLeaf { output_commitment: [byte; 32], ..leaf(lease_id, charge, until) }
}

fn mismatch(epoch: u64, found: u8, required: u8) -> ContractError {
    let (found, required) = ([found; 32].into(), [required; 32].into());
    ContractError::CommitmentMismatch { lease_id: 1, epoch, found, required }
}

fn claim_refused(suite: &mut Suite, epoch: &Epoch, index: usize, reason: &ContractError) {
    let stranger = suite.stranger.clone();
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(index)), &[], reason);
}

#[test]
fn a_commitment_is_recorded_with_its_block() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(10);

    let committed = suite.run(&provider, &commit(lease_id, 1, 7));

    let block = suite.app.block_info();
    let commitment = Binary::from([7; 32]);
    assert_event(
        &committed,
        "wasm-output_committed",
        &[
            ("lease_id", "1"),
            ("epoch", "1"),
            ("commitment", &commitment.to_base64()),
            ("height", &block.height.to_string()),
        ],
    );
    let expected = OutputCommitmentResponse {
        commitment,
        height: block.height,
        committed_at: block.time.seconds(),
        job: None,
    };
    let recorded = |epoch| {
        suite.query::<Option<OutputCommitmentResponse>>(&QueryMsg::OutputCommitment { lease_id, epoch })
    };
    assert_eq!((recorded(1), recorded(2)), (Some(expected), None));
}

#[test]
fn only_the_leases_provider_commits_once_and_well_formed() {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    let lease_id = suite.open(2, 600, 3_000);
    let not_provider = ContractError::NotProvider { sender: tenant.clone(), provider: provider.clone() };
    suite.assert_refused(&tenant, &commit(lease_id, 1, 7), &[], &not_provider);
    let unknown = ContractError::UnknownLease { lease_id: 9 };
    suite.assert_refused(&provider, &commit(9, 1, 7), &[], &unknown);
    suite.assert_refused(&provider, &commit(lease_id, 1, 0), &[], &ContractError::ZeroCommitment);
    for found in [0, 31, 33] {
        let commitment = Binary::from(vec![7; found]);
        let msg = ExecuteMsg::CommitOutput(OutputCommit { lease_id, epoch: 1, commitment, job: None });
        suite.assert_refused(&provider, &msg, &[], &HashLength { field: "commitment", found }.into());
    }
    suite.run(&provider, &commit(lease_id, 1, 7));
    let height = suite.app.block_info().height;
    let twice = ContractError::AlreadyCommitted { lease_id, epoch: 1, height };
    suite.assert_refused(&provider, &commit(lease_id, 1, 7), &[], &twice);
    suite.run(&provider, &commit(lease_id, 2, 8));
}

/// A commitment must come before the root, because whatever depends on the root can be known once the root is posted.
#[test]
fn a_commitment_after_the_root_is_refused() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let epoch = suite.attest(&[leaf_with(lease_id, 500, suite.now(), 7)]);
    let posted_at = suite.now();
    suite.advance(WINDOW);
    let late = ContractError::EpochAttested { epoch: 1, posted_at };
    suite.assert_refused(&provider, &commit(lease_id, 1, 7), &[], &late);
    claim_refused(&mut suite, &epoch, 0, &mismatch(1, 7, 0));
}

#[test]
fn a_leaf_must_carry_what_was_committed() {
    let mut suite = Suite::new();
    let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 3_000);
    suite.run(&provider, &commit(lease_id, 1, 7));
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[
        leaf_with(lease_id, 500, now, 8),
        leaf_with(lease_id, 500, now, 0),
        leaf_with(lease_id, 500, now, 7),
    ]);
    suite.advance(WINDOW);
    claim_refused(&mut suite, &epoch, 0, &mismatch(1, 8, 7));
    claim_refused(&mut suite, &epoch, 1, &mismatch(1, 0, 7));
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(2)));
}

/// Another epoch's commitment is no excuse, and none recorded asks for zero.
#[test]
fn a_commitment_counts_for_its_own_epoch_and_lease() {
    let mut suite = Suite::new();
    let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 3_000);
    let other = suite.open(2, 600, 3_000);
    suite.run(&provider, &commit(lease_id, 2, 7));
    suite.run(&provider, &commit(other, 1, 7));
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[leaf_with(lease_id, 500, now, 7), leaf(lease_id, 500, now)]);
    suite.advance(WINDOW);
    claim_refused(&mut suite, &epoch, 0, &mismatch(1, 7, 0));
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
}

#[test]
fn a_settled_lease_takes_no_commitment() {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    let lease_id = suite.open(2, 600, 3_000);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    suite.run(&provider, &commit(lease_id, 1, 7));
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    let settled = ContractError::LeaseSettled { lease_id, paid: 0u128.into(), refunded: 3_000u128.into() };
    suite.assert_refused(&provider, &commit(lease_id, 2, 7), &[], &settled);
}
