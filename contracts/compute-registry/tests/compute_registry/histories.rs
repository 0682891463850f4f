//! Any sequence of messages by several users conserves the bonds.

use super::suite::{BOND, DAY, DENOM, LIABILITY, Suite, attribute};
use cosmwasm_std::{Addr, coins};
use proptest::prelude::*;
use std::collections::BTreeMap;
use weal_api::compute_registry::{Claim, ClaimKind, ExecuteMsg, RevocationReason};

#[derive(Clone, Debug)]
enum Step {
    Register { who: usize },
    Add { who: usize, amount: u128 },
    Approve { who: usize },
    Suspend { who: usize },
    Attest { who: usize, claim: usize, days: u64 },
    Revoke { who: usize, number: u64 },
    Refute { number: u64, reporter: Option<usize> },
    ClaimAward { who: usize },
    Withdraw { who: usize },
    Wait { days: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0usize..3;
    prop_oneof![
        2 => who.clone().prop_map(|who| Step::Register { who }),
        2 => (who.clone(), 1u128..500).prop_map(|(who, amount)| Step::Add { who, amount }),
        3 => who.clone().prop_map(|who| Step::Approve { who }),
        1 => who.clone().prop_map(|who| Step::Suspend { who }),
        8 => (who.clone(), 0usize..3, 1u64..60).prop_map(|(who, claim, days)| Step::Attest { who, claim, days }),
        2 => (who.clone(), 1u64..12).prop_map(|(who, number)| Step::Revoke { who, number }),
        4 => (1u64..12, proptest::option::of(0usize..3)).prop_map(|(number, reporter)| Step::Refute { number, reporter }),
        2 => (0usize..4).prop_map(|who| Step::ClaimAward { who }),
        3 => who.prop_map(|who| Step::Withdraw { who }),
        4 => (0u64..40).prop_map(|days| Step::Wait { days }),
    ]
}

/// The sums that the history must add up to, kept beside the contract's.
#[derive(Default)]
struct Books {
    paid_in: BTreeMap<Addr, u128>,
    slashed: BTreeMap<Addr, u128>,
    withdrawn: u128,
    sent: u128,
    refuted: Vec<u64>,
}

struct World {
    suite: Suite,
    people: [Addr; 4],
    books: Books,
}

impl World {
    fn new() -> Self {
        let suite = Suite::empty(|_| {});
        let people =
            [suite.auditor.clone(), suite.rival.clone(), suite.stranger.clone(), suite.treasury.clone()];
        Self { suite, people, books: Books::default() }
    }

    fn message(&self, step: &Step) -> Option<(Addr, ExecuteMsg, u128)> {
        let owner = self.suite.owner.clone();
        let person = |who: &usize| self.people[*who].clone();
        let claims = [Claim::Soc2 {}, Claim::Tee { technology: "tdx".into() }, Claim::Pue { milli: 1_200 }];
        Some(match step {
            Step::Register { who } => {
                (person(who), ExecuteMsg::RegisterAuditor { name: "A".into() }, BOND + 7)
            }
            Step::Add { who, amount } => (person(who), ExecuteMsg::AddBond {}, *amount),
            Step::Approve { who } => {
                let (auditor, kinds) = (person(who).to_string(), vec![ClaimKind::Soc2, ClaimKind::Pue]);
                (owner, ExecuteMsg::ApproveAuditor { auditor, kinds }, 0)
            }
            Step::Suspend { who } => {
                (owner, ExecuteMsg::SuspendAuditor { auditor: person(who).to_string() }, 0)
            }
            Step::Attest { who, claim, days } => {
                (person(who), self.suite.attestation(claims[*claim].clone(), days * DAY), 0)
            }
            Step::Revoke { who, number } => {
                let reason = RevocationReason::FactsChanged;
                (person(who), ExecuteMsg::Revoke { attestation_id: *number, reason }, 0)
            }
            Step::Refute { number, reporter } => {
                let reporter = reporter.as_ref().map(person);
                (owner, self.suite.refute(*number, reporter.as_ref()), 0)
            }
            Step::ClaimAward { who } => {
                (owner, ExecuteMsg::ClaimAward { account: person(who).to_string() }, 0)
            }
            Step::Withdraw { who } => (person(who), ExecuteMsg::WithdrawBond {}, 0),
            Step::Wait { .. } => return None,
        })
    }

    fn apply(&mut self, step: &Step) -> Result<(), TestCaseError> {
        let Some((sender, msg, paid)) = self.message(step) else {
            let Step::Wait { days } = step else { unreachable!() };
            self.suite.advance(days * DAY);
            return Ok(());
        };
        let before = self.suite.snapshot();
        let liable_until = self.suite.now() <= self.liable_until(&sender);
        let funds = if paid > 0 { coins(paid, DENOM) } else { vec![] };
        let Ok(response) = self.suite.execute(&sender, &msg, &funds) else {
            prop_assert_eq!(self.suite.snapshot(), before);
            return Ok(());
        };
        let number = |event, key| attribute(&response, event, key).parse::<u128>().unwrap();
        *self.books.paid_in.entry(sender.clone()).or_default() += paid;
        match step {
            Step::Withdraw { .. } => {
                prop_assert!(!liable_until);
                self.books.withdrawn += number("wasm-auditor_bond_withdrawn", "amount");
            }
            Step::ClaimAward { .. } => self.books.sent += number("wasm-award_claimed", "amount"),
            Step::Refute { number: id, .. } => {
                prop_assert!(!self.books.refuted.contains(id), "refuted twice");
                self.books.refuted.push(*id);
                let slashed = number("wasm-attestation_refuted", "slashed");
                prop_assert!(slashed <= self.suite.found(*id).stake.u128());
                *self.books.slashed.entry(self.suite.found(*id).auditor).or_default() += slashed;
            }
            _ => {}
        }
        Ok(())
    }

    fn liable_until(&self, auditor: &Addr) -> u64 {
        let msg = weal_api::compute_registry::QueryMsg::Auditor { auditor: auditor.to_string() };
        let found = self.suite.try_query::<weal_api::compute_registry::AuditorResponse>(&msg);
        found.map_or(0, |found| found.liable_until)
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let holdings = self.suite.holdings();
        let all = weal_api::compute_registry::QueryMsg::Auditors { start_after: None, limit: Some(30) };
        let auditors = self.suite.query::<weal_api::compute_registry::AuditorsResponse>(&all).auditors;
        let bonds: u128 = auditors.iter().map(|auditor| auditor.bond.u128()).sum();
        let awards: u128 = self.people.iter().map(|account| self.suite.award(account)).sum();
        prop_assert_eq!((holdings.bonds.u128(), holdings.awards.u128()), (bonds, awards));
        prop_assert_eq!(self.suite.balance(&self.suite.registry), bonds + awards);
        let paid_in: u128 = self.books.paid_in.values().sum();
        prop_assert_eq!(paid_in, self.books.withdrawn + self.books.sent + bonds + awards);
        for (auditor, slashed) in &self.books.slashed {
            prop_assert!(slashed <= &self.books.paid_in[auditor]);
        }
        let slashed: u128 = self.books.slashed.values().sum();
        prop_assert_eq!(slashed, self.books.sent + awards);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bonds_are_conserved_over_any_history(steps in proptest::collection::vec(step(), 1..40)) {
        let mut world = World::new();
        for step in &steps {
            world.apply(step)?;
            world.check()?;
        }
        // In the end everybody who is not slashed to nothing gets out what is left.
        world.suite.advance(60 * DAY + LIABILITY + 1);
        for who in 0..4 {
            world.apply(&Step::Withdraw { who })?;
            world.apply(&Step::ClaimAward { who })?;
            world.check()?;
        }
        prop_assert_eq!(world.suite.balance(&world.suite.registry), 0);
    }

    #[test]
    fn an_attestation_touches_only_its_own_key(
        rows in proptest::collection::vec((0usize..2, 0usize..3, 1u64..80), 1..20),
    ) {
        let mut suite = Suite::new();
        let auditors = [suite.auditor.clone(), suite.rival.clone()];
        let claims = [Claim::Soc2 {}, Claim::Iso27001 {}, Claim::Pue { milli: 1_200 }];
        for (who, claim, days) in rows {
            let key = (claims[claim].kind(), auditors[who].clone());
            let others = |suite: &Suite| {
                let rows = suite.attestations().into_iter();
                rows.filter(|row| (row.claim.kind(), row.auditor.clone()) != key).collect::<Vec<_>>()
            };
            let before = others(&suite);
            suite.attest(&auditors[who], claims[claim].clone(), days * DAY);
            prop_assert_eq!(others(&suite), before);
        }
    }
}
