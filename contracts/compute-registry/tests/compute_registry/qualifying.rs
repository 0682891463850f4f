//! Requirements: what meets them and until when.

use super::suite::{DAY, Suite};
use compute_registry::ContractError;
use weal_api::compute_registry::{
    Claim, ClaimKind, ComputeRegistryContract, ExecuteMsg, QualifiesResponse, QueryMsg, Requirement,
};

fn europe() -> Requirement {
    Requirement::Region { code: "eu".into() }
}

fn green() -> Requirement {
    Requirement::RenewableShare { min_bps: 8_000 }
}

#[test]
fn every_requirement_must_be_met_until_the_end() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let region = suite.attest(&auditor, Claim::Region { code: "eu-de-fra".into() }, 300 * DAY);
    let share = suite.attest(&auditor, Claim::RenewableShare { bps: 8_000 }, 10 * DAY);
    let (until, required) = (suite.now() + 10 * DAY, [europe(), green()]);
    let found = suite.qualifies(&required, until);
    assert!(found.qualifies);
    assert_eq!([found.results[0].met_by, found.results[1].met_by], [Some(region), Some(share)]);

    let later = suite.qualifies(&required, until + 1);
    assert!(!later.qualifies);
    assert_eq!([later.results[0].met_by, later.results[1].met_by], [Some(region), None]);
    let handle = ComputeRegistryContract(suite.registry.clone());
    for (until, expected) in [(until, true), (until + 1, false)] {
        let met = handle.qualifies(&suite.app.wrap(), &suite.provider, &required, until).unwrap();
        assert_eq!(met, expected);
    }
}

#[test]
fn any_auditor_meets_a_requirement_and_the_longest_lasting_is_named() {
    let mut suite = Suite::new();
    let (auditor, rival) = (suite.auditor.clone(), suite.rival.clone());
    suite.attest(&auditor, Claim::RenewableShare { bps: 7_999 }, 50 * DAY);
    assert!(!suite.qualifies(&[green()], suite.now()).qualifies);
    let theirs = suite.attest(&rival, Claim::RenewableShare { bps: 9_000 }, 10 * DAY);
    assert_eq!(suite.qualifies(&[green()], suite.now()).results[0].met_by, Some(theirs));
    let longer = suite.attest(&auditor, Claim::RenewableShare { bps: 8_000 }, 50 * DAY);
    assert_eq!(suite.qualifies(&[green()], suite.now()).results[0].met_by, Some(longer));
}

#[test]
fn what_does_not_count_meets_nothing() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let needs = [Requirement::Attested { kind: ClaimKind::Soc2 }];
    let meets = |suite: &Suite| suite.qualifies(&needs, suite.now()).qualifies;
    assert!(!meets(&suite));
    suite.attest(&auditor, Claim::Soc2 {}, DAY);
    assert!(meets(&suite));
    suite.govern(&ExecuteMsg::SuspendAuditor { auditor: auditor.to_string() });
    assert!(!meets(&suite));
    suite.approve(&auditor, ClaimKind::ALL.into());
    assert!(meets(&suite));
    suite.advance(DAY + 1);
    assert!(!meets(&suite));
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, None);
    suite.govern(&refute);
    assert!(!meets(&suite));
}

#[test]
fn another_providers_attestations_meet_nothing() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let required = vec![Requirement::Attested { kind: ClaimKind::Soc2 }];
    let msg = QueryMsg::Qualifies { provider: suite.stranger.to_string(), required, until: None };
    assert!(!suite.query::<QualifiesResponse>(&msg).qualifies);
}

#[test]
fn nothing_required_is_met_and_sixteen_are_the_most() {
    let suite = Suite::new();
    assert!(suite.qualifies(&[], suite.now()).qualifies);
    assert_eq!(suite.qualifies(&vec![green(); 16], suite.now()).results.len(), 16);
    let msg = QueryMsg::Qualifies {
        provider: suite.provider.to_string(),
        required: vec![green(); 17],
        until: None,
    };
    let error = suite.try_query::<QualifiesResponse>(&msg).unwrap_err().to_string();
    assert!(error.contains(&ContractError::TooManyRequirements { found: 17, max: 16 }.to_string()));
}
