//! Messages of the amm_pool contract.
