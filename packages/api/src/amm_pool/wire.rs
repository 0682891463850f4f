//! Reads the pool's messages from JSON.
//!
//! A derive writes out the reading of every field of every variant, each a few hundred bytes of wasm: of the pool's three
//! enums 95 KB. Here one loop reads them all by a table of names and kinds, which is what a derive with
//! `deny_unknown_fields` accepts, but for lists in the place of objects. Writing and the schema are still derived.

use super::{Cw20HookMsg, Directional, ExecuteMsg, ParamsChange, QueryMsg};
use crate::asset::{Asset, AssetInfo};
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_std::{Binary, Uint128};
use cw_utils::Expiration;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;
use thiserror::Error as ThisError;

/// How a field is written.
#[derive(Clone, Copy)]
enum Kind {
    Amount,
    Number,
    Flag,
    Text,
    Bytes,
    Info,
    Asset,
    Assets,
    Expires,
    Surcharge,
}

/// What a field says.
enum Value {
    Amount(Uint128),
    Number(u64),
    Flag(bool),
    Text(String),
    Bytes(Binary),
    Info(AssetInfo),
    Asset(Asset),
    Assets(Vec<Asset>),
    Expires(Expiration),
    Surcharge(Directional),
}

/// The fields of one message.
type Shape = &'static [(&'static str, Kind)];

/// Why fields are no message.
#[derive(Debug, ThisError)]
enum FieldError {
    #[error("missing field `{0}`")]
    Missing(&'static str),
    #[error("`{0}` is out of range")]
    OutOfRange(&'static str),
}

/// What was found, by name; a null as nothing.
struct Fields(Vec<(&'static str, Option<Value>)>);

impl Fields {
    fn take<T: Field>(&mut self, name: &'static str) -> Result<T, FieldError> {
        let found = self.0.iter_mut().find(|(found, _)| *found == name);
        T::of(name, found.and_then(|(_, value)| value.take()))
    }
}

/// What a value can be read as.
trait Held: Sized {
    fn of(value: Value) -> Option<Self>;
}

/// What a field of a message can be: required, or optional.
trait Field: Sized {
    fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError>;
}

impl<T: Held> Field for Option<T> {
    fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError> {
        found.map(|value| T::of(value).ok_or(FieldError::OutOfRange(name))).transpose()
    }
}

macro_rules! held {
    ($($ty:ty: $pattern:pat => $value:expr;)*) => {$(
        impl Held for $ty {
            fn of(value: Value) -> Option<Self> {
                match value {
                    $pattern => $value,
                    _ => None,
                }
            }
        }

        impl Field for $ty {
            fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError> {
                <Option<Self> as Field>::of(name, found)?.ok_or(FieldError::Missing(name))
            }
        }
    )*};
}

held! {
    Uint128: Value::Amount(amount) => Some(amount);
    u64: Value::Number(number) => Some(number);
    u32: Value::Number(number) => number.try_into().ok();
    u16: Value::Number(number) => number.try_into().ok();
    bool: Value::Flag(flag) => Some(flag);
    String: Value::Text(text) => Some(text);
    Binary: Value::Bytes(bytes) => Some(bytes);
    AssetInfo: Value::Info(info) => Some(info);
    Asset: Value::Asset(asset) => Some(asset);
    Vec<Asset>: Value::Assets(assets) => Some(assets);
    Expiration: Value::Expires(expires) => Some(expires);
    Directional: Value::Surcharge(terms) => Some(terms);
}

impl Kind {
    fn read<'de, A: MapAccess<'de>>(self, map: &mut A) -> Result<Option<Value>, A::Error> {
        Ok(match self {
            Self::Amount => map.next_value::<Option<_>>()?.map(Value::Amount),
            Self::Number => map.next_value::<Option<_>>()?.map(Value::Number),
            Self::Flag => map.next_value::<Option<_>>()?.map(Value::Flag),
            Self::Text => map.next_value::<Option<_>>()?.map(Value::Text),
            Self::Bytes => map.next_value::<Option<_>>()?.map(Value::Bytes),
            Self::Info => map.next_value::<Option<_>>()?.map(Value::Info),
            Self::Asset => map.next_value::<Option<_>>()?.map(Value::Asset),
            Self::Assets => map.next_value::<Option<_>>()?.map(Value::Assets),
            Self::Expires => map.next_value::<Option<_>>()?.map(Value::Expires),
            Self::Surcharge => map.next_value::<Option<_>>()?.map(Value::Surcharge),
        })
    }
}

/// Reads an object of these fields.
struct Body(Shape);

impl<'de> DeserializeSeed<'de> for Body {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Body {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields(vec![]);
        while let Some(name) = map.next_key::<String>()? {
            let known = self.0.iter().find(|(known, _)| *known == name);
            let (name, kind) =
                known.ok_or_else(|| A::Error::custom(format_args!("unknown field `{name}`")))?;
            if fields.0.iter().any(|(found, _)| found == name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            fields.0.push((*name, kind.read(&mut map)?));
        }
        Ok(fields)
    }
}

/// Reads an object whose one field is named as a message and holds that.
struct Envelope(&'static [(&'static str, Shape)]);

impl<'de> Visitor<'de> for Envelope {
    type Value = (&'static str, Fields);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let name = map.next_key::<String>()?.unwrap_or_default();
        let known = self.0.iter().find(|(known, _)| *known == name);
        let (name, shape) =
            known.ok_or_else(|| A::Error::custom(format_args!("unknown variant `{name}`")))?;
        let fields = map.next_value_seed(Body(shape))?;
        match map.next_key::<String>()? {
            Some(_) => Err(A::Error::custom("more than one message")),
            None => Ok((*name, fields)),
        }
    }
}

/// `variant, "name" => Variant { field: Kind, … };`, and `Variant(Struct)` where the fields are a struct's.
macro_rules! messages {
    ($message:ident; $($variant:ident $(($inner:ident))?, $name:literal => { $($field:ident: $kind:ident),* };)*) => {
        impl $message {
            /// Of each message its fields.
            const SHAPES: &[(&'static str, Shape)] =
                &[$(($name, &[$((stringify!($field), Kind::$kind)),*])),*];
        }

        impl<'de> Deserialize<'de> for $message {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                fn build(name: &str, fields: &mut Fields) -> Result<$message, FieldError> {
                    Ok(match name {
                        $($name => messages!(@ $message $variant $(($inner))? fields { $($field),* }),)*
                        _ => return Err(FieldError::Missing("message")),
                    })
                }
                let (name, mut fields) = deserializer.deserialize_map(Envelope($message::SHAPES))?;
                build(name, &mut fields).map_err(D::Error::custom)
            }
        }
    };
    (@ $message:ident $variant:ident $fields:ident { $($field:ident),* }) => {
        $message::$variant { $($field: $fields.take(stringify!($field))?),* }
    };
    (@ $message:ident $variant:ident ($inner:ident) $fields:ident { $($field:ident),* }) => {
        $message::$variant($inner { $($field: $fields.take(stringify!($field))?),* })
    };
}

messages! { ExecuteMsg;
    Provide, "provide" => { assets: Assets, min_shares: Amount, recipient: Text, deadline: Number };
    Swap, "swap" => {
        ask: Info, min_receive: Amount, max_impact_bps: Number, recipient: Text, deadline: Number,
        max_fee_bps: Number, params_version: Number, record_usage: Flag
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
        protocol_recipient: Text, guardian: Text, directional: Surcharge
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
        max_fee_bps: Number, params_version: Number, record_usage: Flag
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use cosmwasm_std::from_json;
    use serde_json::{Value as Json, json};
    use std::collections::BTreeMap;

    type Names = BTreeMap<String, Vec<String>>;

    /// Of each message of the derived schema its fields.
    fn by_schema(schema: Json) -> Names {
        let names = |of: &Json| -> Vec<String> {
            let properties = of.get("properties").and_then(Json::as_object);
            properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default()
        };
        let message = |variant: &Json| {
            let (name, body) = variant["properties"].as_object().unwrap().iter().next().unwrap();
            let fields = match body["$ref"].as_str() {
                Some(path) => names(schema.pointer(path.trim_start_matches('#')).unwrap()),
                None => names(body),
            };
            (name.clone(), fields)
        };
        schema["oneOf"].as_array().unwrap().iter().map(message).collect()
    }

    fn by_table(shapes: &[(&'static str, Shape)]) -> Names {
        let fields = |shape: Shape| {
            let mut names: Vec<String> = shape.iter().map(|(name, _)| (*name).into()).collect();
            names.sort();
            names
        };
        shapes.iter().map(|(name, shape)| ((*name).into(), fields(shape))).collect()
    }

    #[test]
    fn what_is_read_is_what_the_schema_says() {
        let schema = |schema: schemars::schema::RootSchema| serde_json::to_value(schema).unwrap();
        assert_eq!(by_table(ExecuteMsg::SHAPES), by_schema(schema(schemars::schema_for!(ExecuteMsg))));
        assert_eq!(by_table(QueryMsg::SHAPES), by_schema(schema(schemars::schema_for!(QueryMsg))));
        assert_eq!(by_table(Cw20HookMsg::SHAPES), by_schema(schema(schemars::schema_for!(Cw20HookMsg))));
    }

    fn of_kind(kind: Kind) -> Json {
        let info = json!({"native": {"denom": "uusd"}});
        let asset = json!({"info": info, "amount": "7"});
        match kind {
            Kind::Amount => json!("340282366920938463463374607431768211455"),
            Kind::Number => json!(65_535),
            Kind::Flag => json!(true),
            Kind::Text => json!("wasm1"),
            Kind::Bytes => json!("e30="),
            Kind::Info => info,
            Kind::Asset => asset,
            Kind::Assets => json!([asset]),
            Kind::Expires => json!({"at_height": 9}),
            Kind::Surcharge => json!({"alpha_bps": 5_000, "cap_bps": 100}),
        }
    }

    /// Every message with every field comes back as it was, with none it is refused where one is required, and an unknown
    /// or a second field is refused.
    fn assert_read<M: serde::de::DeserializeOwned + serde::Serialize>(shapes: &[(&'static str, Shape)]) {
        let read = |text: &str| from_json::<M>(text.as_bytes());
        for (name, shape) in shapes {
            let body: serde_json::Map<_, _> =
                shape.iter().map(|(field, kind)| ((*field).to_string(), of_kind(*kind))).collect();
            let whole = json!({ *name: body });
            let message = read(&whole.to_string()).expect(name);
            assert_eq!(serde_json::to_value(&message).unwrap(), whole);

            let mut unknown = body.clone();
            unknown.insert("surprise".into(), json!(1));
            let error = read(&json!({ *name: unknown }).to_string()).err().unwrap().to_string();
            assert!(error.contains("unknown field `surprise`"), "{error}");
            let twice = format!("{},\"x\":{{}}}}", whole.to_string().strip_suffix('}').unwrap());
            assert!(read(&twice).is_err(), "{twice}");
            for field in body.keys() {
                let mut without = body.clone();
                without.insert(field.clone(), Json::Null);
                let by_null = read(&json!({ *name: without }).to_string()).ok();
                without.remove(field);
                let by_absence = read(&json!({ *name: without }).to_string()).ok();
                let written = |message: &Option<M>| serde_json::to_value(message).unwrap();
                assert_eq!(written(&by_null), written(&by_absence), "{name}.{field}");
            }
        }
        assert!(read("{}").is_err() && read("[]").is_err() && read("{\"nonsense\":{}}").is_err());
    }

    #[test]
    fn every_message_is_read_as_it_was_written() {
        assert_read::<ExecuteMsg>(ExecuteMsg::SHAPES);
        assert_read::<QueryMsg>(QueryMsg::SHAPES);
        assert_read::<Cw20HookMsg>(Cw20HookMsg::SHAPES);
    }

    #[test]
    fn what_is_required_twice_there_or_out_of_range_is_refused() {
        let refused = |text: &str| from_json::<ExecuteMsg>(text.as_bytes()).unwrap_err().to_string();
        let missing = refused(r#"{"withdraw_one":{"shares":"1","min_receive":"1"}}"#);
        assert!(missing.contains("missing field `asset`"), "{missing}");
        let twice = refused(r#"{"pause_swaps":{"seconds":1,"seconds":1}}"#);
        assert!(twice.contains("duplicate field `seconds`"), "{twice}");
        let wide = refused(r#"{"grow_observations":{"capacity":65536}}"#);
        assert!(wide.contains("`capacity` is out of range"), "{wide}");
        for wrong in [r#"{"pause_swaps":{"seconds":-1}}"#, r#"{"pause_swaps":{"seconds":"1"}}"#] {
            refused(wrong);
        }
    }
}
