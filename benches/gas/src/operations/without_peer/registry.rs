//! An auditor's life in a registry: a new one each round, because an auditor stays liable for a month.

use super::{Rows, number};
use crate::ledger::Ledger;
use crate::stage::{OPERATOR, Stage};
use cosmwasm_std::Uint128;
use weal_api::asset::AssetInfo;
use weal_api::compute_registry::{
    AuditTerms, Claim, ClaimKind, ExecuteMsg, InstantiateMsg, RevocationReason, SkuSpec,
};
use weal_client::{Chain, Funds, ONE, USD};

const CONTRACT: &str = "compute-registry";
const AUDITOR: &str = "spare";
const BOND: u128 = 1_000 * ONE;
/// The time for which an attestation stands, seconds.
const LIFE: u64 = 30 * 86_400;

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let address = create(stage)?;
    let auditor = stage.address(AUDITOR)?;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address: &address };
    let (none, bond) = (Funds::none(), Funds::one(BOND, USD));
    let register = ExecuteMsg::RegisterAuditor { name: "Auditor".into() };
    rows.row("register auditor", AUDITOR, &register, &bond)?;
    rows.row("add bond", AUDITOR, &ExecuteMsg::AddBond {}, &bond)?;
    let kinds = vec![ClaimKind::Region, ClaimKind::RenewableShare];
    rows.row("approve auditor", OPERATOR, &ExecuteMsg::ApproveAuditor { auditor, kinds }, &none)?;
    let attest = attest(stage)?;
    let attested = rows.row("attest", AUDITOR, &attest, &none)?;
    let attestation_id = number(&attested, "wasm-attested", "attestation_id")?;
    let revoke = ExecuteMsg::Revoke { attestation_id, reason: RevocationReason::FactsChanged };
    rows.row("revoke", AUDITOR, &revoke, &none)?;
    let attested = rows.send(AUDITOR, &attest, &none)?;
    let reporter = stage.address("keeper")?;
    let refute = ExecuteMsg::Refute {
        attestation_id: number(&attested, "wasm-attested", "attestation_id")?,
        evidence_hash: [2; 32].into(),
        reporter: Some(reporter.clone()),
    };
    rows.row("refute", OPERATOR, &refute, &none)?;
    rows.row("claim award", "keeper", &ExecuteMsg::ClaimAward { account: reporter }, &none)?;
    let sku = SkuSpec { name: "b200-sxm6-180gb".into(), vram_gb: 180, int8_tops: 4_500, watts: 1_000 };
    rows.row("add SKU", OPERATOR, &ExecuteMsg::AddSku(sku), &none)?;
    Ok(())
}

fn create(stage: &Stage<'_>) -> anyhow::Result<String> {
    let operator = stage.address(OPERATOR)?;
    let message = InstantiateMsg {
        owner: operator.clone(),
        bond_asset: AssetInfo::native(USD),
        treasury: operator,
        terms: AuditTerms {
            min_bond: Uint128::new(BOND),
            slash_bps: 5_000,
            reporter_share_bps: 2_000,
            liability_seconds: 30 * 86_400,
        },
    };
    let message = serde_json::to_value(message)?;
    Ok(stage.chain.instantiate(OPERATOR, stage.codes[CONTRACT], CONTRACT, &message)?.0)
}

fn attest(stage: &Stage<'_>) -> anyhow::Result<ExecuteMsg> {
    Ok(ExecuteMsg::Attest {
        provider: stage.address("gpu_two")?,
        claim: Claim::Region { code: "eu-de-fra".into() },
        document_hash: [1; 32].into(),
        uri: "https://auditor.example/reports/2026/gpu-two.pdf".into(),
        expires_at: stage.chain.block()?.time + LIFE,
    })
}
