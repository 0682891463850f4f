//! The ledger beside a model of it, over random histories in which everybody owns, spends and receives.

use super::suite::{NAMES, Suite, address, allow, lower, send_from, transfer, transfer_from};
use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;
use proptest::prelude::*;
use std::collections::BTreeMap;
use weal_api::cw20::Cw20ExecuteMsg;

type Holder = usize;

#[derive(Clone, Debug)]
enum Step {
    Move { from: Holder, to: Holder, amount: u128 },
    Allow { owner: Holder, spender: Holder, amount: u128, ends_in: Option<u64> },
    Lower { owner: Holder, spender: Holder, amount: u128, ends_in: Option<u64> },
    Spend { owner: Holder, spender: Holder, to: Holder, amount: u128, is_send: bool },
    Mint { to: Holder, amount: u128 },
    Burn { from: Holder, amount: u128 },
    Pass { blocks: u64 },
}

/// The state that the ledger should hold, in the plainest terms.
#[derive(Clone, Default)]
struct Model {
    balances: BTreeMap<Holder, u128>,
    /// (owner, spender) → what is left and the height at which it ends.
    allowances: BTreeMap<(Holder, Holder), (u128, Option<u64>)>,
}

impl Model {
    fn balance(&self, holder: Holder) -> u128 {
        self.balances.get(&holder).copied().unwrap_or_default()
    }

    fn supply(&self) -> u128 {
        self.balances.values().sum()
    }

    fn transfer(&mut self, from: Holder, to: Holder, amount: u128) -> bool {
        let Some(left) = self.balance(from).checked_sub(amount) else { return false };
        self.balances.insert(from, left);
        self.balances.insert(to, self.balance(to) + amount);
        true
    }

    /// Applies the step if it is to be taken, and returns whether it is.
    fn take(&mut self, step: &Step, height: u64) -> bool {
        let before = self.clone();
        let is_taken = match *step {
            Step::Move { from, to, amount } => self.transfer(from, to, amount),
            Step::Allow { owner, spender, amount, ends_in } => {
                let (left, end) = self.allowances.get(&(owner, spender)).copied().unwrap_or_default();
                let end = ends_in.map(|blocks| height + blocks).or(end);
                self.allowances.insert((owner, spender), (left + amount, end));
                owner != spender && ends_in != Some(0)
            }
            Step::Lower { owner, spender, amount, ends_in } => {
                match self.allowances.get(&(owner, spender)).copied() {
                    None => false,
                    Some((left, _)) if left <= amount => {
                        self.allowances.remove(&(owner, spender));
                        true
                    }
                    Some((left, end)) => {
                        let end = ends_in.map(|blocks| height + blocks).or(end);
                        self.allowances.insert((owner, spender), (left - amount, end));
                        ends_in != Some(0)
                    }
                }
            }
            Step::Spend { owner, spender, to, amount, .. } => {
                match self.allowances.get(&(owner, spender)).copied() {
                    Some((left, end)) if left >= amount && end.is_none_or(|end| height < end) => {
                        self.allowances.insert((owner, spender), (left - amount, end));
                        self.transfer(owner, to, amount)
                    }
                    _ => false,
                }
            }
            Step::Mint { to, amount } => {
                self.balances.insert(to, self.balance(to) + amount);
                true
            }
            Step::Burn { from, amount } => match self.balance(from).checked_sub(amount) {
                Some(left) => {
                    self.balances.insert(from, left);
                    true
                }
                None => false,
            },
            Step::Pass { .. } => true,
        };
        if !is_taken {
            *self = before;
        }
        is_taken
    }
}

fn step() -> impl Strategy<Value = Step> {
    let holder = 0..NAMES.len();
    let amount = || prop_oneof![Just(0u128), 1u128..40, 1u128..1_500];
    let ends_in = || prop::option::of(0u64..6);
    prop_oneof![
        2 => (holder.clone(), holder.clone(), amount()).prop_map(|(from, to, amount)| Step::Move { from, to, amount }),
        3 => (holder.clone(), holder.clone(), amount(), ends_in())
            .prop_map(|(owner, spender, amount, ends_in)| Step::Allow { owner, spender, amount, ends_in }),
        2 => (holder.clone(), holder.clone(), amount(), ends_in())
            .prop_map(|(owner, spender, amount, ends_in)| Step::Lower { owner, spender, amount, ends_in }),
        4 => (holder.clone(), holder.clone(), holder.clone(), amount(), any::<bool>())
            .prop_map(|(owner, spender, to, amount, is_send)| Step::Spend { owner, spender, to, amount, is_send }),
        1 => (holder.clone(), amount()).prop_map(|(to, amount)| Step::Mint { to, amount }),
        1 => (holder, amount()).prop_map(|(from, amount)| Step::Burn { from, amount }),
        1 => (0u64..4).prop_map(|blocks| Step::Pass { blocks }),
    ]
}

/// The same step to the ledger; whether it was taken.
fn play(suite: &mut Suite, holders: &[Addr], step: &Step) -> bool {
    let height = suite.height;
    let expiry = |ends_in: Option<u64>| ends_in.map(|blocks| Expiration::AtHeight(height + blocks));
    let (sender, msg): (Holder, Cw20ExecuteMsg) = match *step {
        Step::Move { from, to, amount } => (from, transfer(&holders[to], amount)),
        Step::Allow { owner, spender, amount, ends_in } => {
            (owner, allow(&holders[spender], amount, expiry(ends_in)))
        }
        Step::Lower { owner, spender, amount, ends_in } => {
            (owner, lower(&holders[spender], amount, expiry(ends_in)))
        }
        Step::Spend { owner, spender, to, amount, is_send: false } => {
            (spender, transfer_from(&holders[owner], &holders[to], amount))
        }
        Step::Spend { owner, spender, to, amount, is_send: true } => {
            (spender, send_from(&holders[owner], &holders[to], amount))
        }
        Step::Mint { to, amount } => {
            let (storage, api) = (&mut suite.deps.storage, &suite.deps.api);
            return weal_cw20_ledger::mint(storage, api, &holders[to], Uint128::new(amount)).is_ok();
        }
        Step::Burn { from, amount } => {
            let (storage, api) = (&mut suite.deps.storage, &suite.deps.api);
            return weal_cw20_ledger::burn(storage, api, &holders[from], Uint128::new(amount)).is_ok();
        }
        Step::Pass { blocks } => {
            suite.height += blocks;
            return true;
        }
    };
    // A refused message is a transaction that the chain takes back.
    let before = suite.records();
    let is_taken = suite.execute(&holders[sender], msg).is_ok();
    if !is_taken {
        suite.restore(before);
    }
    is_taken
}

fn compare(suite: &Suite, model: &Model, holders: &[Addr]) {
    assert_eq!(suite.supply(), model.supply());
    for (owner, owner_addr) in holders.iter().enumerate() {
        assert_eq!(suite.balance(owner_addr), model.balance(owner));
        let (deps, name) = (suite.deps.as_ref(), owner_addr.to_string());
        let given = weal_cw20_ledger::all_allowances(deps, name.clone(), None, None).unwrap().allowances;
        let held = weal_cw20_ledger::all_spender_allowances(deps, name, None, None).unwrap().allowances;
        let is_given = |spender: &Holder| model.allowances.contains_key(&(owner, *spender));
        let is_held = |other: &Holder| model.allowances.contains_key(&(*other, owner));
        assert_eq!(given.len(), (0..holders.len()).filter(is_given).count());
        assert_eq!(held.len(), (0..holders.len()).filter(is_held).count());
        for (spender, spender_addr) in holders.iter().enumerate() {
            let found = suite.allowance(owner_addr, spender_addr);
            let (left, end) = model.allowances.get(&(owner, spender)).copied().unwrap_or_default();
            let expires = end.map_or(Expiration::Never {}, Expiration::AtHeight);
            assert_eq!((found.allowance.u128(), found.expires), (left, expires), "{owner} to {spender}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The ledger takes what the model takes and holds what the model holds after every step; both lists of allowances
    /// are the same rows.
    #[test]
    fn the_ledger_is_its_model_after_every_step(steps in prop::collection::vec(step(), 1..60)) {
        let mut suite = Suite::new();
        let holders = NAMES.map(address);
        let mut model = Model::default();
        model.balances.insert(0, 1_000);
        for step in &steps {
            let is_taken = model.take(step, suite.height);
            prop_assert_eq!(play(&mut suite, &holders, step), is_taken, "{:?}", step);
            compare(&suite, &model, &holders);
        }
    }
}
