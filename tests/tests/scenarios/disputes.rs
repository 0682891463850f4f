//! A dispute over a real worker's output, between real oracles and the real escrow.

use super::services::{JOB, Shop};
use super::{address, refuses};
use compute_worker::{Fault, Work, WorkSource};
use keeper::{agreeing, post_settlement};
use weal_api::compute_escrow::{
    ElementDispute, ElementPosition, ExecuteMsg, Job, JobInputs, ProviderResponse, QueryMsg,
};
use weal_client::ONE;
use weal_testing::embedded_chain;

/// Everything of a void epoch: the finder shows the worker's own output, and nobody pays for what was wrong.
#[test]
fn a_wrong_element_is_shown_with_the_workers_own_output_and_costs_its_bond() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (world, economy) = (&shop.world, &shop.world.economy);
    let totals = world.books().unwrap().totals();
    let lease_id = shop.leases[1].lease_id;
    let declare = ExecuteMsg::DeclareJob { lease_id, job: JOB.declaration() };
    economy.escrow.execute(&chain, "tenant", &declare).unwrap();
    let (honest, wrong) =
        (shop.work(0, None), shop.work(1, Some(Fault::WrongElement { row: 1_234, col: 5 })));
    let sources: [(usize, &dyn WorkSource); 2] = [(0, &honest), (1, &wrong)];
    let signed = agreeing(&shop.heard(&[], &sources), shop.quorum()).unwrap();
    let dispute = |work: &Work, row: u32, col: u32| {
        let element = ElementPosition { row, col };
        let opening = JOB.opening(&work.product, element).unwrap();
        ExecuteMsg::DisputeElement(ElementDispute {
            lease_id: work.report.lease_id,
            epoch: 1,
            element,
            opening,
        })
    };
    let early = format!("the oracle has no settlement of epoch 1 for {}", economy.escrow.address);
    refuses(world, "keeper", &economy.escrow, &dispute(&wrong, 1_234, 5), &early);
    post_settlement(&chain, &economy.oracle, "keeper", &economy.escrow.address, &signed).unwrap();

    let right = honest.product.get(1_234, 5).unwrap();
    let words = format!("element 1234,5 is {right}, as it should be");
    refuses(world, "spare", &economy.escrow, &dispute(&honest, 1_234, 5), &words);
    let (bond, finder, tenant) = (1_000 * ONE, shop.held("spare"), shop.held("tenant"));
    economy.escrow.execute(&chain, "spare", &dispute(&wrong, 1_234, 5)).unwrap();
    let again = format!("epoch 1 of lease {lease_id} is void");
    refuses(world, "spare", &economy.escrow, &dispute(&wrong, 1_234, 5), &again);
    let provider = QueryMsg::Provider { provider: address(world, "gpu_two") };
    let provider: ProviderResponse = economy.escrow.query(&chain, &provider).unwrap();
    assert_eq!(provider.bond.u128(), 0, "all of the least bond");
    for account in ["spare", "tenant"] {
        economy.escrow.execute(&chain, account, &ExecuteMsg::ClaimCredit {}).unwrap();
    }
    assert_eq!((shop.held("spare") - finder, shop.held("tenant") - tenant), (bond / 2, bond / 2));

    shop.wind_up();
    let deposits = shop.leases[0].deposit.u128() + shop.leases[1].deposit.u128();
    assert_eq!(shop.held("tenant") - tenant, bond / 2 + deposits, "nobody claimed in time");
    let books = world.books().unwrap();
    assert_eq!(books.totals(), totals);
    books.ensure_solvent().unwrap();
}

/// A tenant names another job when the work is done: the provider commits to what it did, the members give it its leaf, and the
/// leaf is paid.
#[test]
fn a_job_declared_ahead_of_a_commitment_neither_stops_it_nor_costs_the_epoch() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let economy = &shop.world.economy;
    let lease_id = shop.leases[1].lease_id;
    let job = Job { rows: 9, inner: 9, cols: 9, inputs: JobInputs::Seeded { seed: [9; 32].into() } };
    economy.escrow.execute(&chain, "tenant", &ExecuteMsg::DeclareJob { lease_id, job }).unwrap();
    let (honest, other) = (shop.work(0, None), shop.work(1, None));
    let sources: [(usize, &dyn WorkSource); 2] = [(0, &honest), (1, &other)];
    let heard = shop.heard(&[], &sources);
    assert!(heard.iter().all(|said| said.rejected.is_empty()));
    let signed = agreeing(&heard, shop.quorum()).unwrap();
    post_settlement(&chain, &economy.oracle, "keeper", &economy.escrow.address, &signed).unwrap();
    shop.world.wait(10).unwrap();
    let (before, claim) = (shop.held("gpu_two"), heard[0].claim(lease_id).unwrap().unwrap());
    let charge = claim.leaf.charge.u128();
    economy.escrow.execute(&chain, "gpu_two", &ExecuteMsg::Claim(claim)).unwrap();
    assert_eq!(shop.held("gpu_two") - before, charge - charge.div_ceil(100));
}
