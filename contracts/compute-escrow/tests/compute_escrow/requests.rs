//! Asking a provider to show an element: the answer, its lack, and what waits for it.

use super::disputes::{COLS, INNER, ROWS, Work, at, commit, committed_to, credit, dispute, with_output};
use super::suite::{ANSWER, BOND, DENOM, Epoch, REQUEST_BOND, Suite, WINDOW, assert_event, leaf};
use compute_escrow::{ContractError, DisputeError};
use cosmwasm_std::{Addr, Uint128, coins};
use weal_api::compute_escrow::{ElementPosition, ExecuteMsg, OpeningRequest, RequestResponse};

pub(crate) fn ask(epoch: u64, element: Option<ElementPosition>) -> ExecuteMsg {
    ExecuteMsg::RequestOpening(OpeningRequest { lease_id: 1, epoch, element })
}

fn request(suite: &mut Suite, sender: &Addr, element: Option<ElementPosition>) -> RequestResponse {
    suite.execute(sender, &ask(1, element), &coins(REQUEST_BOND, DENOM)).unwrap();
    suite.request(1, 1, sender).unwrap()
}

pub(crate) fn answer(epoch: u64, requester: &Addr, work: &Work, element: ElementPosition) -> ExecuteMsg {
    let requester = requester.to_string();
    ExecuteMsg::AnswerRequest { lease_id: 1, epoch, requester, opening: work.opening(element) }
}

pub(crate) fn resolve(epoch: u64, requester: &Addr) -> ExecuteMsg {
    ExecuteMsg::ResolveRequest { lease_id: 1, epoch, requester: requester.to_string() }
}

pub(crate) fn no_request(epoch: u64, requester: &Addr) -> ContractError {
    DisputeError::NoRequest { lease_id: 1, epoch, requester: requester.clone() }.into()
}

#[test]
fn a_right_answer_earns_the_provider_the_bond() {
    for work in [Work::seeded(INNER), Work::committed()] {
        let mut suite = committed_to(&work);
        let (stranger, provider) = (suite.stranger.clone(), suite.provider.clone());
        let open = request(&mut suite, &stranger, Some(at(5, 6)));
        assert_eq!((open.epoch, open.element, open.bond.u128()), (1, at(5, 6), REQUEST_BOND));
        assert_eq!((open.requester, open.answer_until), (stranger.clone(), suite.now() + ANSWER));
        assert_eq!(suite.holdings().requests.u128(), REQUEST_BOND);

        assert_eq!((open.provider_number, open.is_moot), (1, false));

        let answered = suite.run(&provider, &answer(1, &stranger, &work, at(5, 6)));
        let value = work.output.data()[(5 * COLS + 6) as usize].to_string();
        let fact = [
            ("lease_id", "1"),
            ("epoch", "1"),
            ("requester", stranger.as_str()),
            ("value", &value),
            ("provider", provider.as_str()),
            ("bond", "10"),
        ];
        assert_event(&answered, "wasm-request_answered", &fact);
        assert_eq!(credit(&suite, &provider), REQUEST_BOND);
        let holdings = suite.holdings();
        assert_eq!((holdings.requests.u128(), holdings.credits.u128()), (0, REQUEST_BOND));
        assert_eq!(holdings.bonds.u128(), BOND);
        let none = no_request(1, &stranger);
        suite.assert_refused(&provider, &answer(1, &stranger, &work, at(5, 6)), &[], &none);
    }
}

#[test]
fn a_wrong_element_shown_by_anyone_convicts() {
    let work = Work::seeded(INNER).spoiled(at(5, 6), 1);
    let mut suite = committed_to(&work);
    let (stranger, rival, tenant) = (suite.stranger.clone(), suite.rival.clone(), suite.tenant.clone());
    request(&mut suite, &stranger, Some(at(5, 6)));
    suite.run(&rival, &answer(1, &stranger, &work, at(5, 6)));
    assert_eq!(credit(&suite, &stranger), BOND / 2 + REQUEST_BOND);
    assert_eq!(credit(&suite, &tenant), BOND / 2);
    assert_eq!(suite.lease(1).voided.u128(), 5);
}

/// 18, 19: silence has a loser too, after the last second to answer.
#[test]
fn a_request_that_is_not_answered_convicts_after_its_last_second() {
    let work = Work::seeded(INNER);
    let mut suite = committed_to(&work);
    let (stranger, rival, provider) = (suite.stranger.clone(), suite.rival.clone(), suite.provider.clone());
    let answer_until = request(&mut suite, &stranger, None).answer_until;
    suite.advance(ANSWER);
    let early = DisputeError::StillAnswering { answer_until, now: answer_until };
    suite.assert_refused(&rival, &resolve(1, &stranger), &[], &early.into());
    suite.advance(1);
    suite.run(&rival, &resolve(1, &stranger));
    assert_eq!(credit(&suite, &stranger), BOND / 2 + REQUEST_BOND);
    assert_eq!((credit(&suite, &rival), credit(&suite, &provider)), (0, 0));
    suite.assert_refused(&rival, &resolve(1, &stranger), &[], &no_request(1, &stranger));
}

#[test]
fn an_answer_comes_late_as_long_as_nobody_resolved() {
    let work = Work::seeded(INNER);
    let mut suite = committed_to(&work);
    let (stranger, provider) = (suite.stranger.clone(), suite.provider.clone());
    request(&mut suite, &stranger, Some(at(0, 0)));
    suite.advance(ANSWER + 100);
    suite.run(&provider, &answer(1, &stranger, &work, at(0, 0)));
    assert_eq!(credit(&suite, &provider), REQUEST_BOND);
}

/// 20: commitment and root are fixed before anyone can ask, and another asker gets another element.
#[test]
fn the_element_is_drawn_from_what_nobody_can_choose() {
    let work = Work::seeded(INNER);
    let (mut suite, mut same) = (committed_to(&work), committed_to(&work));
    let (stranger, rival) = (suite.stranger.clone(), suite.rival.clone());
    let drawn = request(&mut suite, &stranger, None).element;
    assert!(drawn.row < ROWS && drawn.col < COLS);
    assert_eq!(request(&mut same, &stranger, None).element, drawn);
    let mut other = committed_to(&work);
    assert_ne!(request(&mut other, &rival, None).element, drawn);
}

#[test]
fn requests_take_their_bond_their_window_and_one_an_account() {
    let work = Work::seeded(INNER);
    let mut suite = committed_to(&work);
    let stranger = suite.stranger.clone();
    for found in [REQUEST_BOND - 1, REQUEST_BOND + 1] {
        let (found, required) = (Uint128::new(found), Uint128::new(REQUEST_BOND));
        let refusal = DisputeError::WrongRequestBond { found, required };
        suite.assert_refused(&stranger, &ask(1, None), &coins(found.u128(), DENOM), &refusal.into());
    }
    let bond = coins(REQUEST_BOND, DENOM);
    let outside = weal_compute_proof::ProofError::OutsideMatrix { row: 0, col: COLS, rows: ROWS, cols: COLS };
    suite.assert_refused(&stranger, &ask(1, Some(at(0, COLS))), &bond, &DisputeError::Proof(outside).into());
    let open = request(&mut suite, &stranger, None);
    let twice = DisputeError::AlreadyAsked { lease_id: 1, epoch: 1, answer_until: open.answer_until };
    suite.assert_refused(&stranger, &ask(1, None), &bond, &twice.into());
    // A dispute does not wait: it is judged on what it shows.
    let value = work.output.data()[0];
    let right = DisputeError::ElementRight { element: at(0, 0), value };
    suite.assert_refused(&stranger, &dispute(1, &work, at(0, 0)), &[], &right.into());
    // Answered, it may ask again.
    suite.run(&stranger, &answer(1, &stranger, &work, open.element));
    request(&mut suite, &stranger, None);

    let mut suite = committed_to(&work);
    suite.advance(WINDOW);
    let now = suite.now();
    let late = DisputeError::WindowOver { epoch: 1, until: now, now };
    suite.assert_refused(&stranger, &ask(1, None), &bond, &late.into());
}

/// 21: a challenge that is answered late extends the window of its own lease, and of no other. It holds up the leaves and the bond,
/// and nobody's refund.
#[test]
fn claims_and_the_bond_wait_for_the_answer_and_refunds_do_not() {
    let work = Work::seeded(INNER);
    let mut suite = committed_to(&work);
    let (stranger, provider, tenant) = (suite.stranger.clone(), suite.provider.clone(), suite.tenant.clone());
    let epoch = Epoch::new(1, &[with_output(leaf(1, 500, suite.now()), &work)]);
    let open = request(&mut suite, &stranger, Some(at(1, 1)));
    suite.advance(WINDOW);
    let waits = DisputeError::RequestOpen { lease_id: 1, epoch: 1, answer_until: open.answer_until };
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(0)), &[], &waits.into());
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id: 1 });
    let asked = DisputeError::RequestsOpen { open: 1 };
    suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &asked.into());
    let before = suite.balance(&tenant);
    suite.refund(1, None);
    assert_eq!(suite.balance(&tenant), before + 3_000 - 800, "all but the price of the 160 seconds it ran");

    suite.run(&provider, &answer(1, &stranger, &work, at(1, 1)));
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    assert_eq!(suite.lease(1).claimed.u128(), 500);
}

/// A request for a later epoch leaves the earlier one's leaf alone.
#[test]
fn earlier_epochs_are_claimed_while_a_later_one_is_asked_about() {
    let work = Work::seeded(INNER);
    let mut suite = committed_to(&work);
    let (stranger, provider) = (suite.stranger.clone(), suite.provider.clone());
    let first = Epoch::new(1, &[with_output(leaf(1, 500, suite.now()), &work)]);
    suite.run(&provider, &commit(1, 2, &work));
    suite.advance(WINDOW);
    let second = with_output(leaf(1, 600, suite.now()), &work);
    suite.attest(&[second]);
    suite.execute(&stranger, &ask(2, None), &coins(REQUEST_BOND, DENOM)).unwrap();
    suite.run(&stranger, &ExecuteMsg::Claim(first.claim(0)));
    assert_eq!(suite.lease(1).claimed.u128(), 500);
}
