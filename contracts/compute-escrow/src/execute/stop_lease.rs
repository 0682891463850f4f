//! Ends a running lease in this second. Moves no money, so that nobody's account can keep it running.

use super::close::close;
use crate::ContractError;
use crate::lease::Lease;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

pub(crate) fn stop_lease(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    lease_id: u64,
) -> Result<Response, ContractError> {
    let mut lease = Lease::load(deps.storage, lease_id)?;
    if info.sender != lease.terms.tenant && info.sender != lease.terms.provider {
        return Err(ContractError::NotParty {
            sender: info.sender,
            tenant: lease.terms.tenant,
            provider: lease.terms.provider,
        });
    }
    let now = env.block.time.seconds();
    lease.ensure_running(now)?;

    let ended = close(deps.storage, &mut lease, info.sender, now)?;

    Ok(Response::new().add_event(ended))
}
