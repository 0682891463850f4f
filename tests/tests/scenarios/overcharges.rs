//! A quorum that overcharges a tenant, in the economy as it is deployed.

use super::{address, refuses};
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, RATE_SCALE};
use weal_api::oracle::{
    BondResponse, CommitteeResponse, ConsumersResponse, ExecuteMsg, HoldingsResponse, QueryMsg,
};
use weal_client::{COMMITTEE, Chain, ONE, USD};
use weal_testing::{GPUS, RATE, World, claim, embedded_chain, leaf};

const BOND: u128 = 1_000 * ONE;

fn bond(world: &World<'_>, account: &str) -> BondResponse {
    let query = QueryMsg::Bond { account: address(world, account) };
    world.economy.oracle.query(world.chain, &query).unwrap()
}

/// The way from a leaf one USD above what the lease can owe to the bonds of the three that signed it: the tenant and the finder are
/// paid, the fourth member keeps its bond, and no base unit is lost on the way.
#[test]
fn the_deployed_committee_pays_for_a_root_that_overcharges() {
    let chain = embedded_chain();
    let world = World::found(&chain).unwrap();
    let (oracle, escrow) = (&world.economy.oracle, &world.economy.escrow);
    let listed: ConsumersResponse = oracle.query(&chain, &QueryMsg::Consumers {}).unwrap();
    assert_eq!(listed.consumers[0].consumer.as_str(), escrow.address);
    assert!(listed.consumers[0].effective_at <= world.now().unwrap(), "it counts from the first root on");
    for account in COMMITTEE {
        assert_eq!(bond(&world, account).bond.u128(), BOND, "{account}");
    }
    let totals = world.books().unwrap().totals();
    let lease = world.lease(world.offer("gpu_one").unwrap()).unwrap();
    world.wait(60).unwrap();
    let elapsed = u128::from(world.now().unwrap() - lease.starts_at);
    let most = RATE * u128::from(GPUS) * elapsed / RATE_SCALE;
    let leaves = [leaf(&lease, most + ONE)];
    let root = world.settle(&leaves).unwrap();

    let punish = ExecuteMsg::PunishOvercharge {
        consumer: escrow.address.clone(),
        epoch: root.epoch,
        lease_id: lease.lease_id,
    };
    let words = format!("{} has no overcharge of lease 1 in epoch 1 on record", escrow.address);
    refuses(&world, "keeper", oracle, &punish, &words);
    let shown = EscrowMsg::ReportOvercharge(claim(&leaves, 0, root.epoch).unwrap());
    escrow.execute(&chain, "spare", &shown).unwrap();
    oracle.execute(&chain, "keeper", &punish).unwrap();

    // Members 0, 1 and 2 signed it.
    for (account, left) in COMMITTEE.into_iter().zip([0, 0, 0, BOND]) {
        assert_eq!(bond(&world, account).bond.u128(), left, "{account}");
    }
    let committee: CommitteeResponse = oracle.query(&chain, &QueryMsg::Committee {}).unwrap();
    let keys: Vec<bool> = committee.members.iter().map(|seat| seat.public_key.is_some()).collect();
    assert_eq!(keys, [false, false, false, true]);
    world.books().unwrap().ensure_solvent().unwrap();

    // Of each bond half is the insurance's, a tenth the finder's, the rest the tenant's.
    let awards = [("operator", 1_500), ("spare", 300), ("tenant", 1_200)];
    for (account, award) in awards {
        assert_eq!(bond(&world, account).award.u128(), award * ONE, "{account}");
        let before = world.books().unwrap().of(account, USD);
        oracle.execute(&chain, account, &ExecuteMsg::ClaimAward {}).unwrap();
        assert_eq!(world.books().unwrap().of(account, USD) - before, award * ONE);
    }
    let left: HoldingsResponse = oracle.query(&chain, &QueryMsg::Holdings {}).unwrap();
    assert_eq!((left.bonds.u128(), left.awards.u128()), (BOND, 0));
    let books = world.books().unwrap();
    assert_eq!(books.totals(), totals);
    books.ensure_solvent().unwrap();
    let again = format!("the signers of epoch 1 of {} have been slashed for lease 1", escrow.address);
    refuses(&world, "keeper", oracle, &punish, &again);
}

/// An honest root of the deployed committee costs nobody anything.
#[test]
fn the_deployed_committee_keeps_its_bonds_for_an_honest_root() {
    let chain = embedded_chain();
    let world = World::found(&chain).unwrap();
    let lease = world.lease(world.offer("gpu_one").unwrap()).unwrap();
    world.wait(60).unwrap();
    let elapsed = u128::from(world.now().unwrap() - lease.starts_at);
    let leaves = [leaf(&lease, RATE * u128::from(GPUS) * elapsed / RATE_SCALE)];
    let root = world.settle(&leaves).unwrap();
    let shown = EscrowMsg::ReportOvercharge(claim(&leaves, 0, root.epoch).unwrap());
    let refused = world.economy.escrow.execute(&chain, "spare", &shown).unwrap_err().to_string();
    assert!(refused.contains("refused: a charge of 337533 is not above 337533"), "{refused}");
    for account in COMMITTEE {
        assert_eq!(bond(&world, account).bond.u128(), BOND, "{account}");
    }
    assert_eq!(chain.balance(&world.economy.oracle.address, USD).unwrap(), 4 * BOND);
}
