//! The invariants of `docs/spec/vesting.md` over random histories.

use super::suite::{NOW, Suite, linear};
use cosmwasm_std::{Addr, Uint128, coins};
use cw_multi_test::Executor;
use proptest::prelude::*;
use weal_api::asset::AssetInfo;
use weal_api::vesting::{GrantResponse, GrantSpec, Status};

#[derive(Clone, Debug)]
enum Step {
    Create { by: usize, to: usize, amount: u128, shape: (u64, u64, u64), cancellable: bool, cw20: bool },
    Claim { by: usize, grant_id: u64 },
    Cancel { by: usize, grant_id: u64 },
    Donate { by: usize, amount: u128 },
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0usize..3;
    let shape = (0u64..200, 0u64..120, 0u64..300);
    prop_oneof![
        3 => (who.clone(), who.clone(), 0u128..900, shape, any::<bool>(), any::<bool>()).prop_map(
            |(by, to, amount, shape, cancellable, cw20)| {
                Step::Create { by, to, amount, shape, cancellable, cw20 }
            }
        ),
        5 => (who.clone(), 1u64..8).prop_map(|(by, grant_id)| Step::Claim { by, grant_id }),
        2 => (who.clone(), 1u64..8).prop_map(|(by, grant_id)| Step::Cancel { by, grant_id }),
        1 => (who, 1u128..50).prop_map(|(by, amount)| Step::Donate { by, amount }),
        4 => (1u64..80).prop_map(Step::Wait),
    ]
}

/// The facts of the history that the contract does not account for.
#[derive(Default)]
struct Model {
    clock: u64,
    donated: u128,
}

fn apply(suite: &mut Suite, model: &mut Model, step: &Step, accounts: &[Addr]) -> bool {
    match step {
        Step::Create { by, to, amount, shape: (ahead, cliff, duration), cancellable, cw20 } => {
            let spec = GrantSpec {
                recipient: accounts[*to].to_string(),
                amount: Uint128::new(*amount),
                schedule: linear(NOW + model.clock + ahead - 100, *cliff, *duration),
                cancellable: *cancellable,
            };
            match cw20 {
                true => suite.send(&accounts[*by], *amount, &[spec]).is_ok(),
                false => suite.create_by(&accounts[*by], &[spec]).is_ok(),
            }
        }
        Step::Claim { by, grant_id } => suite.claim(&accounts[*by], *grant_id).is_ok(),
        Step::Cancel { by, grant_id } => suite.cancel(&accounts[*by], *grant_id).is_ok(),
        Step::Donate { by, amount } => {
            let (from, to) = (accounts[*by].clone(), suite.vesting.clone());
            let done = suite.app.send_tokens(from, to, &coins(*amount, "uusd")).is_ok();
            model.donated += if done { *amount } else { 0 };
            done
        }
        Step::Wait(seconds) => {
            model.clock += seconds;
            suite.at(model.clock);
            true
        }
    }
}

fn returned(grant: &GrantResponse) -> u128 {
    match grant.status {
        Status::Active {} => 0,
        Status::Cancelled { returned, .. } => returned.u128(),
    }
}

/// I1 to I3 for the state as it stands; `before` is the state one step earlier.
fn check(suite: &Suite, model: &Model, before: &[GrantResponse]) -> Result<(), TestCaseError> {
    let grants = suite.grants();
    for grant in &grants {
        let parts = [grant.claimed, grant.claimable, grant.unvested].map(|n| n.u128());
        prop_assert_eq!(parts.iter().sum::<u128>() + returned(grant), grant.amount.u128());
        prop_assert!(grant.claimed <= grant.vested && grant.vested <= grant.amount);
    }
    for (old, new) in before.iter().zip(&grants) {
        prop_assert_eq!(old.grant_id, new.grant_id);
        prop_assert!(old.vested <= new.vested && old.claimed <= new.claimed);
    }
    for (token, donated) in [(suite.uusd(), model.donated), (suite.cw20(), 0)] {
        let of_token = grants.iter().filter(|grant| grant.token == token);
        let owed: u128 = of_token.map(|g| g.amount.u128() - g.claimed.u128() - returned(g)).sum();
        prop_assert_eq!(suite.owed(&token), owed);
        prop_assert_eq!(suite.balance(&suite.vesting, &token), owed + donated);
    }
    Ok(())
}

/// The balance that `account` must have: its first purse, less what it granted, plus what it claimed and got back.
fn expected_balance(suite: &Suite, account: &Addr, token: &AssetInfo) -> u128 {
    let first = if *account == suite.alice { 0 } else { super::suite::PURSE };
    let grants: Vec<_> = suite.grants().into_iter().filter(|grant| grant.token == *token).collect();
    let sum = |of: &dyn Fn(&GrantResponse) -> u128| grants.iter().map(of).sum::<u128>();
    let received = sum(&|g| if g.recipient == *account { g.claimed.u128() } else { 0 });
    let refunded = sum(&|g| if g.grantor == *account { returned(g) } else { 0 });
    let granted = sum(&|g| if g.grantor == *account { g.amount.u128() } else { 0 });
    first + received + refunded - granted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I1, I2, I3 after every step of any history; a refused step changes nothing (I5).
    #[test]
    fn money_is_conserved_over_any_history(steps in prop::collection::vec(step(), 1..40)) {
        let mut suite = Suite::new();
        let accounts = [suite.payer.clone(), suite.alice.clone(), suite.bob.clone()];
        let mut model = Model::default();
        for step in &steps {
            let before = suite.snapshot();
            let accepted = apply(&mut suite, &mut model, step, &accounts);
            check(&suite, &model, &before.1)?;
            prop_assert!(accepted || suite.snapshot() == before);
        }
        for account in &accounts {
            let cw20 = suite.cw20();
            prop_assert_eq!(suite.balance(account, &cw20), expected_balance(&suite, account, &cw20));
        }
    }

    /// I4: of two equal grants, one claimed at every moment given and one at the last only.
    #[test]
    fn claiming_often_pays_as_much_as_claiming_once(
        amount in 1u128..5_000, cliff in 0u64..100, waits in prop::collection::vec(1u64..30, 1..12),
    ) {
        let mut suite = Suite::new();
        let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
        let schedule = linear(NOW, cliff, 100);
        let often = GrantSpec { amount: Uint128::new(amount), schedule, ..suite.spec() };
        let once = GrantSpec { recipient: bob.to_string(), ..often.clone() };
        suite.create(&[often, once]).unwrap();
        let mut clock = 0;
        for wait in waits {
            clock += wait;
            suite.at(clock);
            let due = suite.claimable(1);
            prop_assert_eq!(suite.claim(&alice, 1).is_ok(), due > 0);
        }
        suite.claim(&bob, 2).ok();
        let (often, once) = (suite.grant(1).claimed, suite.grant(2).claimed);
        prop_assert_eq!(often, once);
        prop_assert_eq!(suite.balance(&alice, &suite.uusd()), often.u128());
    }
}
