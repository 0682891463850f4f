//! Signing what was seen of a price.

use crate::{Lie, OracleError, OracleMember};
use api::oracle::{CommitteeResponse, Observation, QueryMsg};
use attestation::PriceObservation;
use client::Chain;
use cosmwasm_std::{Binary, Decimal, Uint128};

impl OracleMember {
    /// Signs `price` (quote base units per asset base unit), seen at the chain's newest block.
    pub fn observe(
        &self,
        chain: &dyn Chain,
        feed: &str,
        round: u64,
        price: Decimal,
    ) -> Result<Observation, OracleError> {
        let committee: CommitteeResponse = self.oracle.query(chain, &QueryMsg::Committee {})?;
        let observed_at = chain.block()?.time;
        let price = self.reported(price);
        let statement = PriceObservation { feed, round, observed_at, price_atomics: price.atomics().u128() };
        let domain = self.domain(chain, &self.oracle.address, committee.committee_epoch);
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
