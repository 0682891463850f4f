//! A wrong element is shown to the contract.

use super::narrator::{Narrator, Refused};
use super::written::{amount, thousands};
use crate::services::{Settled, Stage};
use compute_worker::{DigitsJob, Epoch};
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::{ElementDispute, ElementPosition, ExecuteMsg, ProviderResponse, QueryMsg};

/// The account that looks at the results: anybody can.
const FINDER: &str = "liquidator";

/// A wrong element in a settled epoch.
pub(super) struct FoundFault<'a> {
    pub(super) settled: &'a Settled,
    pub(super) element: ElementPosition,
    pub(super) epoch: &'a Epoch,
}

/// The second lease's provider is found wrong in one transaction; the first one's result stands. Credits are taken later:
/// the challenge window is a few seconds, and there is more to show inside it.
pub(super) fn void(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    fault: &FoundFault<'_>,
    leases: [u64; 2],
) -> anyhow::Result<()> {
    let FoundFault { settled, element, epoch } = *fault;
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let job = DigitsJob::load()?;
    let dispute = |which: usize| {
        let (lease_id, epoch) = (leases[which], epoch.number);
        let opening = job.opening(&settled.products[which], element)?;
        anyhow::Ok(ExecuteMsg::DisputeElement(ElementDispute { lease_id, epoch, element, opening }))
    };
    let [right, wrong] = [dispute(0)?, dispute(1)?];
    let [row, col] = [element.row, element.col].map(|place| thousands(place.into()));
    let receipt = escrow.execute(chain, FINDER, &wrong)?;
    narrator.step(
        &format!(
            "a finder shows row {row}, column {col} of gpu_two's result; the contract recomputes it: the epoch is void"
        ),
        &receipt,
    );
    let refused = escrow.execute(chain, FINDER, &right);
    let attempt = "disputing the same element of gpu_one's";
    narrator
        .refused(Refused { attempt, says: "as it should be", because: "it is as it should be" }, refused)?;
    let query = QueryMsg::Provider { provider: chain.address("gpu_two")? };
    let provider: ProviderResponse = escrow.query(chain, &query)?;
    narrator.say(&format!("gpu_two's bond is {} USD now", amount(provider.bond.u128())));
    Ok(())
}

/// Pays out the part that was cut off the bond, half and half.
pub(super) fn take_credits(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<()> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    for account in ["tenant", FINDER] {
        let query = QueryMsg::Credit { account: chain.address(account)? };
        let credit: Uint128 = escrow.query(chain, &query)?;
        let receipt = escrow.execute(chain, account, &ExecuteMsg::ClaimCredit {})?;
        narrator
            .step(&format!("{account} takes its half of the cut, {} USD", amount(credit.u128())), &receipt);
    }
    Ok(())
}
