//! The configuration, and what the escrow owes in all.

use super::Config;
use crate::state::{CONFIG, OWNERSHIP};
use cosmwasm_std::{Addr, Storage};
use weal_api::compute_escrow::ConfigRecord;
use weal_lease_math::LeaseRules;
use weal_records::RecordError;

/// Writes the configuration.
pub(crate) fn save_config(storage: &mut dyn Storage, config: Config) {
    let Config { fee_recipient, min_bond, rules, market, request_bond } = config;
    let LeaseRules { protocol_fee_bps, challenge_window_seconds, silence_seconds, answer_seconds } = rules;
    let record = ConfigRecord {
        min_bond,
        protocol_fee_bps,
        challenge_window_seconds,
        silence_seconds,
        request_bond,
        answer_seconds,
        fee_recipient,
        market,
    };
    CONFIG.save(storage, &record);
}

/// The configuration.
pub(crate) fn load_config(storage: &dyn Storage) -> Result<Config, RecordError> {
    let ConfigRecord {
        min_bond,
        protocol_fee_bps,
        challenge_window_seconds,
        silence_seconds,
        request_bond,
        answer_seconds,
        fee_recipient,
        market,
    } = CONFIG.load(storage)?;
    let rules = LeaseRules { protocol_fee_bps, challenge_window_seconds, silence_seconds, answer_seconds };
    Ok(Config { fee_recipient, min_bond, rules, market, request_bond })
}

/// Returns the account that gets the protocol's fees: the owner where the configuration names nobody.
pub(crate) fn fee_recipient(storage: &dyn Storage) -> Result<Addr, RecordError> {
    match CONFIG.load(storage)?.fee_recipient {
        Some(recipient) => Ok(recipient),
        None => Ok(OWNERSHIP.load(storage)?.owner),
    }
}
