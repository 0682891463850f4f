//! The accounts on the embedded chain and their first balances.

use weal_client::ONE;

/// Accounts that the embedded chain funds, named as `chain/accounts.json` names them on wasmd.
pub const ACTORS: [&str; 16] = [
    "faucet",
    "operator",
    "provider_liquidity",
    "supplier",
    "borrower",
    "tenant",
    "gpu_one",
    "gpu_two",
    "oracle_one",
    "oracle_two",
    "oracle_three",
    "oracle_four",
    "keeper",
    "grantee",
    "liquidator",
    "spare",
];

/// Each actor's first balance of each coin, base units: a million whole ones, as on wasmd.
pub const ENDOWMENT: u128 = 1_000_000 * ONE;
