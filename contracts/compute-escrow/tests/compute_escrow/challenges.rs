//! Several challenges at once: none touches another, none lasts, and each blocks what the table says.

use super::disputes::{INNER, Work, at, commit, committed_to, credit, dispute, with_output};
use super::requests::{answer, ask, no_request, resolve};
use super::suite::{
    ANSWER, BOND, DENOM, Epoch, PERIOD, REQUEST_BOND, SILENCE, Suite, WINDOW, assert_event, leaf,
};
use compute_escrow::{ContractError, DisputeError};
use cosmwasm_std::{Addr, coins};
use weal_api::compute_escrow::{ElementPosition, ExecuteMsg, LeaseStatus};

fn asked(suite: &mut Suite, by: &Addr, epoch: u64, element: ElementPosition) {
    suite.execute(by, &ask(epoch, Some(element)), &coins(REQUEST_BOND, DENOM)).unwrap();
}

/// Epochs 1 (honest output) and 2 (`second`) committed and posted, both windows open.
fn two_epochs(first: &Work, second: &Work) -> (Suite, Epoch) {
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let provider = suite.provider.clone();
    suite.advance(50);
    suite.run(&provider, &commit(1, 1, first));
    suite.run(&provider, &commit(1, 2, second));
    suite.advance(30);
    let now = suite.now();
    suite.attest(&[with_output(leaf(1, 400, now), first)]);
    suite.advance(20);
    let now = suite.now();
    let epoch = suite.attest(&[with_output(leaf(1, 500, now), second)]);
    (suite, epoch)
}

/// Finding 1: a friend's request for an earlier epoch leaves the victim's where it is: the withheld output convicts.
#[test]
fn requests_for_two_epochs_are_decided_each_on_its_own() {
    let (first, second) = (Work::seeded(INNER), Work::seeded(INNER).spoiled(at(13, 7), 1));
    let (mut suite, epoch) = two_epochs(&first, &second);
    let (victim, friend, provider) = (suite.stranger.clone(), suite.rival.clone(), suite.provider.clone());
    asked(&mut suite, &victim, 2, at(13, 7));
    asked(&mut suite, &friend, 1, at(0, 0));
    let until = suite.now() + ANSWER;
    suite.run(&friend, &answer(1, &friend, &first, at(0, 0)));
    assert_eq!(credit(&suite, &provider), REQUEST_BOND);
    assert_eq!(suite.request(1, 2, &victim).unwrap().element, at(13, 7));

    suite.advance(WINDOW);
    let waits = DisputeError::RequestOpen { lease_id: 1, epoch: 2, answer_until: until };
    suite.assert_refused(&friend, &ExecuteMsg::Claim(epoch.claim(0)), &[], &waits.into());
    suite.advance(ANSWER);
    suite.run(&friend, &resolve(2, &victim));
    assert_eq!(credit(&suite, &victim), BOND / 2 + REQUEST_BOND);
    let void = DisputeError::EpochVoided { lease_id: 1, epoch: 2 };
    suite.assert_refused(&friend, &ExecuteMsg::Claim(epoch.claim(0)), &[], &void.into());
    assert_eq!((suite.holdings().requests.u128(), suite.provider_of(&provider).open_requests), (0, 0));
}

/// Finding 1, the other way: requests for two epochs lock an honest bond until they are answered, not for ever.
#[test]
fn an_honest_bond_is_free_once_every_request_is_answered() {
    let work = Work::seeded(INNER);
    let (mut suite, epoch) = two_epochs(&work, &work);
    let (attacker, honest) = (suite.rival.clone(), suite.provider.clone());
    asked(&mut suite, &attacker, 2, at(1, 1));
    asked(&mut suite, &attacker, 1, at(2, 2));
    assert_eq!(suite.provider_of(&honest).open_requests, 2);
    suite.run(&honest, &answer(1, &attacker, &work, at(2, 2)));
    assert_eq!(suite.provider_of(&honest).open_requests, 1);
    suite.run(&honest, &answer(2, &attacker, &work, at(1, 1)));
    suite.advance(WINDOW);
    suite.run(&honest, &ExecuteMsg::Claim(epoch.claim(0)));
    suite.run(&honest, &ExecuteMsg::RetireOffer { offer_id: 1 });
    suite.run(&honest, &ExecuteMsg::StopLease { lease_id: 1 });
    let settles_at = suite.lease(1).settles_at;
    suite.advance(settles_at - suite.now());
    suite.run(&honest, &ExecuteMsg::WithdrawBond {});
    assert_eq!(credit(&suite, &honest), 2 * REQUEST_BOND);
    assert_eq!((suite.holdings().bonds.u128(), suite.holdings().requests.u128()), (0, 0));
}

/// Finding 2: a provider that asks itself keeps nobody from asking or from showing what is wrong, to the last second of the window.
#[test]
fn a_provider_that_asks_itself_occupies_nothing() {
    let work = Work::seeded(INNER).spoiled(at(5, 5), 1);
    for disputes in [false, true] {
        let mut suite = committed_to(&work);
        let (cheat, tenant, stranger) =
            (suite.provider.clone(), suite.tenant.clone(), suite.stranger.clone());
        let epoch = Epoch::new(1, &[with_output(leaf(1, 500, suite.now()), &work)]);
        asked(&mut suite, &cheat, 1, at(0, 0));
        suite.advance(WINDOW - 1);
        suite.run(&cheat, &answer(1, &cheat, &work, at(0, 0)));
        asked(&mut suite, &cheat, 1, at(0, 0));
        if disputes {
            suite.run(&stranger, &dispute(1, &work, at(5, 5)));
            assert_eq!(credit(&suite, &stranger), BOND / 2);
        } else {
            asked(&mut suite, &tenant, 1, at(5, 5));
            asked(&mut suite, &stranger, 1, at(7, 7));
            suite.advance(ANSWER + 1);
            suite.run(&stranger, &resolve(1, &tenant));
            assert_eq!(credit(&suite, &tenant), BOND / 2 + BOND / 2 + REQUEST_BOND, "tenant and finder");
            suite.run(&stranger, &resolve(1, &stranger));
            assert_eq!(credit(&suite, &stranger), REQUEST_BOND, "one fault is judged once");
        }
        let void = DisputeError::EpochVoided { lease_id: 1, epoch: 1 };
        suite.assert_refused(&tenant, &ask(1, None), &coins(REQUEST_BOND, DENOM), &void.clone().into());
        suite.advance(WINDOW);
        suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(0)), &[], &void.into());
        assert_eq!(suite.provider_of(&cheat).bond.u128(), 0);
    }
}

/// Requests about an epoch that has become void give their bonds back at once, whoever calls, and hold up nothing meanwhile.
#[test]
fn open_requests_of_a_void_epoch_are_released_and_block_nothing() {
    let work = Work::seeded(INNER).spoiled(at(5, 5), 1);
    let mut suite = committed_to(&work);
    let (cheat, rival, stranger) = (suite.provider.clone(), suite.rival.clone(), suite.stranger.clone());
    asked(&mut suite, &rival, 1, at(0, 0));
    asked(&mut suite, &stranger, 1, at(0, 1));
    suite.run(&stranger, &dispute(1, &work, at(5, 5)));
    assert!(suite.requests(1).iter().all(|request| request.is_moot));
    assert_eq!((suite.requests(1).len(), suite.provider_of(&cheat).open_requests), (2, 0));

    suite.advance(10);
    let now = suite.now();
    let later = suite.attest(&[leaf(1, 500, now)]);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(later.claim(0)));
    let void = DisputeError::EpochVoided { lease_id: 1, epoch: 1 };
    suite.assert_refused(&cheat, &answer(1, &rival, &work, at(0, 0)), &[], &void.into());

    let released = suite.run(&cheat, &resolve(1, &rival));
    let fact = [("lease_id", "1"), ("epoch", "1"), ("requester", rival.as_str()), ("bond", "10")];
    assert_event(&released, "wasm-request_released", &fact);
    assert_eq!(credit(&suite, &rival), REQUEST_BOND);
    suite.assert_refused(&cheat, &resolve(1, &rival), &[], &no_request(1, &rival));
    suite.run(&rival, &resolve(1, &stranger));
    assert_eq!(credit(&suite, &stranger), BOND / 2 + REQUEST_BOND);
    assert_eq!(suite.holdings().requests.u128(), 0);
    // The bond, what is left of it, is not held by them either.
    suite.run(&cheat, &ExecuteMsg::RetireOffer { offer_id: 1 });
    let settles_at = suite.lease(1).settles_at;
    suite.advance(settles_at - suite.now());
    suite.run(&cheat, &ExecuteMsg::WithdrawBond {});
}

/// Finding 4: outputs committed for epochs after the lease's end, and a friend's requests, keep no rest of the tenant's.
#[test]
fn requests_after_the_end_of_a_lease_hold_up_no_refund() {
    let work = Work::seeded(INNER);
    let mut suite = Suite::new();
    suite.open(2, 600, 1_000_000);
    let (provider, friend, tenant) = (suite.provider.clone(), suite.rival.clone(), suite.tenant.clone());
    suite.advance(50);
    for epoch in 1..=4 {
        suite.run(&provider, &commit(1, epoch, &work));
    }
    suite.advance(50);
    let now = suite.now();
    suite.attest(&[with_output(leaf(1, 500, now), &work)]);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let (ended_at, settles_at) = (suite.now(), suite.lease(1).settles_at);
    assert_eq!(settles_at, ended_at + PERIOD);
    asked(&mut suite, &friend, 1, at(1, 1));
    let before = suite.balance(&tenant);
    suite.refund(1, None);
    assert_eq!(suite.balance(&tenant), before + 999_500, "while a request is open");

    suite.advance(50);
    let now = suite.now();
    suite.attest(&[with_output(leaf(1, 500, now), &work)]);
    suite.advance(50);
    let now = suite.now();
    suite.attest(&[with_output(leaf(1, 500, now), &work)]);
    // The third epoch began after the end.
    let starts_at = ended_at - 100;
    let outside = DisputeError::EpochOutsideLease { lease_id: 1, epoch: 3, starts_at, ends_at: ended_at };
    suite.assert_refused(&friend, &ask(3, None), &coins(REQUEST_BOND, DENOM), &outside.clone().into());
    suite.assert_refused(&friend, &dispute(3, &work, at(0, 0)), &[], &outside.into());
    suite.advance(settles_at - suite.now());
    suite.refund(1, None);
    assert!(matches!(suite.lease(1).status, LeaseStatus::Settled { .. }));
    assert_eq!(suite.balance(&tenant), before + 1_000_000);
    // The request is still there and still ends: it is decided, and a verdict moves no money of the settled lease.
    suite.run(&tenant, &resolve(1, &friend));
    assert_eq!(suite.holdings().requests.u128(), 0);
    assert_eq!(suite.lease(1).voided.u128(), 5);
}

/// The last second to ask leaves a provider all of its time to answer, and a claim after it, before the lease settles.
#[test]
fn a_request_in_the_last_second_costs_an_honest_provider_nothing() {
    let work = Work::seeded(INNER);
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let (provider, tenant, stranger) = (suite.provider.clone(), suite.tenant.clone(), suite.stranger.clone());
    suite.advance(100);
    suite.run(&provider, &commit(1, 1, &work));
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let settles_at = suite.lease(1).settles_at;
    // The committee's last second, the requester's last second.
    suite.advance(SILENCE);
    let starts_at = suite.lease(1).starts_at;
    let until = suite.lease(1).runway_until;
    let epoch = suite.attest_from(&[with_output(leaf(1, 500, until), &work)], starts_at);
    suite.advance(WINDOW - 1);
    asked(&mut suite, &tenant, 1, at(3, 3));
    let open = suite.request(1, 1, &tenant).unwrap();
    assert_eq!(open.answer_until, settles_at - 1);
    suite.advance(ANSWER);
    let nothing = ContractError::NothingToRefund { lease_id: 1, held: 500u128.into(), settles_at };
    suite.refund(1, None);
    suite.assert_refused(&tenant, &ExecuteMsg::Refund { lease_id: 1, depositor: None }, &[], &nothing);
    suite.run(&provider, &answer(1, &tenant, &work, at(3, 3)));
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    assert_eq!(suite.lease(1).claimed.u128(), 500);
    assert_eq!(credit(&suite, &provider), REQUEST_BOND);
}

/// A request about a root that was posted late is refused from the second on in which its last second to answer would
/// not be before the settlement.
#[test]
fn a_request_that_could_not_be_decided_in_time_is_refused() {
    let work = Work::seeded(INNER);
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    suite.advance(100);
    suite.run(&provider, &commit(1, 1, &work));
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let (settles_at, starts_at) = (suite.lease(1).settles_at, suite.lease(1).starts_at);
    suite.advance(SILENCE + 1);
    let now = suite.now();
    suite.attest_from(&[with_output(leaf(1, 500, now), &work)], starts_at);
    suite.advance(WINDOW - 1);
    let late = DisputeError::TooLateToAsk { lease_id: 1, answer_until: settles_at, settles_at };
    let bond = coins(REQUEST_BOND, DENOM);
    suite.assert_refused(&tenant, &ask(1, None), &bond, &late.into());
    // A dispute waits for no answer.
    let right = DisputeError::ElementRight { element: at(0, 0), value: work.output.data()[0] };
    suite.assert_refused(&tenant, &dispute(1, &work, at(0, 0)), &[], &right.into());
}

/// Finding 6: nobody asks a bond that has left, and nothing is stuck behind it.
#[test]
fn an_ended_registration_is_not_asked_and_commits_to_nothing() {
    let work = Work::seeded(INNER);
    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    let (provider, stranger, tenant) = (suite.provider.clone(), suite.stranger.clone(), suite.tenant.clone());
    suite.advance(100);
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id: 1 });
    // Without an output the bond is free at once; a commitment after it left would have nothing behind it.
    suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    let ended: ContractError =
        DisputeError::RegistrationEnded { lease_id: 1, provider: provider.clone(), number: 1 }.into();
    suite.assert_refused(&provider, &commit(1, 1, &work), &[], &ended);
    suite.register(&provider);
    suite.assert_refused(&provider, &commit(1, 1, &work), &[], &ended);

    let mut suite = Suite::new();
    suite.open(2, 600, 3_000);
    suite.advance(50);
    suite.run(&provider, &commit(1, 1, &work));
    suite.advance(50);
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id: 1 });
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    let settles_at = suite.lease(1).settles_at;
    suite.advance(settles_at - suite.now());
    suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    suite.register(&provider);
    // The committee is late.
    let (now, starts_at) = (suite.now(), suite.lease(1).starts_at);
    suite.attest_from(&[with_output(leaf(1, 500, now), &work)], starts_at);
    let late = DisputeError::TooLateToAsk { lease_id: 1, answer_until: now + ANSWER, settles_at };
    suite.assert_refused(&stranger, &ask(1, None), &coins(REQUEST_BOND, DENOM), &late.into());
    let before = suite.balance(&tenant);
    suite.refund(1, None);
    assert_eq!(suite.balance(&tenant), before + 3_000);
    suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    let holdings = suite.holdings();
    assert_eq!((holdings.deposits.u128(), holdings.bonds.u128(), holdings.requests.u128()), (0, 0, 0));
}

/// Finding 11: what a quorum signed can be posted after any refund, and who is late on one lease costs nobody on another.
#[test]
fn a_refund_between_signing_and_posting_leaves_the_root_postable() {
    let mut suite = Suite::new();
    let early = suite.open(2, 600, 3_000);
    let honest = suite.open(2, 600, 3_000);
    suite.advance(600);
    let stranger = suite.stranger.clone();
    let closes = |lease_id| ExecuteMsg::Refund { lease_id, depositor: None };
    suite.run(&stranger, &closes(early));
    suite.advance(PERIOD - 1);
    let (escrow, now) = (suite.escrow.clone(), suite.now());
    let (epoch, root) = suite.next_root(&escrow, &[leaf(early, 3_000, now), leaf(honest, 3_000, now)], now);
    suite.advance(1);
    suite.run(&stranger, &closes(early));
    suite.post(&escrow, &root, &[0, 1, 2]).unwrap();
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
    assert_eq!(suite.lease(honest).claimed.u128(), 3_000);
    // A unit above all that was ever paid in is refused as ever.
    suite.advance(1);
    let now = suite.now();
    let (_, root) = suite.next_root(&escrow, &[leaf(early, 3_000, now), leaf(honest, 3_001, now)], now);
    let refused = suite.post(&escrow, &root, &[0, 1, 2]).unwrap_err().to_string();
    let above =
        oracle::ContractError::TotalAboveEscrow { total: 6_001u128.into(), capacity: 6_000u128.into() };
    assert!(refused.contains(&above.to_string()), "{refused}");
}
