//! Bonds over random histories: nothing is lost, nothing appears.

use super::members::{DELAY, UNBONDING, insurance};
use super::suite::Suite;
use cosmwasm_std::Addr;
use proptest::prelude::*;
use weal_api::oracle::{ExecuteMsg, HoldingsResponse};

#[derive(Clone, Debug)]
enum Step {
    Propose(usize),
    Register(usize),
    Activate,
    Equivocate(usize),
    Overcharge(usize),
    Withdraw(usize),
    Resign(usize),
    Claim(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0usize..6).prop_map(Step::Propose),
        8 => (0usize..5).prop_map(Step::Register),
        3 => Just(Step::Activate),
        3 => (0usize..4).prop_map(Step::Equivocate),
        2 => (0usize..12).prop_map(Step::Overcharge),
        3 => (0usize..10).prop_map(Step::Withdraw),
        2 => (0usize..10).prop_map(Step::Resign),
        2 => (0usize..12).prop_map(Step::Claim),
        3 => prop_oneof![Just(DELAY), Just(UNBONDING), 1u64..500].prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// I7, I8: whatever is tried, bonds and awards are what the contract holds; wallets, bonds and awards
    /// together never change; the committee is never empty and its number never falls.
    #[test]
    fn bonds_are_conserved_over_random_histories(steps in prop::collection::vec(step(), 1..40)) {
        let mut suite = Suite::bonded(4);
        let operators = suite.accounts(0, 10);
        let others = [insurance(suite.app.api()), suite.stranger.clone()];
        let everyone: Vec<Addr> = operators.iter().chain(&others).cloned().collect();
        let wealth = |suite: &Suite| {
            everyone.iter().map(|account| suite.balance(account)).sum::<u128>() + suite.balance(&suite.oracle)
        };
        suite.list();
        let (before, mut epoch) = (wealth(&suite), 1);
        for step in steps {
            match step {
                Step::Propose(from) => {
                    let (keys, seats) = (suite.keys.clone(), suite.operators.clone());
                    suite.propose(suite.accounts(from, 4));
                    if suite.operators == seats { suite.keys = keys; }
                }
                Step::Register(member) => { let _ = suite.register(member % suite.operators.len()); }
                Step::Activate => { let _ = suite.publish(&ExecuteMsg::ActivateRotation {}); }
                Step::Equivocate(member) => {
                    let (first, second) = suite.fork();
                    let report = suite.equivocation((&first, &second), &[member]);
                    let _ = suite.publish(&report);
                }
                Step::Overcharge(victim) => {
                    // A root of whoever has a key, where they are enough; then the one before once more.
                    let posted = suite.publish(&suite.settlement(&suite.next_root(), &[0, 1, 2]));
                    let last = suite.latest().epoch;
                    suite.show(last, 7, &everyone[11], &everyone[victim]);
                    for punished in [last, last.saturating_sub(1)] {
                        let _ = suite.publish(&super::overcharges::punish(&suite, punished, 7));
                    }
                    if posted.is_ok() {
                        let again = suite.publish(&super::overcharges::punish(&suite, last, 7));
                        let refused = again.unwrap_err().to_string();
                        prop_assert!(refused.contains("have been slashed for lease 7"), "{}", refused);
                    }
                }
                Step::Withdraw(account) => { let _ = suite.execute(&operators[account], &ExecuteMsg::WithdrawBond {}); }
                Step::Resign(account) => { let _ = suite.execute(&operators[account], &ExecuteMsg::Resign {}); }
                Step::Claim(account) => { let _ = suite.execute(&everyone[account], &ExecuteMsg::ClaimAward {}); }
                Step::Wait(seconds) => suite.advance(seconds),
            }
            suite.assert_conserved(&everyone);
            prop_assert_eq!(wealth(&suite), before);
            let committee = suite.committee();
            prop_assert!(committee.members.len() == 4 && committee.committee_epoch >= epoch);
            epoch = committee.committee_epoch;
        }
        // From wherever a history has come: whoever resigns and waits has its bond, and everybody its award.
        for operator in &operators {
            let _ = suite.execute(operator, &ExecuteMsg::Resign {});
        }
        suite.advance(UNBONDING);
        for account in &everyone {
            let _ = suite.execute(account, &ExecuteMsg::WithdrawBond {});
            let _ = suite.execute(account, &ExecuteMsg::ClaimAward {});
        }
        prop_assert_eq!((suite.balance(&suite.oracle), suite.holdings()), (0, HoldingsResponse::default()));
    }
}
