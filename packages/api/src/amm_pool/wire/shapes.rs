//! The fields of each message.

use super::*;
use crate::amm_pool::{Cw20HookMsg, ExecuteMsg, InstantiateMsg, QueryMsg};
use crate::cw20::Cw20ReceiveMsg;

structs! {
    InstantiateMsg {
        assets: Infos, kind: Curve, fee_bps: Number, lp_name: Text, lp_symbol: Text, owner: Text, params: Change
    }
    ParamsChange {
        fee_bps: Number, seasoning_blocks: Number, sandwich_bound: Flag, protocol_share_bps: Number,
        protocol_recipient: Text, guardian: Text, directional: Surcharge, cover: Cover
    }
    Hop { pool: Text, ask: Info }
    CoverTerms { share_bps: Number, min_age: Number }
    Directional { alpha_bps: Number, cap_bps: Number }
}

messages! { PoolKind;
    ConstantProduct, "constant_product" => {};
    Stableswap, "stableswap" => { amp: Number, decimals: Decimals };
}

messages! { ExecuteMsg;
    Provide, "provide" => { assets: Assets, min_shares: Amount, recipient: Text, deadline: Number };
    Swap, "swap" => {
        ask: Info, min_receive: Amount, max_impact_bps: Number, recipient: Text, deadline: Number,
        max_fee_bps: Number, params_version: Number, record_usage: Flag, then: Hops, trader: Text
    };
    SwapExactOut, "swap_exact_out" => {
        ask: Asset, max_impact_bps: Number, recipient: Text, deadline: Number,
        max_fee_bps: Number, params_version: Number, record_usage: Flag
    };
    ProvideOne, "provide_one" => { min_shares: Amount, recipient: Text, deadline: Number };
    Withdraw, "withdraw" => { shares: Amount, min_amounts: Assets, recipient: Text, deadline: Number };
    WithdrawOne, "withdraw_one" => {
        shares: Amount, asset: Info, min_receive: Amount, recipient: Text, deadline: Number
    };
    WithdrawExact, "withdraw_exact" => { assets: Assets, max_shares: Amount, recipient: Text, deadline: Number };
    RampAmp, "ramp_amp" => { amp: Number, ends_at: Number };
    GrowObservations, "grow_observations" => { capacity: Number };
    StopRamp, "stop_ramp" => {};
    Donate, "donate" => {};
    ProposeParams(ParamsChange), "propose_params" => {
        fee_bps: Number, seasoning_blocks: Number, sandwich_bound: Flag, protocol_share_bps: Number,
        protocol_recipient: Text, guardian: Text, directional: Surcharge, cover: Cover
    };
    CancelParams, "cancel_params" => {};
    ApplyParams, "apply_params" => {};
    TransferOwnership, "transfer_ownership" => { new_owner: Text };
    AcceptOwnership, "accept_ownership" => {};
    PauseSwaps, "pause_swaps" => { seconds: Number };
    ResumeSwaps, "resume_swaps" => {};
    ClaimProtocolFees, "claim_protocol_fees" => {};
    Receive(Cw20ReceiveMsg), "receive" => { sender: Text, amount: Amount, msg: Bytes };
    Transfer, "transfer" => { recipient: Text, amount: Amount };
    Send, "send" => { contract: Text, amount: Amount, msg: Bytes };
    IncreaseAllowance, "increase_allowance" => { spender: Text, amount: Amount, expires: Expires };
    DecreaseAllowance, "decrease_allowance" => { spender: Text, amount: Amount, expires: Expires };
    TransferFrom, "transfer_from" => { owner: Text, recipient: Text, amount: Amount };
    SendFrom, "send_from" => { owner: Text, contract: Text, amount: Amount, msg: Bytes };
}

messages! { Cw20HookMsg;
    Swap, "swap" => {
        ask: Info, min_receive: Amount, max_impact_bps: Number, recipient: Text, deadline: Number,
        max_fee_bps: Number, params_version: Number, record_usage: Flag, then: Hops, trader: Text
    };
    SwapExactOut, "swap_exact_out" => {
        ask: Asset, max_impact_bps: Number, recipient: Text, deadline: Number,
        max_fee_bps: Number, params_version: Number, record_usage: Flag
    };
    ProvideOne, "provide_one" => { min_shares: Amount, recipient: Text, deadline: Number };
    Donate, "donate" => {};
    Withdraw, "withdraw" => { min_amounts: Assets, recipient: Text, deadline: Number };
}

messages! { QueryMsg;
    Config, "config" => {};
    Pool, "pool" => {};
    Simulate, "simulate" => { offer: Asset, ask: Info };
    ReverseSimulate, "reverse_simulate" => { ask: Asset, offer: Info };
    SimulateProvide, "simulate_provide" => { assets: Assets };
    SimulateWithdraw, "simulate_withdraw" => { shares: Amount, owner: Text };
    Twap, "twap" => { window: Number, min_reserves: Assets };
    SimulateProvideOne, "simulate_provide_one" => { asset: Asset };
    SimulateWithdrawOne, "simulate_withdraw_one" => { shares: Amount, asset: Info };
    SimulateWithdrawExact, "simulate_withdraw_exact" => { assets: Assets };
    Holdings, "holdings" => {};
    Params, "params" => {};
    PositionReport, "position_report" => { owner: Text };
    UsageOf, "usage_of" => { trader: Text };
    CoverOf, "cover_of" => { owner: Text };
    Explain, "explain" => { offer: Asset, ask: Info };
    Depth, "depth" => { offer: Info, ask: Info, bps: Number };
    Balance, "balance" => { address: Text };
    TokenInfo, "token_info" => {};
    Minter, "minter" => {};
    Allowance, "allowance" => { owner: Text, spender: Text };
    AllAllowances, "all_allowances" => { owner: Text, start_after: Text, limit: Number };
    AllSpenderAllowances, "all_spender_allowances" => { spender: Text, start_after: Text, limit: Number };
    AllAccounts, "all_accounts" => { start_after: Text, limit: Number };
}
