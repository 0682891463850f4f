//! Everything that this contract stores beside cw2's `contract_info`.

use crate::appraisal::AppraisalState;
use crate::committee::{Committee, KEY_BYTES};
use crate::config::Config;
use crate::feed::StoredFeed;
use crate::seats::{Past, Pending, Seats};
use cosmwasm_std::{Addr, Uint128};
use weal_api::oracle::{AppraisalRecord, AssetSpec, PriceRecord, ReadingsRecord, SettlementRecord};
use weal_records::{Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:oracle";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// Feed → its last price; public. Written by `submit_prices`.
    pub(crate) const PRICES: Map<String, PriceRecord> = weal_api::oracle::PRICES;
    /// (Consumer, epoch) → its settlement; public. Written once by `post_settlement`, never changed.
    pub(crate) const SETTLEMENTS: Map<(Addr, u64), SettlementRecord> = weal_api::oracle::SETTLEMENTS;
    /// Consumer → its last epoch, from 1; public. Written by `post_settlement`.
    pub(crate) const LATEST_SETTLEMENT: Map<Addr, u64> = weal_api::oracle::LATEST_SETTLEMENT;
    /// (Consumer, epoch, committee's number) → the readings that this committee fixed; public. Written once by
    /// `fix_readings`.
    pub(crate) const FIXED_READINGS: Map<(Addr, u64, u64), ReadingsRecord> = weal_api::oracle::FIXED_READINGS;
    /// Asset → its appraisal; public. Written by `submit_appraisal` and `mark_down`.
    pub(crate) const APPRAISALS: Map<String, AppraisalRecord> = weal_api::oracle::APPRAISALS;
    /// The owner and the terms. Written by `instantiate`; the owner by `transfer_ownership`, `accept_ownership`.
    pub(crate) const CONFIG: Item<Config> = Item::new(6);
    /// The present committee's accounts. Written by `instantiate`, `activate_rotation`.
    pub(crate) const SEATS: Item<Seats> = Item::new(7);
    /// The present committee's number and keys. Written by `instantiate`, `register_key`, `activate_rotation`, `resign`
    /// and whatever strikes a member (I1).
    pub(crate) const COMMITTEE: Item<Committee> = Item::new(8);
    /// The committee proposed. Written by `propose_rotation`, `register_key`, `resign` and whatever strikes a member;
    /// removed by `activate_rotation`.
    pub(crate) const PENDING: Item<Pending> = Item::new(9);
    /// Number → a committee that has been replaced. Written by `activate_rotation` and whatever strikes a member.
    pub(crate) const PAST: Map<u64, Past> = Map::new(10);
    /// Key → the committee that was present when it was struck: the key signs for none any more and never joins one
    /// (I18). Written by `rotation::strike` only.
    pub(crate) const STRUCK_KEYS: Map<[u8; KEY_BYTES], u64> = Map::new(11);
    /// Operator → the committee that was present when it was struck last: its seats in earlier ones sign no more (I18).
    /// Written by `rotation::strike` only.
    pub(crate) const STRUCK_OPERATORS: Map<Addr, u64> = Map::new(12);
    /// (Committee, seat) → the key of an operator that gave the seat up while that committee was active: still
    /// evidence, no longer a signer (I19). Written by `rotation::vacate`, removed by
    /// `rotation::strike`.
    pub(crate) const RESIGNED_KEYS: Map<(u64, u64), [u8; KEY_BYTES]> = Map::new(13);
    /// The number of proposals so far. Written by `propose_rotation`.
    pub(crate) const PROPOSALS: Item<u64> = Item::new(14);
    /// Operator → its bond. Written by `bond` only (I7).
    pub(crate) const BONDS: Map<Addr, Bond> = Map::new(15);
    /// Account → awards that it has not claimed, base units, above zero. Written by `bond` only (I7).
    pub(crate) const AWARDS: Map<Addr, Uint128> = Map::new(16);
    /// The sums of the two maps. Written by `bond` only (I7).
    pub(crate) const HOLDINGS: Item<Holdings> = Item::new(17);
    /// Name → terms of a feed. Written by `instantiate`, `add_feed`, `update_feed`.
    pub(crate) const FEEDS: Map<String, StoredFeed> = Map::new(18);
    /// (Feed, round mod 64) → a price. Written by `submit_prices`.
    pub(crate) const PRICE_HISTORY: Map<(String, u64), PriceRecord> = Map::new(19);
    /// Id → an asset's terms. Written by `add_asset`, once each.
    pub(crate) const ASSETS: Map<String, AssetSpec> = Map::new(20);
    /// Id → reference and open mark-down; absent before the first round. Written by `submit_appraisal`, `mark_down`,
    /// `settle_mark_down` (I11, I12).
    pub(crate) const APPRAISAL_STATES: Map<String, AppraisalState> = Map::new(21);
    /// Contract → the second from which on its records of overcharges count; 8 at most. Written by `list_consumer`,
    /// `delist_consumer` (I16).
    pub(crate) const CONSUMERS: Map<Addr, u64> = Map::new(22);
    /// (Consumer, epoch) → the lease for which the root's signers were slashed. Written once each, by
    /// `punish_overcharge` (I16).
    pub(crate) const PUNISHED: Map<(Addr, u64), u64> = Map::new(23);
}

/// The stake of an operator.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct Bond {
    /// The bond, base units.
    pub(crate) amount: Uint128,
    /// The part of the bond that open mark-downs have pledged, base units: the sum of their stakes. It is above the
    /// bond only once an equivocation took that.
    pub(crate) pledged: Uint128,
    /// The time at which the operator left its last seat, Unix seconds; `None` while it has one.
    pub(crate) left_at: Option<u64>,
}

/// The sums over all accounts, base units.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct Holdings {
    /// The sum of all bonds.
    pub(crate) bonds: Uint128,
    /// The sum of all awards.
    pub(crate) awards: Uint128,
}
