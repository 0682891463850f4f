//! The part of a bid that stays hidden until the bids are in.

use cosmwasm_std::{Addr, Binary, Uint128};
use weal_attestation::{Encoder, Hash, sha256};

/// The first bytes of every commitment; changes with the layout.
const TAG: &[u8] = b"commonweal/compute-market/bid/v1\0";

/// A bid in the open.
#[weal_wire::message]
pub struct BidOpening {
    /// The order.
    pub order_id: u64,
    /// The bidder's offer that will carry the lease.
    pub offer_id: u64,
    /// The bid's rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// The salt: 32 bytes that nobody could guess.
    pub salt: Binary,
}

impl BidOpening {
    /// The commitment of the bid: it opens for this provider, order, market and chain only.
    pub fn commitment(&self, chain_id: &str, market: &Addr, provider: &Addr) -> Hash {
        let bid = Encoder::new()
            .bytes(chain_id.as_bytes())
            .bytes(market.as_bytes())
            .u64(self.order_id)
            .bytes(provider.as_bytes())
            .u64(self.offer_id)
            .u128(self.rate.u128())
            .bytes(&self.salt)
            .finish();
        sha256(&[TAG, &bid])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_bid_is_bound() {
        let bid = BidOpening { order_id: 1, offer_id: 2, rate: Uint128::new(3), salt: [4; 32].into() };
        let (market, provider) = (Addr::unchecked("market"), Addr::unchecked("provider"));
        let commitment = bid.commitment("chain", &market, &provider);
        let others = [
            bid.commitment("other", &market, &provider),
            bid.commitment("chain", &provider, &provider),
            bid.commitment("chain", &market, &market),
            BidOpening { order_id: 2, ..bid.clone() }.commitment("chain", &market, &provider),
            BidOpening { offer_id: 1, ..bid.clone() }.commitment("chain", &market, &provider),
            BidOpening { rate: Uint128::new(4), ..bid.clone() }.commitment("chain", &market, &provider),
            BidOpening { salt: [5; 32].into(), ..bid }.commitment("chain", &market, &provider),
        ];
        for (part, other) in others.iter().enumerate() {
            assert_ne!(commitment, *other, "part {part}");
        }
    }
}
