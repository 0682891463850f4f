//! The index takes up what was settled of the round's lease.

use super::Rows;
use crate::ledger::Ledger;
use crate::operations::escrow::newest_lease;
use crate::stage::Stage;
use api::compute_index::ExecuteMsg;
use client::Funds;

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let address = &stage.economy.index.address;
    let mut rows = Rows { stage, ledger, contract: "compute-index", address };
    let record = ExecuteMsg::Record { lease_ids: vec![newest_lease(stage)?] };
    rows.row("record, one lease", "keeper", &record, &Funds::none())?;
    Ok(())
}
