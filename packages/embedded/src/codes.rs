//! The contracts' shipped entry points by name.

use crate::CodeRegistry;
use cosmwasm_std::Empty;
use cw_multi_test::{Contract, ContractWrapper};

/// Returns the contracts with the entry points that their wasm exports, each by the name of its crate.
pub fn codes() -> CodeRegistry {
    type Make = fn() -> Box<dyn Contract<Empty>>;
    let codes: [(&'static str, Make); 12] = [
        ("amm-factory", amm_factory),
        ("amm-incentives", amm_incentives),
        ("amm-pool", amm_pool),
        ("amm-router", amm_router),
        ("compute-escrow", compute_escrow),
        ("compute-index", compute_index),
        ("compute-market", compute_market),
        ("compute-registry", compute_registry),
        ("governance-token", governance_token),
        ("lending-market", lending_market),
        ("oracle", oracle),
        ("vesting", vesting),
    ];
    codes.into_iter().map(|(name, make)| (name, Box::new(make) as _)).collect()
}

/// A contract that takes no replies.
macro_rules! entry_points {
    ($name:ident) => {
        fn $name() -> Box<dyn Contract<Empty>> {
            Box::new(wrapped!($name))
        }
    };
}

/// A contract that takes replies.
macro_rules! entry_points_with_reply {
    ($name:ident) => {
        fn $name() -> Box<dyn Contract<Empty>> {
            Box::new(wrapped!($name).with_reply(::$name::contract::reply))
        }
    };
}

macro_rules! wrapped {
    ($name:ident) => {{
        use ::$name::contract::{execute, instantiate, migrate, query};
        ContractWrapper::new(execute, instantiate, query).with_migrate(migrate)
    }};
}

entry_points_with_reply!(amm_factory);
entry_points_with_reply!(amm_incentives);
entry_points!(amm_pool);
entry_points_with_reply!(amm_router);
entry_points!(compute_escrow);
entry_points!(compute_index);
entry_points_with_reply!(compute_market);
entry_points!(compute_registry);
entry_points!(governance_token);
entry_points!(lending_market);
entry_points!(oracle);
entry_points!(vesting);
