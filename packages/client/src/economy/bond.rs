//! The bond that a committee's member pays.

use crate::{Chain, ClientError, Funds, GovernanceToken, Oracle, Receipt};
use cosmwasm_std::Uint128;
use weal_api::asset::AssetInfo;
use weal_api::oracle::{BondResponse, ConfigResponse, ExecuteMsg, QueryMsg};

impl Oracle {
    /// Sends a registration of the account's key with what its bond lacks to the minimum: coins with the message, a cw20 by an
    /// allowance before it. Nothing is paid where the committee has no bonds.
    pub fn register(
        &self,
        chain: &dyn Chain,
        account: &str,
        registration: &ExecuteMsg,
    ) -> Result<Receipt, ClientError> {
        let config: ConfigResponse = self.query(chain, &QueryMsg::Config {})?;
        let Some(terms) = config.terms.bond else { return self.execute(chain, account, registration) };
        let standing: BondResponse =
            self.query(chain, &QueryMsg::Bond { account: chain.address(account)? })?;
        let lacking = terms.minimum.amount.checked_sub(standing.bond).unwrap_or(Uint128::zero());
        if lacking.is_zero() {
            return self.execute(chain, account, registration);
        }
        match terms.minimum.info {
            AssetInfo::Native { denom } => {
                self.pay(chain, account, registration, &Funds::one(lacking.u128(), &denom))
            }
            AssetInfo::Cw20 { contract_addr } => {
                let allow = weal_api::governance_token::ExecuteMsg::IncreaseAllowance {
                    spender: self.address.clone(),
                    amount: lacking,
                    expires: None,
                };
                GovernanceToken::at(contract_addr).execute(chain, account, &allow)?;
                self.execute(chain, account, registration)
            }
        }
    }
}
