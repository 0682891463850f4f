//! A committee with bonds: an oracle of its own each round, since its first committee is founded and punished once.

use super::Rows;
use crate::committee::{OPERATORS, QUORUM, quorum, registration, sign};
use crate::ledger::Ledger;
use crate::stage::{OPERATOR, Stage};
use cosmwasm_std::{Binary, Decimal, Uint128};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::oracle::{
    Approval, AssetSpec, BondTerms, CommitteeTerms, DoubleSignature, ExecuteMsg, FIRST_COMMITTEE_EPOCH,
    FeedSpec, InstantiateMsg, SettlementRootMsg, SignedAppraisal,
};
use weal_attestation::{AppraisalObservation, PriceObservation, Rotation, SettlementRoot};
use weal_client::{ATOM_FEED, Chain, Funds, ONE, Oracle, USD};

const CONTRACT: &str = "oracle";
const BOND: u128 = 1_000 * ONE;
const ASSET: &str = "house/1";
const VALUE: u128 = 300_000 * ONE;
/// The signers' bits.
const SIGNERS: u32 = (1 << QUORUM) - 1;

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let oracle = create(stage)?;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address: &oracle.address };
    let (none, bond) = (Funds::none(), Funds::one(BOND, USD));
    for (member, account) in (0..).zip(OPERATORS) {
        let register = registration(stage.chain, &oracle, member)?;
        // The second: the first also makes the sum of all bonds, the last the committee.
        match member {
            1 => rows.row("register key, with its bond", account, &register, &bond)?,
            _ => rows.send(account, &register, &bond)?,
        };
    }
    rows.row("submit round, 3 signatures", "keeper", &round(stage, &oracle)?, &none)?;
    let add = ExecuteMsg::AddAsset(asset(stage)?);
    rows.row("add asset", OPERATOR, &add, &none)?;
    for round in [1, 2] {
        let appraise = appraisal(stage, &oracle, round)?;
        match round {
            2 => rows.row("submit appraisal, 3 signatures", "keeper", &appraise, &none)?,
            _ => rows.send("keeper", &appraise, &none)?,
        };
    }
    let mark_down = ExecuteMsg::MarkDown { asset: ASSET.into(), value: Uint128::new(VALUE * 9 / 10) };
    rows.row("mark down", OPERATORS[0], &mark_down, &none)?;
    let report = equivocation(stage)?;
    rows.row("report equivocation, one member", "keeper", &report, &none)?;
    rows.row("claim award", "keeper", &ExecuteMsg::ClaimAward {}, &none)?;
    let operators =
        OPERATORS.map(|account| stage.address(account)).into_iter().collect::<Result<Vec<_>, _>>()?;
    let propose = ExecuteMsg::ProposeRotation { operators: operators.clone(), approval: None };
    rows.row("propose rotation, by the owner", OPERATOR, &propose, &none)?;
    let accounts: Vec<&str> = operators.iter().map(String::as_str).collect();
    // The committee that follows the first, and the proposal after the owner's.
    let statement = Rotation { committee_epoch: 2, proposal: 1, operators: &accounts };
    let signatures = quorum(stage.chain, &oracle.address, &statement);
    let approval = Some(Approval { signers: SIGNERS, signatures });
    let propose = ExecuteMsg::ProposeRotation { operators: operators.clone(), approval };
    rows.row("propose rotation, 3 signatures", "keeper", &propose, &none)?;
    Ok(())
}

fn create(stage: &Stage<'_>) -> anyhow::Result<Oracle> {
    let operators = OPERATORS.map(|account| stage.address(account)).into_iter().collect::<Result<_, _>>()?;
    let bond = BondTerms {
        minimum: Asset { info: AssetInfo::native(USD), amount: BOND.into() },
        unbonding_seconds: 86_400,
        insurance: stage.address("spare")?,
        finder_share_bps: 1_000,
        mark_down_stake: Uint128::new(BOND / 10),
        overturn_seconds: 3_600,
    };
    let feed = FeedSpec {
        name: ATOM_FEED.into(),
        max_age_seconds: 3_600,
        max_deviation_bps: 1_000,
        min_observations: None,
    };
    let terms = CommitteeTerms { bond: Some(bond), ..CommitteeTerms::default() };
    let message = InstantiateMsg { owner: stage.address(OPERATOR)?, operators, feeds: vec![feed], terms };
    let message = serde_json::to_value(message)?;
    Ok(Oracle::at(stage.chain.instantiate(OPERATOR, stage.codes[CONTRACT], CONTRACT, &message)?.0))
}

/// A packed round of prices.
fn round(stage: &Stage<'_>, oracle: &Oracle) -> anyhow::Result<ExecuteMsg> {
    let (round, observed_at, price_atomics) = (1, stage.chain.block()?.time, Decimal::percent(850).atomics());
    let price_atomics = price_atomics.u128();
    let statement = PriceObservation { feed: ATOM_FEED, round, observed_at, price_atomics };
    let observe = |member| {
        let signature = sign(stage.chain, &oracle.address, member, &statement);
        [&price_atomics.to_be_bytes()[..], &observed_at.to_be_bytes(), &signature].concat()
    };
    let observations = Binary::new((0..QUORUM).flat_map(observe).collect());
    Ok(ExecuteMsg::SubmitRound { feed: ATOM_FEED.into(), round, signers: SIGNERS, observations })
}

fn asset(stage: &Stage<'_>) -> anyhow::Result<AssetSpec> {
    Ok(AssetSpec {
        asset: ASSET.into(),
        beneficiary: stage.address("borrower")?,
        validity_seconds: 30 * 86_400,
        decay_seconds: 30 * 86_400,
        max_rise_bps_per_day: 100,
        max_mark_down_bps: 2_000,
    })
}

fn appraisal(stage: &Stage<'_>, oracle: &Oracle, round: u64) -> anyhow::Result<ExecuteMsg> {
    let observed_at = stage.chain.block()?.time;
    let statement = AppraisalObservation { asset: ASSET, round, observed_at, value: VALUE };
    let appraise = |member| {
        let signature = Binary::from(sign(stage.chain, &oracle.address, member, &statement));
        SignedAppraisal { member, value: Uint128::new(VALUE), observed_at, signature }
    };
    let appraisals = (0..QUORUM).map(appraise).collect();
    Ok(ExecuteMsg::SubmitAppraisal { asset: ASSET.into(), round, appraisals })
}

/// The last member under two roots of one epoch.
fn equivocation(stage: &Stage<'_>) -> anyhow::Result<ExecuteMsg> {
    let (consumer, member) = (stage.economy.escrow.address.clone(), 3);
    let root = |root| SettlementRoot {
        epoch: 1,
        previous_root: [0; 32],
        root: [root; 32],
        leaf_count: 1_000,
        total_charge: ONE,
        starts_at: 1,
        ends_at: 2,
    };
    let (first, second) = (root(1), root(2));
    let signed = |root| Binary::from(sign(stage.chain, &consumer, member, root));
    let evidence = vec![DoubleSignature { member, first: signed(&first), second: signed(&second) }];
    Ok(ExecuteMsg::ReportEquivocation {
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        first: SettlementRootMsg::from(&first),
        second: SettlementRootMsg::from(&second),
        evidence,
        consumer: consumer.clone(),
    })
}
