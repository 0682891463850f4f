//! The invariants of `docs/spec/amm-pool.md` §4 over random histories of several users.

use super::suite::{RICH, Suite, amounts, treasury};
use cosmwasm_std::{Addr, StdResult, Uint128, Uint512, coins};
use cw_multi_test::{AppResponse, Executor};
use proptest::prelude::*;
use weal_api::amm_pool::{DynamicFee, ExecuteMsg, ParamsChange};
use weal_api::asset::{AssetInfo, Token};

#[derive(Clone, Debug)]
enum Step {
    Provide(usize, [u128; 2]),
    Swap(usize, usize, u128),
    Buy(usize, usize, u128),
    ProvideOne(usize, usize, u128),
    WithdrawOne(usize, usize, u128),
    Withdraw(usize, u128),
    Transfer(usize, usize, u128),
    Donate(usize, u128),
    Give(usize, u128),
    Claim,
    Pass(u64),
}

fn amount() -> impl Strategy<Value = u128> {
    prop_oneof![1u128..50, 1u128..10_000, 1u128..5_000_000]
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0usize..3;
    prop_oneof![
        2 => (who.clone(), [amount(), amount()]).prop_map(|(a, n)| Step::Provide(a, n)),
        4 => (who.clone(), 0usize..2, amount()).prop_map(|(a, side, n)| Step::Swap(a, side, n)),
        1 => (who.clone(), 0usize..2, amount()).prop_map(|(a, side, n)| Step::Buy(a, side, n)),
        1 => (who.clone(), 0usize..2, amount()).prop_map(|(a, side, n)| Step::ProvideOne(a, side, n)),
        1 => (who.clone(), 0usize..2, amount()).prop_map(|(a, side, n)| Step::WithdrawOne(a, side, n)),
        2 => (who.clone(), amount()).prop_map(|(a, n)| Step::Withdraw(a, n)),
        1 => (who.clone(), who.clone(), amount()).prop_map(|(a, b, n)| Step::Transfer(a, b, n)),
        1 => (who.clone(), amount()).prop_map(|(a, n)| Step::Donate(a, n)),
        1 => (who, amount()).prop_map(|(a, n)| Step::Give(a, n)),
        1 => Just(Step::Claim),
        2 => prop_oneof![1u64..15, 60u64..300].prop_map(Step::Pass),
    ]
}

/// Parameters of pools of two assets: the same with and without a directional fee.
fn params_of_two() -> impl Strategy<Value = Option<ParamsChange>> {
    let surcharge = prop::option::of((0u16..=10_000, 0u16..=100));
    (params(), surcharge).prop_map(|(params, surcharge)| {
        let directional = surcharge.map(|(alpha_bps, cap_bps)| DynamicFee { alpha_bps, cap_bps });
        directional
            .map_or(params.clone(), |_| Some(ParamsChange { directional, ..params.unwrap_or_default() }))
    })
}

/// Parameters of every kind: none, or a seasoning with or without the bound and a part for the protocol.
pub(crate) fn params() -> impl Strategy<Value = Option<ParamsChange>> {
    let some = (1u32..25, any::<bool>(), prop_oneof![Just(0u16), 0u16..=2_500]);
    let some = some.prop_map(|(blocks, bound, share)| ParamsChange {
        seasoning_blocks: Some(blocks),
        sandwich_bound: Some(bound),
        protocol_share_bps: Some(share),
        protocol_recipient: Some(treasury().to_string()),
        ..ParamsChange::default()
    });
    prop_oneof![Just(None), some.prop_map(Some)]
}

/// Does the step; whether it was accepted.
fn act(suite: &mut Suite, users: &[Addr], step: &Step) -> bool {
    answer(suite, users, step).is_ok()
}

/// Does the step; what it answered.
fn answer(suite: &mut Suite, users: &[Addr], step: &Step) -> StdResult<AppResponse> {
    match step {
        Step::Provide(a, offered) => suite.provide(&users[*a], *offered),
        Step::Swap(a, side, n) => suite.sell(&users[*a], *side, *n),
        Step::Buy(a, side, n) => suite.buy(&users[*a], (1 - side, *side), *n, RICH / 100),
        Step::ProvideOne(a, side, n) => suite.provide_one(&users[*a], *side, *n, 0),
        Step::WithdrawOne(a, side, n) => suite.withdraw_one(&users[*a], *side, *n, 0),
        Step::Withdraw(a, n) => suite.withdraw(&users[*a], *n),
        Step::Transfer(a, b, n) => {
            let (recipient, amount) = (users[*b].to_string(), Uint128::new(*n));
            suite.execute(&users[*a], &ExecuteMsg::Transfer { recipient, amount }, &[])
        }
        Step::Donate(a, n) => {
            let (donor, pool) = (users[*a].clone(), suite.pool.clone());
            suite.app.send_tokens(donor, pool, &coins(*n, "uusd"))
        }
        Step::Give(a, n) => suite.execute(&users[*a], &ExecuteMsg::Donate {}, &coins(*n, "uusd")),
        Step::Claim => suite.execute(&users[0], &ExecuteMsg::ClaimProtocolFees {}, &[]),
        Step::Pass(blocks) => {
            suite.pass(*blocks);
            Ok(AppResponse::default())
        }
    }
}

/// The amounts that a history has brought in and that the pool's ledger says it owes to one owner only.
#[derive(Default)]
struct Accounts {
    /// Amounts sent to the pool past its messages: nobody's.
    stray: u128,
    /// The protocol's, by the events: its part of fees and what was withheld.
    protocol: [u128; 2],
}

impl Accounts {
    fn take_in(&mut self, suite: &Suite, step: &Step, response: &AppResponse) {
        if let Step::Donate(_, n) = step {
            self.stray += n;
        }
        for event in response.events.iter().filter(|event| event.ty.starts_with("wasm-")) {
            let get = |key: &str| event.attributes.iter().find(|a| a.key == key).map(|a| a.value.as_str());
            let withheld = get("withheld").unwrap_or_default();
            if event.ty == "wasm-swapped" {
                let side = usize::from(get("ask") != Some(Token::Native("uusd".into()).to_string().as_str()));
                let part = |value: &str| value.parse::<u128>().unwrap_or_default();
                self.protocol[side] += part(get("protocol_fee").unwrap_or_default()) + part(withheld);
            } else if !withheld.is_empty() {
                let parts = withheld.split(',').map(|part| part.parse::<u128>().unwrap());
                self.protocol.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
            }
        }
        assert_eq!(suite.assets[0], AssetInfo::native("uusd"));
    }

    /// Every number of the ledger against what stands behind it.
    fn compare(&self, suite: &Suite, users: &[Addr], seasons: bool) -> Result<(), TestCaseError> {
        let state = suite.state();
        let balances = users.iter().chain([&suite.pool]).map(|account| suite.shares(account));
        prop_assert_eq!(
            balances.sum::<u128>(),
            state.supply.u128(),
            "I1: the supply is the sum of all balances"
        );
        let (reserves, fees) = (amounts(&state.reserves), amounts(&state.fees_held));
        let (protocol, owed) = (amounts(&state.protocol_fees), suite.holdings());
        let (owned, paid) = (suite.wallet(&suite.pool), suite.wallet(&treasury()));
        for side in 0..2 {
            prop_assert_eq!(owed[side], reserves[side] + fees[side] + protocol[side], "I2: what is owed");
            let stray = if side == 0 { self.stray } else { 0 };
            prop_assert_eq!(owned[side], owed[side] + stray, "I2: what is owned, to the unit");
            prop_assert_eq!(protocol[side] + paid[side], self.protocol[side], "I2: what is the protocol's");
        }
        if seasons {
            for user in users {
                let report = suite.report(user);
                prop_assert_eq!(report.shares.u128(), suite.shares(user), "I13: a position has its balance");
                prop_assert!(report.unseasoned <= report.shares, "I13");
            }
        }
        Ok(())
    }
}

/// The state that is compared from step to step: reserves, fees held and supply.
type Held = ([u128; 2], [u128; 2], u128);

fn held(suite: &Suite) -> Held {
    let state = suite.state();
    (amounts(&state.reserves), amounts(&state.fees_held), state.supply.u128())
}

/// k ÷ S² and each fee ÷ S, by products, so that nothing is divided.
fn assert_not_diluted(before: &Held, after: &Held) -> Result<(), TestCaseError> {
    let wide = |values: &[u128]| {
        values.iter().fold(Uint512::one(), |product, value| product * Uint512::from(*value))
    };
    let (now, then) = (after, before);
    let grown = wide(&[now.0[0], now.0[1], then.2, then.2]) >= wide(&[then.0[0], then.0[1], now.2, now.2]);
    prop_assert!(grown, "k ÷ S² fell: {then:?} became {now:?}");
    for side in 0..2 {
        let grown = wide(&[now.1[side], then.2]) >= wide(&[then.1[side], now.2]);
        prop_assert!(grown, "the fees of a share fell: {then:?} became {now:?}");
    }
    Ok(())
}

/// Returns the number of histories: `PROPTEST_CASES`, or few enough for every build.
pub(crate) fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(40)))]

    /// (2) *k*, *D* or their part per share fall: I1, I2, I3, I4 and I7 after every step of any history; I9: a refused step changes nothing.
    #[test]
    fn random_histories_keep_every_invariant(
        open in [1_000u128..3_000_000, 1_003u128..3_000_000],
        fee_bps in prop_oneof![Just(0u16), Just(30), 0u16..=500],
        params in params_of_two(),
        steps in prop::collection::vec(step(), 1..25),
    ) {
        let mut suite = Suite::opened_with(open, |msg| (msg.fee_bps, msg.params) = (fee_bps, params));
        let users = suite.users();
        let (mut before, mut accounts) = ((held(&suite), suite.snapshot()), Accounts::default());
        let seasons = suite.params().params.seasoning_blocks > 0;
        for step in &steps {
            let response = answer(&mut suite, &users, step);
            if let Ok(response) = &response {
                accounts.take_in(&suite, step, response);
            }
            let (accepted, after) = (response.is_ok(), (held(&suite), suite.snapshot()));
            accounts.compare(&suite, &users, seasons)?;
            assert_not_diluted(&before.0, &after.0)?;
            prop_assert!(after.0.0.iter().all(|reserve| *reserve >= 1) && after.0.2 >= 1_000, "I4");
            if matches!(step, Step::Donate(..)) {
                prop_assert_eq!(&after.0, &before.0, "I7");
            }
            // Time changes what an account may do, not what it has.
            prop_assert!(accepted || after == before, "I9");
            before = after;
        }
    }

    /// I5: an account that swaps, provides and withdraws alone, and then leaves, never has more of one asset
    /// and no less of the other.
    #[test]
    fn a_trader_alone_never_gains(
        open in [1_000u128..3_000_000, 1_003u128..3_000_000],
        fee_bps in prop_oneof![Just(0u16), Just(30), 0u16..=500],
        params in params_of_two(),
        steps in prop::collection::vec(step(), 1..25),
    ) {
        let mut suite = Suite::opened_with(open, |msg| (msg.fee_bps, msg.params) = (fee_bps, params));
        let users = suite.users();
        let trader = users[1].clone();
        for step in &steps {
            let own = match step {
                Step::Provide(_, offered) => Step::Provide(1, *offered),
                Step::Swap(_, side, n) => Step::Swap(1, *side, *n),
                Step::Buy(_, side, n) => Step::Buy(1, *side, *n),
                Step::ProvideOne(_, side, n) => Step::ProvideOne(1, *side, *n),
                Step::WithdrawOne(_, side, n) => Step::WithdrawOne(1, *side, *n),
                Step::Withdraw(_, n) | Step::Transfer(_, _, n) | Step::Donate(_, n) => Step::Withdraw(1, *n),
                Step::Give(_, n) => Step::Give(1, *n),
                Step::Claim | Step::Pass(_) => step.clone(),
            };
            act(&mut suite, &users, &own);
        }
        let rest = suite.shares(&trader);
        if rest > 0 {
            suite.withdraw(&trader, rest).ok();
        }
        let [first, second] = suite.wallet(&trader);
        let gained = (first > RICH && second >= RICH) || (first >= RICH && second > RICH);
        prop_assert!(!gained, "{first}, {second} out of {RICH} each");
    }

    /// I8: what a query promises is what the message then does, in any state.
    #[test]
    fn simulations_equal_execution(
        open in [1_000u128..3_000_000, 1_003u128..3_000_000],
        params in params_of_two(),
        steps in prop::collection::vec(step(), 1..15),
    ) {
        let mut suite = Suite::opened_with(open, |msg| msg.params = params);
        let users = suite.users();
        for step in &steps {
            let wallets = users.clone().map(|user| suite.wallet(&user));
            let shares = users.clone().map(|user| suite.shares(&user));
            match step {
                Step::Swap(a, side, n) => {
                    let promised = suite.simulate(*side, *n).map(|quote| quote.receive.amount.u128());
                    prop_assert_eq!(act(&mut suite, &users, step), promised.is_ok());
                    let received = suite.wallet(&users[*a])[1 - side] - wallets[*a][1 - side];
                    prop_assert_eq!(received, promised.unwrap_or_default());
                }
                Step::Provide(a, offered) => {
                    let promised = suite.simulate_provide(*offered);
                    prop_assert_eq!(act(&mut suite, &users, step), promised.is_ok());
                    if let Ok(promised) = promised {
                        let (used, now) = (amounts(&promised.used), suite.wallet(&users[*a]));
                        prop_assert_eq!([wallets[*a][0] - now[0], wallets[*a][1] - now[1]], used);
                        prop_assert_eq!(suite.shares(&users[*a]) - shares[*a], promised.shares.u128());
                    }
                }
                Step::Buy(a, side, n) => {
                    let promised = suite.reverse(*side, *n).map(|quote| quote.offer.amount.u128());
                    let accepted = promised.is_ok_and(|offer| offer <= RICH / 100);
                    let promised = suite.reverse(*side, *n).map_or(0, |quote| quote.offer.amount.u128());
                    prop_assert_eq!(act(&mut suite, &users, step), accepted);
                    if accepted {
                        let now = suite.wallet(&users[*a]);
                        prop_assert_eq!(now[*side] - wallets[*a][*side], *n);
                        prop_assert_eq!(wallets[*a][1 - side] - now[1 - side], promised);
                    }
                }
                Step::ProvideOne(a, side, n) => {
                    let promised = suite.simulate_one(*side, *n);
                    prop_assert_eq!(act(&mut suite, &users, step), promised.is_ok());
                    if let Ok(promised) = promised {
                        let (used, now) = (amounts(&promised.used), suite.wallet(&users[*a]));
                        prop_assert_eq!(wallets[*a][*side] - now[*side], used[*side]);
                        prop_assert_eq!(suite.shares(&users[*a]) - shares[*a], promised.shares.u128());
                    }
                }
                Step::WithdrawOne(a, side, n) if *n <= shares[*a] => {
                    let promised = suite.simulate_withdraw_one(*side, *n);
                    // The query knows of no owner, whose shares may be too young to leave by one side.
                    let accepted = act(&mut suite, &users, step);
                    prop_assert!(!accepted || promised.is_ok());
                    if let (true, Ok(promised)) = (accepted, promised) {
                        let (paid, now) = (amounts(&promised.amounts), suite.wallet(&users[*a]));
                        prop_assert_eq!([now[0] - wallets[*a][0], now[1] - wallets[*a][1]], paid);
                    }
                }
                Step::Withdraw(a, n) if *n <= shares[*a] => {
                    let promised = suite.simulate_withdraw_of(&users[*a], *n);
                    prop_assert_eq!(act(&mut suite, &users, step), promised.is_ok());
                    if let Ok(promised) = promised {
                        let (paid, now) = (amounts(&promised.amounts), suite.wallet(&users[*a]));
                        prop_assert_eq!([now[0] - wallets[*a][0], now[1] - wallets[*a][1]], paid);
                    }
                }
                other => { act(&mut suite, &users, other); }
            }
        }
    }
}
