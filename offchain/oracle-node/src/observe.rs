//! Signing what was seen of a price.

use crate::{Committee, Lie, OracleError, OracleMember, Witnesses};
use cosmwasm_std::{Binary, Decimal, Uint128};
use weal_api::oracle::Observation;
use weal_attestation::{Domain, PriceObservation};
use weal_client::Chain;

impl OracleMember {
    /// Signs `price` (quote base units per asset base unit), seen at the chain's newest block.
    pub fn observe(
        &self,
        chain: &dyn Chain,
        feed: &str,
        round: u64,
        price: Decimal,
    ) -> Result<Observation, OracleError> {
        self.observe_as_agreed(&Witnesses::one(chain), feed, round, price)
    }

    /// The same, with the committee and the time that more than half of several endpoints say.
    pub fn observe_as_agreed(
        &self,
        witnesses: &Witnesses<'_>,
        feed: &str,
        round: u64,
        price: Decimal,
    ) -> Result<Observation, OracleError> {
        let committee = Committee::present(witnesses, &self.oracle)?;
        let observed_at = witnesses.time()?;
        let price = self.reported(price);
        let statement = PriceObservation { feed, round, observed_at, price_atomics: price.atomics().u128() };
        let (chain_id, contract) = (witnesses.chain_id(), self.oracle.address.as_str());
        let domain = Domain { chain_id, contract, committee_epoch: committee.number };
        let signature = Binary::from(self.key.sign(&domain, &statement));
        Ok(Observation { member: self.member, price, observed_at, signature })
    }

    fn reported(&self, price: Decimal) -> Decimal {
        self.lies.iter().fold(price, |price, lie| match lie {
            Lie::Prices { times } => Decimal::new(price.atomics().saturating_mul(Uint128::from(*times))),
            Lie::Charges { .. } => price,
        })
    }
}
