//! The messages on the round's lease after its claim: settling it, and taking it up in the index.

use super::Rows;
use crate::ledger::Ledger;
use crate::operations::escrow::newest_lease;
use crate::stage::Stage;
use anyhow::ensure;
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseResponse, LeaseStatus, QueryMsg};
use weal_api::compute_index::ExecuteMsg;
use weal_client::{Chain, Funds};

/// The index takes the lease up twice: its fees as soon as they are claimed, and once it is settled also its provider's
/// score and the day's price.
pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (lease_id, none) = (newest_lease(stage)?, Funds::none());
    let record = ExecuteMsg::Record { lease_ids: vec![lease_id] };
    let mut index = Rows { stage, ledger, contract: "compute-index", address: &stage.economy.index.address };
    index.row("record, one lease", "keeper", &record, &none)?;
    settle(stage, ledger, lease_id)?;
    let mut index = Rows { stage, ledger, contract: "compute-index", address: &stage.economy.index.address };
    index.row("record, one settled lease", "keeper", &record, &none)?;
    Ok(())
}

fn settle(stage: &Stage<'_>, ledger: &mut Ledger, lease_id: u64) -> anyhow::Result<()> {
    let (escrow, none) = (&stage.economy.escrow, Funds::none());
    let lease =
        || -> anyhow::Result<LeaseResponse> { Ok(escrow.query(stage.chain, &QueryMsg::Lease { lease_id })?) };
    stage.chain.wait_until(lease()?.settles_at)?;
    let mut rows = Rows { stage, ledger, contract: "compute-escrow", address: &escrow.address };
    let refund = EscrowMsg::Refund { lease_id, depositor: None };
    rows.row("refund, when nothing can be claimed", "tenant", &refund, &none)?;
    ensure!(matches!(lease()?.status, LeaseStatus::Settled { .. }), "lease {lease_id} is not settled");
    rows.row("claim protocol fees", "keeper", &EscrowMsg::ClaimProtocolFees {}, &none)?;
    Ok(())
}
