//! The same types twice: read by the attribute, and by serde's derive.

use cosmwasm_std::{Addr, Binary, Decimal, Int128, Timestamp, Uint64, Uint128, Uint256};
use cw_utils::Expiration;
use serde::{Deserialize, Serialize};

macro_rules! types {
    ($($(#[$attribute:meta])+; $item:item)*) => {$($(#[$attribute])+ $item)*};
}

macro_rules! twice {
    ($($item:item)*) => {
        pub mod ours {
            use super::*;
            $(#[weal_wire::message] $item)*
        }
        pub mod derived {
            use super::*;
            types! { $(
                #[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
                #[serde(rename_all = "snake_case", deny_unknown_fields)];
                $item
            )* }
        }
    };
}

twice! {
    pub enum Order {
        Market,
        Limit { price: Decimal, until: Option<Expiration> },
        ManyAtOnce(Vec<Leg>),
        Named(Leg),
        Close {},
    }
    pub struct Leg {
        pub asset: String,
        pub amount: Uint128,
        pub places: (u8, i32),
        #[serde(default)]
        pub live: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<Binary>,
    }
    pub struct Wide {
        pub by: Addr,
        pub from: Uint64,
        pub at: Timestamp,
        pub most: Uint256,
        pub least: Int128,
        pub next: Option<Box<Leg>>,
        pub numbers: Vec<u64>,
        pub tiny: i8,
    }
}

/// A stored record: an older contract may have known more fields.
#[weal_wire::record]
pub struct Stored {
    pub count: u32,
}

/// One value in the place of itself.
#[weal_wire::message]
pub struct Only(pub Uint128);
