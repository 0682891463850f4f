//! One token of either release, behind the bytes that a chain hands to it.

use serde_json::{Value, json};

/// The outcome of a call: JSON, or the words of its refusal.
pub type Answer<T> = Result<T, String>;

/// A block, a sender and a message.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The block's height.
    pub height: u64,
    /// The block's time, Unix seconds.
    pub time: u64,
    /// The sender of the message.
    pub sender: &'a str,
    /// Coins that go with it, of one kind.
    pub coins: u128,
    /// The message as it came.
    pub msg: &'a [u8],
}

/// A token that takes bytes. A refused call leaves the token as it was, as a chain does.
pub trait Token {
    /// Creates the token.
    fn instantiate(&mut self, call: &Call<'_>) -> Answer<Value>;
    /// Sends the token a message.
    fn execute(&mut self, call: &Call<'_>) -> Answer<Value>;
    /// Asks the token a query.
    fn query(&self, call: &Call<'_>) -> Answer<Vec<u8>>;
    /// Forgets everything since `records`.
    fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>);
    /// Everything that it stores.
    fn records(&self) -> Vec<(Vec<u8>, Vec<u8>)>;
}

/// A panic of a contract is a refusal: its call has no effect.
fn caught<T>(call: impl FnOnce() -> Answer<T>) -> Answer<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_or_else(|_| Err("panicked".into()))
}

/// Attributes, events, data and messages of a response; what else it has differs between the releases of the library and not in meaning.
fn said(response: &Value) -> Value {
    let messages = response["messages"].as_array().into_iter().flatten().map(|message| {
        json!({"id": message["id"], "msg": message["msg"], "reply_on": message["reply_on"], "gas_limit": message["gas_limit"]})
    });
    json!({
        "attributes": response["attributes"],
        "events": response["events"],
        "data": response["data"],
        "messages": messages.collect::<Vec<_>>(),
    })
}

macro_rules! token {
    ($(#[$doc:meta])* $name:ident, $std:ident, $contract:path) => {
        $(#[$doc])*
        pub struct $name($std::OwnedDeps<
            $std::testing::MockStorage,
            $std::testing::MockApi,
            $std::testing::MockQuerier,
        >);

        impl Default for $name {
            fn default() -> Self {
                Self($std::testing::mock_dependencies())
            }
        }

        impl $name {
            fn env(call: &Call<'_>) -> $std::Env {
                let mut env = $std::testing::mock_env();
                env.block.height = call.height;
                env.block.time = $std::Timestamp::from_seconds(call.time);
                env
            }

            fn info(call: &Call<'_>) -> $std::MessageInfo {
                let coins = if call.coins == 0 { vec![] } else { $std::coins(call.coins, "uusd") };
                $std::testing::message_info(&$std::Addr::unchecked(call.sender), &coins)
            }

            /// Runs `call`, and takes back what it did where it is refused.
            fn whole(&mut self, call: impl FnOnce(&mut Self) -> Answer<$std::Response>) -> Answer<Value> {
                let before = self.records();
                let answer = caught(|| {
                    let response = serde_json::to_value(call(self)?).map_err(|error| error.to_string())?;
                    Ok(said(&response))
                });
                if answer.is_err() {
                    self.restore(before);
                }
                answer
            }
        }

        impl Token for $name {
            fn instantiate(&mut self, call: &Call<'_>) -> Answer<Value> {
                use $contract as contract;
                self.whole(|token| {
                    let msg = $std::from_json(call.msg).map_err(|error| error.to_string())?;
                    contract::instantiate(token.0.as_mut(), Self::env(call), Self::info(call), msg)
                        .map_err(|error| error.to_string())
                })
            }

            fn execute(&mut self, call: &Call<'_>) -> Answer<Value> {
                use $contract as contract;
                self.whole(|token| {
                    let msg = $std::from_json(call.msg).map_err(|error| error.to_string())?;
                    contract::execute(token.0.as_mut(), Self::env(call), Self::info(call), msg)
                        .map_err(|error| error.to_string())
                })
            }

            fn query(&self, call: &Call<'_>) -> Answer<Vec<u8>> {
                use $contract as contract;
                caught(|| {
                    let msg = $std::from_json(call.msg).map_err(|error| error.to_string())?;
                    let answer = contract::query(self.0.as_ref(), Self::env(call), msg);
                    answer.map(|bytes| bytes.to_vec()).map_err(|error| error.to_string())
                })
            }

            fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>) {
                use $std::Storage;
                self.0.storage = Default::default();
                for (key, value) in records {
                    self.0.storage.set(&key, &value);
                }
            }

            fn records(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
                use $std::Storage;
                self.0.storage.range(None, None, $std::Order::Ascending).collect()
            }
        }
    };
}

token!(
    /// Ours, of the library's third release.
    Ours,
    cosmwasm_std,
    governance_token::contract
);
token!(
    /// The field's, of the library's second release.
    Base,
    cosmwasm_std_2,
    cw20_base::contract
);
