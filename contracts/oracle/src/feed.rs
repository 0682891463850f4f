//! The terms of a feed.

use crate::{ContractError, Failure};
use weal_api::oracle::{FeedAdded, FeedSpec, MAX_PRICE_AGE_SECONDS};
use weal_attestation::Quorum;
use weal_records::Packed;

const MAX_NAME_BYTES: usize = 128;
const MAX_DEVIATION_BPS: u64 = 10_000;

/// The terms of a feed. The only door is [`Feed::check`].
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Feed {
    /// The time for which a price may be used after its oldest observation, seconds: 1 to 604,800.
    pub(crate) max_age_seconds: u64,
    /// The bound on a round's movement while the last price is fresh, basis points; 0 for none.
    pub(crate) max_deviation_bps: u64,
    /// The observations that a round needs: from the quorum to all members.
    pub(crate) min_observations: u8,
}

/// A feed as stored: its terms, and those that come.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct StoredFeed {
    /// The terms of now.
    pub(crate) terms: Feed,
    /// The terms that come.
    pub(crate) change: Option<Change>,
}

/// Terms that a feed will have from `effective_at` on (Unix seconds).
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Change {
    /// The terms that come.
    pub(crate) terms: Feed,
    /// The second from which on they hold, Unix seconds.
    pub(crate) effective_at: u64,
}

impl StoredFeed {
    /// A feed with these terms, and no others to come.
    pub(crate) const fn new(terms: Feed) -> Self {
        Self { terms, change: None }
    }

    /// The feed at `now`: a change whose time has come is its terms.
    pub(crate) fn at(self, now: u64) -> Self {
        match self.change {
            Some(Change { terms, effective_at }) if effective_at <= now => Self::new(terms),
            _ => self,
        }
    }
}

impl Feed {
    /// The terms in `spec` for a committee with that quorum. Errors: `FeedName`, `FeedTerm`.
    pub(crate) fn check(spec: &FeedSpec, quorum: Quorum) -> Result<Self, Failure> {
        ensure_name(&spec.name)?;
        let (required, members) = (seats(quorum.required()), seats(quorum.members()));
        let min_observations = spec.min_observations.unwrap_or(required);
        let within = |term, found: u64, min: u64, max: u64| match (min..=max).contains(&found) {
            true => Ok(()),
            false => Err(ContractError::FeedTerm { name: spec.name.clone(), term, found, min, max }),
        };
        within("max_age_seconds", spec.max_age_seconds, 1, MAX_PRICE_AGE_SECONDS)?;
        within("max_deviation_bps", spec.max_deviation_bps, 0, MAX_DEVIATION_BPS)?;
        within("min_observations", min_observations.into(), required.into(), members.into())?;

        let FeedSpec { max_age_seconds, max_deviation_bps, .. } = *spec;
        Ok(Self { max_age_seconds, max_deviation_bps, min_observations })
    }

    /// The terms for a committee of `members`: one that has shrunk since cannot be asked for more observations than it
    /// has members.
    pub(crate) fn for_members(self, members: usize) -> Self {
        Self { min_observations: self.min_observations.min(seats(members)), ..self }
    }

    /// The event of this feed's creation under `name`.
    pub(crate) fn added(&self, name: String) -> FeedAdded {
        FeedAdded {
            feed: name,
            max_age_seconds: self.max_age_seconds,
            max_deviation_bps: self.max_deviation_bps,
            min_observations: self.min_observations,
        }
    }
}

/// Refuses a name that is not 1 to 128 printable characters without a space. Errors: `FeedName`.
pub(crate) fn ensure_name(name: &str) -> Result<(), Failure> {
    let is_name =
        (1..=MAX_NAME_BYTES).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic());
    if is_name { Ok(()) } else { Err(ContractError::FeedName { name: name.to_owned() }.into()) }
}

/// A number of seats as one byte: a committee has at most 31, so nothing saturates.
pub(crate) fn seats(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}
