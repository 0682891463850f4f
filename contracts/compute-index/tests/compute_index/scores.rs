//! Provider scores: quality times confidence, from settled work only.

use super::suite::{HALF_VOLUME, Suite, account, work};
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{ComputeIndexContract, ProviderScoresResponse, QueryMsg};

#[test]
fn half_the_confidence_at_half_volume_and_less_with_credits() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", HALF_VOLUME)]);
    let found = suite.score("north");
    assert_eq!((found.quality_bps, found.confidence_bps, found.score), (10_000, 5_000, 5_000));
    // Of 2,000,000 worth, a fifth was given back: 10^4 · 1.6 ÷ 2.0 = 8,000; 8,000 · 1.6 ÷ 2.6 = 4,923.07….
    let credited = Uint128::new(400_000);
    suite.index(&[SettledWork { credited, ..work(2, "north", 600_000) }]);
    let found = suite.score("north");
    assert_eq!((found.settled_leases, found.volume.u128(), found.credited), (2, 1_600_000, credited));
    assert_eq!((found.quality_bps, found.confidence_bps, found.score), (8_000, 6_153, 4_923));
    let handle = ComputeIndexContract(suite.index.clone());
    assert_eq!(handle.provider_score(&suite.app.wrap(), &account("north")).unwrap(), found);
}

#[test]
fn nothing_settled_scores_zero() {
    let mut suite = Suite::new();
    let running = SettledWork { is_settled: false, ..work(1, "north", 9_000_000) };
    suite.index(&[running]);
    let found = suite.score("north");
    assert_eq!((found.quality_bps, found.confidence_bps, found.score), (0, 0, 0));
}

/// 24: the same fee buys the same score, in however many leases.
#[test]
fn splitting_work_into_many_leases_scores_the_same() {
    let (mut whole, mut parts) = (Suite::new(), Suite::new());
    whole.index(&[work(1, "north", 900_000)]);
    let leases: Vec<_> = (1..=90).map(|lease_id| work(lease_id, "north", 10_000)).collect();
    parts.index(&leases);
    assert_eq!(whole.score("north").score, parts.score("north").score);
}

/// 24: neither leasing from oneself nor what others settled raises a score.
#[test]
fn own_leases_and_other_accounts_raise_nothing() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", 500_000)]);
    let before = suite.score("north");
    let own = SettledWork { tenant: account("north"), ..work(2, "north", 9_000_000) };
    suite.index(&[own, work(3, "north's other account", 9_000_000)]);
    assert_eq!(suite.score("north"), before);
}

#[test]
fn providers_are_paged_by_address() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", 1_000), work(2, "south", 2_000), work(3, "west", 3_000)]);
    let page = |start_after: Option<String>, limit| {
        let msg = QueryMsg::ProviderScores { start_after, limit };
        suite.query::<ProviderScoresResponse>(&msg).scores
    };
    let all = page(None, None);
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by_key(|row| row.provider.clone()));
    assert_eq!(page(None, Some(2)), all[..2]);
    assert_eq!(page(Some(all[1].provider.to_string()), None), all[2..]);
    assert_eq!(all.iter().find(|row| row.provider == account("west")).unwrap(), &suite.score("west"));
}
