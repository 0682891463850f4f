//! The owner's rights, and the two steps of handing them over.

use crate::suite::{Kind, Suite, rate, risk};
use cosmwasm_std::Addr;
use lending_market::ContractError;
use weal_api::lending_market::{ExecuteMsg, OwnershipStep};

fn propose(new_owner: &Addr) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(OwnershipStep::Propose { new_owner: new_owner.to_string() })
}

const ACCEPT: ExecuteMsg = ExecuteMsg::UpdateOwnership(OwnershipStep::Accept {});

#[test]
fn ownership_moves_in_two_steps() {
    let mut suite = Suite::new();
    let (owner, alice, bob) = (suite.owner.clone(), suite.alice.clone(), suite.bob.clone());
    suite.execute("owner", &propose(&alice)).unwrap();
    assert_eq!(suite.config().owner, owner.as_str());
    assert_eq!(suite.config().pending_owner, Some(alice.to_string()));
    let stranger = ContractError::NotPendingOwner { sender: bob.clone() };
    suite.assert_refused(|suite| suite.execute("bob", &ACCEPT), stranger);
    let not_yet = ContractError::NotOwner { sender: alice.clone(), owner: owner.clone() };
    suite.assert_refused(|suite| suite.execute("alice", &propose(&bob)), not_yet);

    suite.execute("alice", &ACCEPT).unwrap();
    assert_eq!((suite.config().owner, suite.config().pending_owner), (alice.to_string(), None));
    let twice = ContractError::NotPendingOwner { sender: alice.clone() };
    suite.assert_refused(|suite| suite.execute("alice", &ACCEPT), twice);
    let former = ContractError::NotOwner { sender: owner, owner: alice };
    let propose = ExecuteMsg::ProposeTerms { rate: Some(rate()), risk: None };
    suite.assert_refused(|suite| suite.execute("owner", &propose), former);
}

#[test]
fn an_offer_is_withdrawn_by_naming_the_owner() {
    let mut suite = Suite::new();
    let (owner, alice) = (suite.owner.clone(), suite.alice.clone());
    suite.execute("owner", &propose(&alice)).unwrap();
    suite.execute("owner", &propose(&owner)).unwrap();
    assert_eq!(suite.config().pending_owner, None);
    suite.assert_refused(
        |suite| suite.execute("alice", &ACCEPT),
        ContractError::NotPendingOwner { sender: alice },
    );
}

/// T15.
#[test]
fn only_the_owner_changes_terms() {
    let mut suite = Suite::funded(Kind::Native);
    let owner = suite.owner.clone();
    for name in ["alice", "bob", "carol"] {
        let sender = suite.account(name);
        for msg in [
            ExecuteMsg::ProposeTerms { rate: Some(rate()), risk: Some(risk()) },
            ExecuteMsg::CancelTerms {},
            ExecuteMsg::TightenLimits { max_ltv: None, supply_cap: None, borrow_cap: None },
            propose(&suite.carol.clone()),
        ] {
            let refused = ContractError::NotOwner { sender: sender.clone(), owner: owner.clone() };
            suite.assert_refused(|suite| suite.execute(name, &msg), refused);
        }
    }
}
