//! Creates an empty pool.

use crate::ContractError;
use crate::creation::{Due, NewPool, creation_fee};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_contract_kit::payment::exact_funds;

pub(crate) fn create_pool(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pool: NewPool,
) -> Result<Response, ContractError> {
    let due = creation_fee(&deps)?;
    let expected: Vec<_> = due.iter().map(|due| (due.token.clone(), due.amount)).collect();
    exact_funds(info, &expected)?;

    let registered = pool.register(&mut deps, env, &info.sender)?;

    let fee = due.as_ref().map(|due: &Due| due.message(&info.sender)).transpose()?;
    Ok(Response::new().add_event(registered.fact).add_message(registered.message).add_messages(fee))
}
