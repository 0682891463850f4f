//! The invariants of `docs/spec/amm-options.md` §2.3, over histories of messages of three accounts.

use super::super::invariants::cases;
use super::super::suite::{Suite, amounts, event};
use super::{DAY, DEEP, pool};
use api::amm_pool::{CoverOfResponse, CoverTerms, ExecuteMsg};
use cosmwasm_std::{Addr, Uint128, Uint256};
use cw_multi_test::AppResponse;
use proptest::prelude::*;
use wire::compact::Reader;

/// One message; parts are in thousandths of what the account has.
#[derive(Clone, Debug)]
enum Step {
    Provide { account: usize, amount: u128 },
    ProvideOne { account: usize, side: usize, amount: u128 },
    Withdraw { account: usize, part: u128 },
    WithdrawOne { account: usize, side: usize, part: u128 },
    Transfer { from: usize, to: usize, part: u128 },
    Sell { account: usize, side: usize, amount: u128 },
    Wait { seconds: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let (account, side, part) = (0usize..3, 0usize..2, 1u128..=1_000);
    prop_oneof![
        2 => (account.clone(), 1_000u128..DEEP).prop_map(|(account, amount)| Step::Provide { account, amount }),
        1 => (account.clone(), side.clone(), 1_000u128..DEEP / 200)
            .prop_map(|(account, side, amount)| Step::ProvideOne { account, side, amount }),
        2 => (account.clone(), part.clone()).prop_map(|(account, part)| Step::Withdraw { account, part }),
        1 => (account.clone(), side.clone(), part.clone())
            .prop_map(|(account, side, part)| Step::WithdrawOne { account, side, part }),
        1 => (account.clone(), account.clone(), part)
            .prop_map(|(from, to, part)| Step::Transfer { from, to, part }),
        5 => (account, side, 1_000u128..DEEP / 4)
            .prop_map(|(account, side, amount)| Step::Sell { account, side, amount }),
        4 => prop_oneof![1u64..120, 600u64..4_000, DAY - 2..DAY + 2, DAY..10 * DAY]
            .prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// The world and what it must add up to.
struct Model {
    suite: Suite,
    fed: [u128; 2],
    paid: [u128; 2],
}

impl Model {
    fn covers(&self) -> Vec<CoverOfResponse> {
        self.suite.users().iter().map(|user| self.suite.cover_of(user)).collect()
    }

    /// Books what the message's events say of the cover.
    fn book(&mut self, response: &AppResponse) {
        let of = |ty: &str| {
            response.events.iter().filter(move |event| event.ty == ty).cloned().collect::<Vec<_>>()
        };
        for swapped in of("wasm-swapped") {
            let text =
                |key: &str| swapped.attributes.iter().find(|found| found.key == key).map(|a| a.value.clone());
            let Some(cover) = text("cover_fee") else { continue };
            let denoms = ["uusd", "uatom"];
            let side = denoms.iter().position(|denom| Some((*denom).to_string()) == text("ask")).unwrap();
            self.fed[side] += cover.parse::<u128>().unwrap();
        }
        if !of("wasm-cover_left").is_empty() {
            let found = event(response, "wasm-cover_left");
            let paid = &found.iter().find(|(key, _)| key == "paid").unwrap().1;
            for (sum, paid) in self.paid.iter_mut().zip(paid.split(',')) {
                *sum += paid.parse::<u128>().unwrap();
            }
        }
    }

    fn act(&mut self, step: &Step) -> Option<AppResponse> {
        let users = self.suite.users();
        let part_of =
            |suite: &Suite, account: usize, part: u128| suite.shares(&users[account]) * part / 1_000;
        let suite = &mut self.suite;
        match *step {
            Step::Provide { account, amount } => {
                let [x, y] = suite.reserves();
                suite.provide(&users[account], [amount, (amount * y).div_ceil(x).max(1)]).ok()
            }
            Step::ProvideOne { account, side, amount } => {
                suite.provide_one(&users[account], side, amount, 0).ok()
            }
            Step::Withdraw { account, part } => {
                let shares = part_of(suite, account, part);
                suite.withdraw(&users[account], shares).ok()
            }
            Step::WithdrawOne { account, side, part } => {
                let shares = part_of(suite, account, part);
                suite.withdraw_one(&users[account], side, shares, 0).ok()
            }
            Step::Transfer { from, to, part } => {
                let (recipient, amount) = (users[to].to_string(), part_of(suite, from, part).into());
                suite.execute(&users[from], &ExecuteMsg::Transfer { recipient, amount }, &[]).ok()
            }
            Step::Sell { account, side, amount } => {
                // Only the price at which a block opens is charged.
                suite.pass(1);
                suite.sell(&users[account], side, amount).ok()
            }
            Step::Wait { seconds } => {
                suite.wait(seconds);
                None
            }
        }
    }

    /// Shares, moment and second of the last change or deposit, as they are stored.
    fn stored(&self, key: Vec<u8>) -> Option<(u128, Uint256, u64)> {
        let bytes = self.suite.app.wrap().query_wasm_raw(&self.suite.pool, key).unwrap()?;
        let reader = &mut Reader::new(&bytes);
        let shares = reader.u128().unwrap();
        Some((shares, Uint256::from_be_bytes(reader.wide().unwrap()), reader.u64().unwrap()))
    }

    fn assert_invariants(&mut self, step: &Step, before: &[CoverOfResponse], stranger: bool) {
        let after = self.covers();
        let reserve = amounts(&after[0].reserve);
        // C2
        assert_eq!(reserve, [0, 1].map(|i| self.fed[i] - self.paid[i]), "{step:?}");
        // C1, now and later
        for later in [0, 1, DAY, 40 * DAY] {
            let block = self.suite.app.block_info();
            self.suite.app.update_block(|block| block.time = block.time.plus_seconds(later));
            let payable = self.covers().iter().map(|cover| amounts(&cover.payable)).collect::<Vec<_>>();
            self.suite.app.set_block(block);
            for (asset, reserve) in reserve.iter().enumerate() {
                assert!(payable.iter().map(|pair| pair[asset]).sum::<u128>() <= *reserve, "{step:?} {later}");
            }
        }
        // C3
        let users = self.suite.users();
        let totals = self.stored(b"cover".to_vec()).unwrap_or_default();
        let key = |user: &Addr| [b"e/", user.as_bytes()].concat();
        let positions: Vec<_> = users.iter().map(|user| self.stored(key(user)).unwrap_or_default()).collect();
        assert_eq!(totals.0, positions.iter().map(|position| position.0).sum::<u128>(), "{step:?}");
        assert_eq!(totals.1, positions.iter().map(|position| position.1).sum::<Uint256>(), "{step:?}");
        for ((cover, position), user) in after.iter().zip(&positions).zip(&users) {
            assert_eq!(cover.shares.u128(), position.0);
            assert!(position.0 <= self.suite.shares(user), "no more is covered than is there: {step:?}");
        }
        // C4: whoever leaves lowers nothing of the others.
        if stranger {
            let actor = match step {
                Step::Withdraw { account, .. } | Step::WithdrawOne { account, .. } => Some(*account),
                Step::Transfer { from, .. } => Some(*from),
                _ => None,
            };
            for user in (0..3).filter(|user| actor.is_some_and(|actor| actor != *user)) {
                let [then, now] = [before, &after].map(|covers| amounts(&covers[user].payable));
                assert!(now[0] >= then[0] && now[1] >= then[1], "{step:?} {then:?} {now:?}");
            }
        }
        assert_eq!(self.suite.holdings(), self.suite.wallet(&self.suite.pool), "{step:?}");
    }

    /// C5 and C6, of a withdrawal in the ratio of covered shares alone.
    fn assert_paid(&self, step: &Step, before: &Before, paid: [u128; 2], got: [u128; 2]) {
        let Step::Withdraw { account, part } = step else { return };
        let cover = &before.covers[*account];
        if paid == [0; 2] {
            return;
        }
        assert!(cover.covered_at.unwrap() <= self.suite.now(), "C6: {step:?}");
        let (shares, covered) = (before.held * part / 1_000, cover.shares.u128());
        if shares > covered {
            return;
        }
        // At the price of the reserves, times the covered shares: no division.
        let value = |pair: [u128; 2]| pair[0] * before.reserves[1] + pair[1] * before.reserves[0];
        let big = |value: u128, times: u128| Uint128::new(value).full_mul(times);
        let entry = amounts(&cover.entry);
        assert!(big(value(got), covered) <= big(value(entry), shares), "C5: {step:?} {got:?} {entry:?}");
    }
}

/// What a message finds.
struct Before {
    covers: Vec<CoverOfResponse>,
    /// LP shares and wallet of the account that acts.
    held: u128,
    wallet: [u128; 2],
    reserves: [u128; 2],
    paid: [u128; 2],
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    #[test]
    fn histories_keep_the_invariants_of_the_cover(
        steps in prop::collection::vec(step(), 1..60), share_bps in prop_oneof![Just(10_000u16), 1u16..10_000],
    ) {
        let suite = pool(|params| params.cover = Some(CoverTerms { share_bps, min_age: DAY }));
        let mut model = Model { suite, fed: [0; 2], paid: [0; 2] };
        let [_, bob, carol] = model.suite.users();
        for user in [&bob, &carol] {
            model.suite.provide(user, [DEEP; 2]).unwrap();
        }
        for step in steps {
            let account = match &step { Step::Withdraw { account, .. } => *account, _ => 0 };
            let user = model.suite.users()[account].clone();
            let before = Before {
                covers: model.covers(),
                held: model.suite.shares(&user),
                wallet: model.suite.wallet(&user),
                reserves: model.suite.reserves(),
                paid: model.paid,
            };
            let response = model.act(&step);
            if let Some(response) = &response {
                model.book(response);
                let wallet = model.suite.wallet(&user);
                let got = [0, 1].map(|i| wallet[i].saturating_sub(before.wallet[i]));
                let paid = [0, 1].map(|i| model.paid[i] - before.paid[i]);
                model.assert_paid(&step, &before, paid, got);
            }
            model.assert_invariants(&step, &before.covers, response.is_some());
        }
    }
}
