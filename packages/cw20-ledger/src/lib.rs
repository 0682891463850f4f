//! cw20 balances and allowances, shared by the governance token and the pool's LP token.
