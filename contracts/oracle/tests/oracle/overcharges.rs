//! A root that overcharges a lease, and what that costs whoever signed it.

use super::members::{DELAY, MINIMUM, UNBONDING, bonded_terms, insurance};
use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::Addr;
use cosmwasm_std::testing::MockApi;
use cw_multi_test::{AppResponse, Executor};
use oracle::ContractError;
use weal_api::oracle::{ConsumersResponse, ExecuteMsg, ListedConsumer, QueryMsg};
use weal_attestation::MemberKey;

pub(crate) fn punish(suite: &Suite, epoch: u64, lease_id: u64) -> ExecuteMsg {
    ExecuteMsg::PunishOvercharge { consumer: suite.consumer.to_string(), epoch, lease_id }
}

fn list(consumer: &Addr) -> ExecuteMsg {
    ExecuteMsg::ListConsumer { consumer: consumer.to_string() }
}

fn delist(consumer: &Addr) -> ExecuteMsg {
    ExecuteMsg::DelistConsumer { consumer: consumer.to_string() }
}

impl Suite {
    /// The owner lists the consumer, and the delay passes.
    pub(crate) fn list(&mut self) {
        let (owner, msg) = (self.owner.clone(), list(&self.consumer));
        self.execute(&owner, &msg).unwrap();
        let delay: weal_api::oracle::ConfigResponse = self.query(&QueryMsg::Config {});
        self.advance(delay.terms.rotation_delay_seconds);
    }

    fn listed(&self) -> Vec<ListedConsumer> {
        self.query::<ConsumersResponse>(&QueryMsg::Consumers {}).consumers
    }

    fn tenant(&self) -> Addr {
        self.app.api().addr_make("tenant")
    }

    /// A listed consumer, a root of members 0, 1 and 2, and a leaf of lease 5 that a stranger showed.
    fn overcharged() -> Self {
        let mut suite = Self::bonded(4);
        suite.list();
        suite.settle();
        let (finder, victim) = (suite.stranger.clone(), suite.tenant());
        suite.show(1, 5, &finder, &victim);
        suite
    }

    fn awards(&self, accounts: &[&Addr]) -> Vec<u128> {
        accounts.iter().map(|account| self.bond(account).award.u128()).collect()
    }
}

/// Events of this type, without the contract's address.
fn slashes(response: &AppResponse) -> Vec<Vec<(String, String)>> {
    let of_type = response.events.iter().filter(|event| event.ty == "wasm-oracle_member_slashed");
    of_type
        .map(|event| event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect())
        .collect()
}

/// Attack 25, 26: whoever signed a root above what a lease can owe loses its bond: half to the insurance, a quarter to
/// the finder, the rest to the tenant. Who did not sign keeps its own.
#[test]
fn every_signer_of_an_overcharging_root_loses_its_bond_and_no_other_member_does() {
    let mut suite = Suite::overcharged();
    let somebody = suite.app.api().addr_make("somebody");
    let response = suite.execute(&somebody, &punish(&suite, 1, 5)).unwrap();

    let (tenant, finder, fund) = (suite.tenant(), suite.stranger.clone(), insurance(suite.app.api()));
    let slashed = |operator: &Addr| {
        pairs(&[
            ("operator", operator.as_str()),
            ("reason", "overcharge"),
            ("amount", "1001"),
            ("bond", "0"),
            ("victim", tenant.as_str()),
            ("victim_award", "250"),
            ("finder_award", "250"),
        ])
    };
    assert_eq!(slashes(&response), suite.operators[..3].iter().map(slashed).collect::<Vec<_>>());
    let consumer = suite.consumer.clone();
    let expected = pairs(&[
        ("consumer", consumer.as_str()),
        ("epoch", "1"),
        ("lease_id", "5"),
        ("committee_epoch", "1"),
        ("signers", "7"),
        ("amount", "3003"),
        ("victim", tenant.as_str()),
        ("victim_award", "750"),
        ("finder", finder.as_str()),
        ("finder_award", "750"),
        ("insurance_award", "1503"),
    ]);
    assert_eq!(attributes(&response, "oracle_overcharge_punished"), expected);
    assert_eq!(suite.awards(&[&tenant, &finder, &fund, &somebody]), [750, 750, 1_503, 0]);
    let left: Vec<_> =
        suite.committee().members.into_iter().map(|m| (m.bond.u128(), m.public_key.is_some())).collect();
    assert_eq!(left, [(0, false), (0, false), (0, false), (MINIMUM, true)]);
    let parties = [suite.operators.clone(), vec![tenant.clone(), finder, fund]].concat();
    suite.assert_conserved(&parties);

    suite.execute(&tenant, &ExecuteMsg::ClaimAward {}).unwrap();
    assert_eq!(suite.balance(&tenant), 750);
    suite.assert_conserved(&parties);
    suite.advance(10);
    let refused = suite.publish(&suite.settlement(&suite.next_root(), &[1, 2, 3])).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000001110 do not all verify"),
        "{refused}"
    );
}

#[test]
fn a_root_is_punished_once_however_many_of_its_leaves_overcharge() {
    let mut suite = Suite::overcharged();
    let (finder, victim) = (suite.stranger.clone(), suite.tenant());
    suite.show(1, 6, &finder, &victim);
    suite.publish(&punish(&suite, 1, 6)).unwrap();
    let consumer = suite.consumer.clone();
    for lease_id in [5, 6] {
        let again = ContractError::AlreadyPunished { consumer: consumer.clone(), epoch: 1, lease_id: 6 };
        suite.assert_unpublished(&punish(&suite, 1, lease_id), again);
    }
    // A member that has bonded again is not slashed for it again.
    suite.keys[0] = MemberKey::from_seed([77; 32]);
    suite.register(0).unwrap();
    let again = ContractError::AlreadyPunished { consumer, epoch: 1, lease_id: 6 };
    suite.assert_unpublished(&punish(&suite, 1, 5), again);
    assert_eq!(suite.bond(&suite.operators[0]).bond.u128(), MINIMUM);
}

/// Attack 22: a bond answers for what its operator signed before it left, until it is withdrawn.
#[test]
fn a_signer_that_left_is_slashed_until_it_has_withdrawn() {
    for (waits, expected) in [(UNBONDING - 1, 3 * MINIMUM), (UNBONDING, 2 * MINIMUM)] {
        let mut suite = Suite::overcharged();
        let leaver = suite.operators[0].clone();
        suite.rotate(suite.accounts(1, 4));
        suite.advance(waits);
        assert_eq!(suite.execute(&leaver, &ExecuteMsg::WithdrawBond {}).is_ok(), waits == UNBONDING);
        let before = suite.holdings().bonds.u128();
        suite.publish(&punish(&suite, 1, 5)).unwrap();
        assert_eq!(before - suite.holdings().bonds.u128(), expected);
        // Those of the signers that stayed have no key in the present committee either.
        let keys: Vec<_> = suite.committee().members.iter().map(|m| m.public_key.is_some()).collect();
        assert_eq!(keys, [false, false, true, true]);
        suite.assert_conserved(
            &[suite.accounts(0, 5), vec![suite.tenant(), suite.stranger.clone(), insurance(suite.app.api())]]
                .concat(),
        );
    }
}

/// Members that overcharge a lease of their own and show it themselves lose half, whatever the finder's share is.
#[test]
fn who_is_victim_and_finder_itself_loses_half() {
    for (share, finder_award) in [(0, 0), (1_000, 100), (2_500, 250), (5_000, 250)] {
        let mut suite = Suite::with(4, |msg| {
            let mut terms =
                super::members::bonded_terms(&cosmwasm_std::testing::MockApi::default().with_prefix("wasm"));
            terms.bond.as_mut().unwrap().finder_share_bps = share;
            msg.terms = terms;
        });
        suite.list();
        suite.settle();
        let (own, other) = (suite.operators[0].clone(), suite.tenant());
        suite.show(1, 5, &own, &own);
        suite.show(1, 6, &other, &own);
        suite.publish(&punish(&suite, 1, if share == 1_000 { 6 } else { 5 })).unwrap();
        let fund = insurance(suite.app.api());
        assert_eq!(suite.awards(&[&fund]), [3 * 501]);
        let expected = if share == 1_000 { [3 * (500 - finder_award), 3 * finder_award] } else { [1_500, 0] };
        assert_eq!(suite.awards(&[&own, &other]), expected);
    }
}

/// A consumer that lies can only be one that the owner has listed, and only about roots that were posted after the
/// delay: to the second.
#[test]
fn an_unlisted_consumer_and_one_before_its_delay_slash_nobody() {
    let mut suite = Suite::bonded(4);
    let (owner, consumer, stranger) = (suite.owner.clone(), suite.consumer.clone(), suite.stranger.clone());
    suite.settle();
    suite.show(1, 5, &stranger, &stranger);
    suite.assert_unpublished(&punish(&suite, 1, 5), ContractError::NotListed { consumer: consumer.clone() });

    let response = suite.execute(&owner, &list(&consumer)).unwrap();
    let effective_at = suite.now() + DELAY;
    let expected = pairs(&[
        ("consumer", consumer.as_str()),
        ("effective_at", &effective_at.to_string()),
        ("consumers", "1"),
    ]);
    assert_eq!(attributes(&response, "oracle_consumer_listed"), expected);
    assert_eq!(suite.listed(), [ListedConsumer { consumer: consumer.clone(), effective_at }]);
    suite.advance(DELAY - 1);
    suite.settle();
    suite.advance(1);
    suite.settle();
    for epoch in 1..=3 {
        suite.show(epoch, 5, &stranger, &stranger);
    }
    for (epoch, posted_at) in [(1, effective_at - DELAY), (2, effective_at - 1)] {
        let consumer = consumer.clone();
        let error = ContractError::PostedBeforeListing { consumer, posted_at, effective_at };
        suite.assert_unpublished(&punish(&suite, epoch, 5), error);
    }
    suite.publish(&punish(&suite, 3, 5)).unwrap();
}

#[test]
fn what_is_not_on_record_or_has_no_root_is_refused() {
    let mut suite = Suite::overcharged();
    let consumer = suite.consumer.clone();
    let error = ContractError::NoOvercharge { consumer: consumer.clone(), epoch: 1, lease_id: 6 };
    suite.assert_unpublished(&punish(&suite, 1, 6), error);
    let (finder, victim) = (suite.stranger.clone(), suite.tenant());
    suite.show(2, 5, &finder, &victim);
    let error = ContractError::NoSettlement { consumer: consumer.clone(), epoch: 2 };
    suite.assert_unpublished(&punish(&suite, 2, 5), error);

    // A listed account that is no contract has no roots; one that has no such record is not believed.
    let (owner, account) = (suite.owner.clone(), suite.stranger.clone());
    suite.execute(&owner, &list(&account)).unwrap();
    let msg = ExecuteMsg::PunishOvercharge { consumer: account.to_string(), epoch: 1, lease_id: 5 };
    suite.assert_unpublished(&msg, ContractError::NoSettlement { consumer: account, epoch: 1 });
    suite.publish(&punish(&suite, 1, 5)).unwrap();
}

#[test]
fn only_the_owner_lists_and_delists_each_once_and_eight_at_most() {
    let mut suite = Suite::bonded(4);
    let (owner, stranger) = (suite.owner.clone(), suite.stranger.clone());
    let contracts: Vec<Addr> = (0..9).map(|i| suite.app.api().addr_make(&format!("escrow{i}"))).collect();
    let not_owner = || ContractError::NotOwner { sender: stranger.clone(), owner: owner.clone() };
    suite.assert_unpublished(&list(&contracts[0]), not_owner());
    for contract in &contracts[..8] {
        suite.execute(&owner, &list(contract)).unwrap();
        let again = ContractError::AlreadyListed { consumer: contract.clone() };
        suite.assert_refused(&owner, &list(contract), again);
    }
    suite.assert_refused(&owner, &list(&contracts[8]), ContractError::ConsumersFull { max: 8 });
    suite.assert_unpublished(&delist(&contracts[3]), not_owner());
    let unknown = ContractError::NotListed { consumer: contracts[8].clone() };
    suite.assert_refused(&owner, &delist(&contracts[8]), unknown);
    let response = suite.execute(&owner, &delist(&contracts[3])).unwrap();
    let expected = pairs(&[("consumer", contracts[3].as_str()), ("consumers", "7")]);
    assert_eq!(attributes(&response, "oracle_consumer_delisted"), expected);
    suite.execute(&owner, &list(&contracts[8])).unwrap();
    let found: Vec<Addr> = suite.listed().into_iter().map(|listed| listed.consumer).collect();
    let mut expected = [&contracts[..3], &contracts[4..]].concat();
    expected.sort();
    assert_eq!(found, expected);
}

/// A consumer counts at once before anyone can have signed anything, so an escrow that is deployed with its oracle is
/// listed from its first root on.
#[test]
fn a_consumer_listed_before_the_first_committee_is_active_counts_at_once() {
    let terms = bonded_terms(&MockApi::default().with_prefix("wasm"));
    let mut suite = Suite::vacant(4, |msg| msg.terms = terms).unwrap();
    let (owner, consumer) = (suite.owner.clone(), suite.consumer.clone());
    for member in 0..3 {
        suite.register(member).unwrap();
    }
    suite.execute(&owner, &list(&consumer)).unwrap();
    assert_eq!(suite.listed()[0].effective_at, suite.now());
    suite.register(3).unwrap();
    let late = suite.app.api().addr_make("escrow0");
    suite.execute(&owner, &list(&late)).unwrap();
    let effective: Vec<_> = suite.listed().iter().map(|one| one.effective_at - suite.now()).collect();
    assert_eq!((effective.iter().min(), effective.iter().max()), (Some(&0), Some(&DELAY)));

    suite.settle();
    let (finder, victim) = (suite.stranger.clone(), suite.tenant());
    suite.show(1, 5, &finder, &victim);
    suite.publish(&punish(&suite, 1, 5)).unwrap();
    assert_eq!(suite.holdings().bonds.u128(), MINIMUM);
}

/// A consumer that has turned bad is taken off at once; coming back takes the delay again.
#[test]
fn a_delisted_consumer_slashes_nobody() {
    let mut suite = Suite::overcharged();
    let (owner, consumer) = (suite.owner.clone(), suite.consumer.clone());
    suite.execute(&owner, &delist(&consumer)).unwrap();
    suite.assert_unpublished(&punish(&suite, 1, 5), ContractError::NotListed { consumer: consumer.clone() });
    let posted_at = suite.now();
    suite.execute(&owner, &list(&consumer)).unwrap();
    suite.advance(DELAY);
    let effective_at = posted_at + DELAY;
    let error = ContractError::PostedBeforeListing { consumer, posted_at, effective_at };
    suite.assert_unpublished(&punish(&suite, 1, 5), error);
}

#[test]
fn without_bonds_no_consumer_is_listed_and_nobody_punished() {
    let mut suite = Suite::new();
    let (owner, consumer) = (suite.owner.clone(), suite.consumer.clone());
    suite.assert_refused(&owner, &list(&consumer), ContractError::NoBonds {});
    suite.assert_unpublished(&punish(&suite, 1, 5), ContractError::NoBonds {});
}

#[test]
fn an_unknown_field_in_any_of_the_messages_is_refused() {
    let mut suite = Suite::overcharged();
    let (owner, oracle) = (suite.owner.clone(), suite.oracle.clone());
    let messages = [punish(&suite, 1, 5), delist(&suite.consumer), list(&suite.consumer)];
    for message in messages {
        let mut wrong = serde_json::to_value(&message).unwrap();
        wrong.as_object_mut().unwrap().values_mut().next().unwrap()["memo"] = "x".into();
        let refused =
            suite.app.execute_contract(owner.clone(), oracle.clone(), &wrong, &[]).unwrap_err().to_string();
        assert!(refused.contains("unknown field `memo`"), "{refused}");
        suite.execute(&owner, &message).unwrap();
    }
}
