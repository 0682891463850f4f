//! GPU leases, work, attestation, and who is paid.

use super::narrator::{Narrator, Refused};
use super::terms::{GPUS, RATE, newest_offer};
use super::written::{amount, duration, percent, thousands};
use super::{dispute, market};
use crate::services::{LIE, Services, Settled, Stage, WorkOrder};
use compute_worker::{DigitsJob, Epoch, Fault};
use cosmwasm_std::{Decimal, Uint128};
use weal_api::compute_escrow::{
    ClaimMsg, ElementPosition, ExecuteMsg, LeaseResponse, LeaseStatus, OfferTerms, QueryMsg,
};
use weal_api::oracle::SettlementResponse;
use weal_client::{COMMITTEE, Funds, H100, ONE, Receipt, USD};

/// The time that the epoch goes on after the jobs are declared, seconds: the workers commit and are probed in it.
const EPOCH_SECONDS: u64 = 20;
const BOND: u128 = 1_000 * ONE;
/// The element that gpu_two gets wrong.
const WRONG: ElementPosition = ElementPosition { row: 1_234, col: 5 };

/// Returns what the first provider was paid, base units.
pub(crate) fn lease_and_settle(
    stage: &Stage<'_>,
    services: &dyn Services,
    narrator: &mut Narrator,
) -> anyhow::Result<u128> {
    narrator.chapter(
        "GPU leases",
        "Two providers offer eight H100 each, at a price per second. A tenant leases both: one by sealed bids, the other \
         as the best offer of a provider that an auditor vouches for.",
    );
    offer(stage, narrator, "gpu_one")?;
    offer(stage, narrator, "gpu_two")?;
    market::attest_provider(stage, narrator, "gpu_two")?;
    let auctioned = market::auction(stage, narrator)?;
    let leases = [auctioned, market::lease_best(stage, narrator)?];
    declare(stage, narrator, leases)?;
    let epoch = next_epoch(stage, leases)?;
    let settled = attest(stage, services, narrator, &epoch, leases)?;
    let fault = dispute::FoundFault { settled: &settled, element: WRONG, epoch: &epoch };
    dispute::void(stage, narrator, &fault, leases)?;
    let paid = claim(stage, narrator, &settled, leases)?;
    dispute::take_credits(stage, narrator)?;
    wind_up(stage, narrator, leases)?;
    market::record(stage, narrator, leases)?;
    Ok(paid)
}

fn offer(stage: &Stage<'_>, narrator: &mut Narrator, provider: &str) -> anyhow::Result<()> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let endpoint = format!("https://{}.example", provider.replace('_', "-"));
    let register = ExecuteMsg::RegisterProvider { name: Some(provider.into()), endpoint };
    let registered = escrow.pay(chain, provider, &register, &Funds::one(BOND, USD));
    match registered {
        Ok(receipt) => narrator.step(&format!("{provider} registers with a bond of 1,000 USD"), &receipt),
        // A story told twice on one chain finds its providers there.
        Err(weal_client::ClientError::Refused { reason, .. }) if reason.contains("registered") => {
            narrator.say(&format!("{provider} is registered already"));
        }
        Err(error) => return Err(error.into()),
    }
    let terms = OfferTerms {
        sku: H100.into(),
        gpus: GPUS,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 10,
        max_seconds: 86_400,
        grams_co2_per_kwh: 41,
        watts: 700,
        ..OfferTerms::default()
    };
    let receipt = escrow.execute(chain, provider, &ExecuteMsg::PublishOffer(terms))?;
    narrator.step(&format!("{provider} offers {GPUS} H100 at 2.49 USD an hour each"), &receipt);
    Ok(())
}

/// Declares the tenant's job: the providers are held to it.
fn declare(stage: &Stage<'_>, narrator: &mut Narrator, leases: [u64; 2]) -> anyhow::Result<()> {
    let job = DigitsJob::load()?.declaration();
    for lease_id in leases {
        let declare = ExecuteMsg::DeclareJob { lease_id, job: job.clone() };
        let receipt = stage.economy.escrow.execute(stage.chain, "tenant", &declare)?;
        narrator.step(&format!("the tenant declares what lease {lease_id} is to compute"), &receipt);
    }
    Ok(())
}

/// The epoch that follows on chain and ends a few seconds from now.
fn next_epoch(stage: &Stage<'_>, leases: [u64; 2]) -> anyhow::Result<Epoch> {
    let (chain, economy) = (stage.chain, &stage.economy);
    let query = weal_api::oracle::QueryMsg::LatestSettlement { consumer: economy.escrow.address.clone() };
    let latest: SettlementResponse = economy.oracle.query(chain, &query)?;
    let first: LeaseResponse = economy.escrow.query(chain, &QueryMsg::Lease { lease_id: leases[0] })?;
    let starts_at = latest.settlement.map_or(first.starts_at, |settlement| settlement.ends_at);
    Ok(Epoch { number: latest.epoch + 1, starts_at, ends_at: chain.block()?.time + EPOCH_SECONDS })
}

fn attest(
    stage: &Stage<'_>,
    services: &dyn Services,
    narrator: &mut Narrator,
    epoch: &Epoch,
    leases: [u64; 2],
) -> anyhow::Result<Settled> {
    narrator.chapter(
        "Work, and its proof",
        "Each worker classifies 1,797 handwritten digits by one INT8 matrix product and commits to the result before \
         anyone knows how it will be checked. Four oracles probe the machines while the leases run, check the work with \
         Freivalds' method, in a fraction of the time it takes to repeat, and sign what they found; the chain chooses a \
         bundle of it, from which each builds the same tree. One of them lies.",
    );
    let orders = [
        WorkOrder { account: "gpu_one", lease_id: leases[0], fault: None },
        WorkOrder {
            account: "gpu_two",
            lease_id: leases[1],
            fault: Some(Fault::WrongElement { row: WRONG.row, col: WRONG.col }),
        },
    ];
    let settled = services.settle(stage, epoch, &orders)?;
    for (what, receipt) in &settled.receipts {
        narrator.step(what, receipt);
    }
    tell_findings(narrator, &settled);
    anyhow::ensure!(settled.dissent == [3], "the lying member must be the only one that differs");
    anyhow::ensure!(settled.attestation.rejected.len() == 1, "one worker must be rejected");
    Ok(settled)
}

/// Tells what the members found of the work and of each other.
fn tell_findings(narrator: &Narrator, settled: &Settled) {
    let right = |score: compute_worker::Score| {
        let [right, of] = [score.right, score.of].map(|digits| digits as u128);
        let share = percent(Decimal::from_ratio(right, of.max(1)));
        format!("{} of {} ({share})", thousands(right), thousands(of))
    };
    let [held_out, all] = settled.scores;
    narrator.say(&format!(
        "gpu_one read {} of the digits it was not trained on right, {} of all",
        right(held_out),
        right(all)
    ));
    for record in &settled.attestation.leaves {
        narrator.say(&format!(
            "lease {}: the probes found the machine up for {}; 95 of 100 requests took at most {} ms",
            record.lease_id,
            duration(record.leaf.uptime_seconds),
            record.leaf.latency_p95_ms
        ));
    }
    for rejection in &settled.attestation.rejected {
        narrator.say(&format!("lease {} gets no leaf: {}", rejection.lease_id, rejection.reason));
    }
    let seat = |member: &u8| COMMITTEE.get(usize::from(*member)).copied().unwrap_or("a stranger");
    let names: Vec<&str> = settled.dissent.iter().map(seat).collect();
    narrator.say(&format!(
        "{} signed charges {LIE} times too high; three others agree, so it changes nothing",
        names.join(" and ")
    ));
}

/// Claims for the honest provider; the other tries everything. Returns what was paid, base units.
fn claim(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    settled: &Settled,
    leases: [u64; 2],
) -> anyhow::Result<u128> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let Some(claim) = settled.attestation.claim(leases[0])? else {
        anyhow::bail!("the honest worker has no leaf");
    };
    anyhow::ensure!(settled.attestation.claim(leases[1])?.is_none(), "a wrong result has a leaf");
    let early = escrow.execute(chain, "gpu_one", &ExecuteMsg::Claim(claim.clone()));
    let lease: LeaseResponse = escrow.query(chain, &QueryMsg::Lease { lease_id: leases[0] })?;
    let because = format!("anybody may object for {} first", duration(lease.challenge_window_seconds));
    let attempt = "claiming inside the challenge window";
    narrator.refused(Refused { attempt, says: "can be claimed from", because: &because }, early)?;
    chain.wait_until(chain.block()?.time + lease.challenge_window_seconds + 1)?;
    forge(stage, narrator, &claim, leases[1])?;
    let provider = chain.address("gpu_one")?;
    let before = chain.balance(&provider, USD)?;
    let receipt = escrow.execute(chain, "gpu_one", &ExecuteMsg::Claim(claim.clone()))?;
    let paid = chain.balance(&provider, USD)? - before;
    let message = format!(
        "gpu_one claims with a proof: {} GPU-seconds, {} USD charged, {} paid out",
        claim.leaf.gpu_seconds,
        amount(claim.leaf.charge.u128()),
        amount(paid)
    );
    narrator.step(&message, &receipt);
    let charge = claim.leaf.charge.u128();
    let again = escrow.execute(chain, "gpu_one", &ExecuteMsg::Claim(claim));
    let because = format!("all {} USD of it were claimed", amount(charge));
    let refused =
        Refused { attempt: "claiming the same leaf again", says: "claimed already", because: &because };
    narrator.refused(refused, again)?;
    Ok(paid)
}

/// Tries claims that the posted root does not prove: another lease's with this proof, and one for more money.
fn forge(stage: &Stage<'_>, narrator: &Narrator, claim: &ClaimMsg, other_lease: u64) -> anyhow::Result<()> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let mut foreign = claim.clone();
    foreign.lease_id = other_lease;
    let forged = escrow.execute(chain, "gpu_two", &ExecuteMsg::Claim(foreign));
    let because = "the proof does not lead to the posted root";
    let attempt = "gpu_two claims its lease with gpu_one's proof";
    narrator.refused(Refused { attempt, says: "another root", because }, forged)?;
    let mut dearer = claim.clone();
    dearer.leaf.charge += Uint128::one();
    let forged = escrow.execute(chain, "gpu_one", &ExecuteMsg::Claim(dearer));
    let attempt = "gpu_one claims a millionth of a USD more than its leaf says";
    narrator.refused(Refused { attempt, says: "another root", because }, forged)
}

/// Ends the leases; what nobody attested goes back to the tenant.
fn wind_up(stage: &Stage<'_>, narrator: &mut Narrator, leases: [u64; 2]) -> anyhow::Result<()> {
    let (chain, escrow) = (stage.chain, &stage.economy.escrow);
    let tenant = chain.address("tenant")?;
    let before = chain.balance(&tenant, USD)?;
    let mut settles_at = 0;
    for lease_id in leases {
        let lease: LeaseResponse = escrow.query(chain, &QueryMsg::Lease { lease_id })?;
        if matches!(lease.status, LeaseStatus::Running { .. }) {
            let receipt = escrow.execute(chain, "tenant", &ExecuteMsg::StopLease { lease_id })?;
            narrator.step(&format!("the tenant stops lease {lease_id}"), &receipt);
        } else {
            narrator.say(&format!("lease {lease_id} has ended already"));
        }
        let lease: LeaseResponse = escrow.query(chain, &QueryMsg::Lease { lease_id })?;
        settles_at = settles_at.max(lease.settles_at);
    }
    chain.wait_until(settles_at + 1)?;
    for lease_id in leases {
        let receipt = refund(stage, lease_id)?;
        narrator.step(
            &format!("what is left of lease {lease_id}'s deposit goes back, by anyone's call"),
            &receipt,
        );
    }
    let refunded = chain.balance(&tenant, USD)? - before;
    narrator.say(&format!(
        "the tenant got {} USD back; the provider of wrong results got none",
        amount(refunded)
    ));
    let receipt = escrow.execute(chain, "operator", &ExecuteMsg::ClaimProtocolFees {})?;
    narrator.step("the protocol's fee is paid out", &receipt);
    let offer_id = newest_offer(stage, "gpu_two")?;
    escrow.execute(chain, "gpu_two", &ExecuteMsg::RetireOffer { offer_id })?;
    let receipt = escrow.execute(chain, "gpu_two", &ExecuteMsg::WithdrawBond {})?;
    narrator.step("gpu_two leaves: the dispute has left nothing of its bond", &receipt);
    Ok(())
}

fn refund(stage: &Stage<'_>, lease_id: u64) -> Result<Receipt, weal_client::ClientError> {
    stage.economy.escrow.execute(stage.chain, "keeper", &ExecuteMsg::Refund { lease_id, depositor: None })
}
