//! Creates a market for one escrow.

use crate::ContractError;
use crate::parties::Parties;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, PARTIES};
use cosmwasm_std::{DepsMut, Event, Response};
use weal_api::compute_escrow::{self, ComputeEscrowContract};
use weal_api::compute_market::InstantiateMsg;
use weal_api::compute_registry::ComputeRegistryContract;

/// The payment token is the escrow's own, asked once.
pub(crate) fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, ContractError> {
    if msg.bid_deposit.is_zero() {
        return Err(ContractError::ZeroDeposit);
    }
    let escrow = deps.api.addr_validate(&msg.escrow)?;
    let config: compute_escrow::ConfigResponse =
        weal_wire::ask(&deps.querier, &escrow, &compute_escrow::QueryMsg::Config {})?;
    let registry = msg.registry.map(|registry| deps.api.addr_validate(&registry)).transpose()?;
    let event = Event::new("market_created")
        .add_attribute("escrow", &escrow)
        .add_attribute("registry", registry.as_ref().map_or("", |registry| registry.as_str()))
        .add_attribute("bid_deposit", msg.bid_deposit);

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    PARTIES.save(
        deps.storage,
        &Parties {
            escrow: ComputeEscrowContract(escrow),
            registry: registry.map(ComputeRegistryContract),
            token: config.payment_asset.check(deps.api)?,
            bid_deposit: msg.bid_deposit,
        },
    );

    Ok(Response::new().add_event(event))
}
