//! Random histories: after every message both tokens have said the same, and they answer every question alike.
//!
//! What differs on purpose is listed in `docs/spec/governance-token.md` under "Differences", and each of these must occur.

use cosmwasm_std::Api;
use cosmwasm_std::testing::MockApi;
use cw20_differential::{Base, Call, Ours, Token};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A message that ours refuses and cw20-base takes, on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deliberate {
    /// A field that the message does not name.
    UnknownField,
    /// Coins with a message that takes none.
    Funds,
    /// A page that starts after a text that is no address.
    StartIsNoAddress,
}

struct Pair {
    ours: Ours,
    base: Base,
    height: u64,
    time: u64,
    rng: StdRng,
    /// Addresses that are in order.
    good: Vec<String>,
    /// Addresses of which some are not in order.
    names: Vec<String>,
    seen: BTreeMap<Deliberate, usize>,
    counts: BTreeMap<String, usize>,
}

/// The bytes by which ours orders lists.
fn canonical(address: &str) -> Vec<u8> {
    MockApi::default().addr_canonicalize(address).unwrap().into()
}

fn variant(msg: &Value) -> &str {
    msg.as_object().and_then(|object| object.keys().next()).map_or("", String::as_str)
}

fn base64(bytes: &[u8]) -> String {
    cosmwasm_std::Binary::from(bytes).to_base64()
}

impl Pair {
    fn new(seed: u64) -> Self {
        let api = MockApi::default();
        let good: Vec<String> =
            (0..14).map(|index| api.addr_make(&format!("account {index}")).to_string()).collect();
        let mut names = good.clone();
        names.extend(["bad".into(), good[0].to_uppercase()]);
        Self {
            ours: Ours::default(),
            base: Base::default(),
            height: 100,
            time: 1_700_000_000,
            rng: StdRng::seed_from_u64(seed),
            good,
            names,
            seen: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    fn name(&mut self) -> String {
        self.names.choose(&mut self.rng).unwrap().clone()
    }

    fn amount(&mut self) -> String {
        match self.rng.gen_range(0..12) {
            0 => "0".into(),
            1 => u128::MAX.to_string(),
            2 => "1".into(),
            3 => (u128::MAX - 5_000).to_string(),
            _ => self.rng.gen_range(0..2_000u32).to_string(),
        }
    }

    fn expires(&mut self) -> Value {
        match self.rng.gen_range(0..8) {
            0 | 1 => Value::Null,
            2 => json!({"never": {}}),
            3 | 4 => json!({"at_height": self.height + self.rng.gen_range(0..8) - 2}),
            5 | 6 => {
                json!({"at_time": ((self.time + self.rng.gen_range(0..60) - 15) * 1_000_000_000).to_string()})
            }
            _ => json!({"at_time": u64::MAX.to_string()}),
        }
    }

    fn logo(&mut self) -> Value {
        let svg = |text: &[u8]| json!({"embedded": {"svg": base64(text)}});
        let png = |bytes: &[u8]| json!({"embedded": {"png": base64(bytes)}});
        let header = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
        let long = |start: &[u8], length: usize| {
            let mut bytes = start.to_vec();
            bytes.resize(length, b'x');
            bytes
        };
        match self.rng.gen_range(0..15) {
            0 => json!({"url": ""}),
            1 => json!({"url": "https://x.y/ä\"\\\u{1}"}),
            2 => png(&long(&header, 10)),
            3 => png(b"abc"),
            4 => png(&header[..7]),
            5 => png(&long(&header, 5 * 1024)),
            6 => png(&long(&header, 5 * 1024 + 1)),
            7 => svg(b"<?xml version='1.0'?><svg/>"),
            8 => svg(b"<?xml version='1.0'>?<svg/>"),
            9 => svg(b"<?xml "),
            10 => svg(b"<?xml ?"),
            11 => svg(b"<svg/>"),
            12 => svg(b""),
            13 => svg(&long(b"<?xml ?>", 5 * 1024)),
            _ => svg(&long(b"<?xml ?>", 5 * 1024 + 1)),
        }
    }

    fn optional(&mut self, value: Value) -> Value {
        if self.rng.gen_bool(0.3) { Value::Null } else { value }
    }

    fn call<'a>(&self, sender: &'a str, coins: u128, msg: &'a [u8]) -> Call<'a> {
        Call { height: self.height, time: self.time, sender, coins, msg }
    }

    /// Creates both; false where both refuse what was drawn.
    fn instantiate(&mut self, is_plain: bool) -> bool {
        let words: [&str; 6] = ["abc", "ab", "Commonweal", &"x".repeat(50), &"x".repeat(51), "ääää"];
        let symbols: [&str; 11] = [
            "WEAL",
            "we",
            "we-al",
            "TOK1",
            "abcdefghijkl",
            "abcdefghijklm",
            "w]l",
            "w[l",
            "@bc",
            "w`l",
            "w{l",
        ];
        let name = if is_plain { "Commonweal" } else { *words.choose(&mut self.rng).unwrap() };
        let symbol = if is_plain { "WEAL" } else { *symbols.choose(&mut self.rng).unwrap() };
        let holders = self.rng.gen_range(0..5);
        let balances: Vec<Value> = (0..holders)
            .map(|index| {
                let address = if is_plain { self.good[index].clone() } else { self.name() };
                let is_huge = self.rng.gen_bool(0.05);
                let amount = if is_huge { u128::MAX } else { self.rng.gen_range(0..5_000) };
                json!({"address": address, "amount": amount.to_string()})
            })
            .collect();
        let (minter, marketing) = (self.good[0].clone(), self.good[1].clone());
        let mint = match self.rng.gen_range(0..4) {
            0 => Value::Null,
            1 => json!({"minter": minter}),
            2 => json!({"minter": minter, "cap": self.rng.gen_range(0..20_000u32).to_string()}),
            _ => json!({"minter": minter, "cap": null}),
        };
        let marketing = match self.rng.gen_range(0..3) {
            0 => Value::Null,
            1 => json!({"project": "p", "description": "d", "marketing": self.name(), "logo": self.logo()}),
            _ => json!({"marketing": marketing}),
        };
        let decimals = if is_plain { 6 } else { self.rng.gen_range(0..21u8) };
        let msg = json!({"name": name, "symbol": symbol, "decimals": decimals, "initial_balances": balances,
            "mint": mint, "marketing": marketing});
        let (bytes, sender) = (msg.to_string().into_bytes(), self.good[2].clone());
        let call = self.call(&sender, 0, &bytes);
        let (ours, base) = (self.ours.instantiate(&call), self.base.instantiate(&call));
        self.same(&ours, &base, &msg, &sender);
        *self.counts.entry("instantiate".into()).or_default() += 1;
        ours.is_ok()
    }

    fn same<T: PartialEq + std::fmt::Debug>(
        &self,
        ours: &Result<T, String>,
        base: &Result<T, String>,
        msg: &Value,
        sender: &str,
    ) {
        let is_same = match (ours, base) {
            (Ok(ours), Ok(base)) => ours == base,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        assert!(is_same, "{msg} by {sender} at {}:\nours {ours:?}\nbase {base:?}", self.height);
    }

    fn message(&mut self) -> Value {
        let (amount, payload) = (self.amount(), base64(b"{\"x\":1}"));
        match self.rng.gen_range(0..13) {
            0 | 1 => json!({"transfer": {"recipient": self.name(), "amount": amount}}),
            2 => json!({"burn": {"amount": amount}}),
            3 => json!({"send": {"contract": self.name(), "amount": amount, "msg": payload}}),
            4 | 5 => {
                json!({"increase_allowance": {"spender": self.name(), "amount": amount, "expires": self.expires()}})
            }
            6 => {
                json!({"decrease_allowance": {"spender": self.name(), "amount": amount, "expires": self.expires()}})
            }
            7 => json!({"transfer_from": {"owner": self.name(), "recipient": self.name(), "amount": amount}}),
            8 => {
                json!({"send_from": {"owner": self.name(), "contract": self.name(), "amount": amount, "msg": payload}})
            }
            9 => json!({"burn_from": {"owner": self.name(), "amount": amount}}),
            10 => json!({"mint": {"recipient": self.name(), "amount": amount}}),
            11 if self.rng.gen_bool(0.15) => {
                let next = json!(self.name());
                json!({"update_minter": {"new_minter": self.optional(next)}})
            }
            11 => {
                let project = json!(["", "P"][self.rng.gen_range(0..2)]);
                let description = json!(["", "D"][self.rng.gen_range(0..2)]);
                let marketing = match self.rng.gen_range(0..5) {
                    0 => json!(""),
                    1 => json!(self.name()),
                    _ => json!(self.good[1]),
                };
                json!({"update_marketing": {
                    "project": self.optional(project),
                    "description": self.optional(description),
                    "marketing": self.optional(marketing),
                }})
            }
            _ => json!({"upload_logo": self.logo()}),
        }
    }

    fn sender(&mut self) -> String {
        match self.rng.gen_range(0..10) {
            0 | 1 => self.good[0].clone(),
            2 => self.good[1].clone(),
            _ => self.good.choose(&mut self.rng).unwrap().clone(),
        }
    }

    fn execute(&mut self) {
        let (sender, mut msg) = (self.sender(), self.message());
        let mut on_purpose = None;
        let mut coins = 0;
        if self.rng.gen_bool(0.03) {
            let name = variant(&msg).to_owned();
            if name != "upload_logo" {
                msg[&name]["memo"] = json!("x");
                on_purpose = Some(Deliberate::UnknownField);
            }
        } else if self.rng.gen_bool(0.03) {
            coins = 1;
            on_purpose = Some(Deliberate::Funds);
        }
        let bytes = msg.to_string().into_bytes();
        let call = self.call(&sender, coins, &bytes);
        let before = self.base.records();
        let (ours, base) = (self.ours.execute(&call), self.base.execute(&call));
        *self.counts.entry(variant(&msg).into()).or_default() += 1;
        match on_purpose {
            None => self.same(&ours, &base, &msg, &sender),
            Some(difference) => {
                assert!(ours.is_err(), "{msg} with {coins}: {difference:?}");
                *self.seen.entry(difference).or_default() += usize::from(base.is_ok());
                self.base.restore(before);
            }
        }
    }

    /// Asks both; the answers where both have one.
    fn ask(&mut self, msg: &Value) -> Option<[Value; 2]> {
        let bytes = msg.to_string().into_bytes();
        let call = self.call("", 0, &bytes);
        let (ours, base) = (self.ours.query(&call), self.base.query(&call));
        *self.counts.entry(format!("query {}", variant(msg))).or_default() += 1;
        assert_eq!(ours.is_ok(), base.is_ok(), "{msg}:\nours {ours:?}\nbase {base:?}");
        let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).unwrap();
        let (ours, base) = (ours.ok()?, base.ok()?);
        if !variant(msg).starts_with("all_") {
            // To the byte: a wallet may compare texts.
            assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&base), "{msg}");
        }
        Some([read(ours), read(base)])
    }

    fn question(&mut self) {
        let msg = match self.rng.gen_range(0..6) {
            0 => json!({"balance": {"address": self.name()}}),
            1 => json!({"token_info": {}}),
            2 => json!({"minter": {}}),
            3 => json!({"allowance": {"owner": self.name(), "spender": self.name()}}),
            4 => json!({"marketing_info": {}}),
            _ => json!({"download_logo": {}}),
        };
        self.ask(&msg);
    }

    /// A list's pages: the same rows in both; ours by the bytes of the address, cw20-base by its text.
    fn list(&mut self) {
        let account = self.name();
        let (list, field, key): (&str, &str, Option<&str>) = match self.rng.gen_range(0..3) {
            0 => ("all_accounts", "", None),
            1 => ("all_allowances", "owner", Some("spender")),
            _ => ("all_spender_allowances", "spender", Some("owner")),
        };
        let question = |start_after: Value, limit: Value| {
            let mut body = json!({"start_after": start_after, "limit": limit});
            if !field.is_empty() {
                body[field] = json!(account);
            }
            json!({list: body})
        };
        let of = |row: &Value| key.map_or(row, |key| &row[key]).as_str().unwrap().to_owned();
        let rows =
            |answer: &Value| answer.as_object().unwrap().values().next().unwrap().as_array().unwrap().clone();
        let limit = [Value::Null, json!(0), json!(1), json!(3), json!(30), json!(31)]
            .choose(&mut self.rng)
            .unwrap()
            .clone();
        // Both from the beginning, which an empty text is too.
        let first = if self.rng.gen_bool(0.5) { Value::Null } else { json!("") };
        let Some([ours, base]) = self.ask(&question(first, limit.clone())) else { return };
        assert_eq!(rows(&ours).len(), rows(&base).len(), "{list} {limit}");
        // Both to the end.
        let mut whole = [vec![], vec![]];
        for (side, all) in whole.iter_mut().enumerate() {
            loop {
                let after = all.last().map_or(Value::Null, |row: &Value| json!(of(row)));
                let next = rows(&self.ask(&question(after, json!(7))).unwrap()[side]);
                if next.is_empty() {
                    break;
                }
                all.extend(next);
            }
        }
        let [ours, mut base] = whole;
        base.sort_by_key(|row| canonical(&of(row)));
        assert_eq!(ours, base, "{list}");
        // From anywhere: what stands behind it in our order.
        let after = self.name();
        let bytes = question(json!(after), limit.clone()).to_string().into_bytes();
        let call = self.call("", 0, &bytes);
        let (page, taken) = (self.ours.query(&call), self.base.query(&call));
        if !self.good.contains(&after) {
            assert!(page.is_err(), "{after}");
            *self.seen.entry(Deliberate::StartIsNoAddress).or_default() += usize::from(taken.is_ok());
            return;
        }
        let most = limit.as_u64().map_or(10, |limit| limit.min(30)) as usize;
        let behind = base.into_iter().filter(|row| canonical(&of(row)) > canonical(&after)).take(most);
        let page = rows(&serde_json::from_slice(&page.unwrap()).unwrap());
        assert_eq!(page, behind.collect::<Vec<_>>(), "{list} after {after}");
    }

    fn step(&mut self) {
        if self.rng.gen_bool(0.2) {
            self.height += self.rng.gen_range(0..4);
            self.time += self.rng.gen_range(0..20);
        }
        self.execute();
        if self.rng.gen_bool(0.3) {
            self.question();
        }
        if self.rng.gen_bool(0.1) {
            self.list();
        }
    }
}

/// The number of histories that the environment asks for.
fn histories() -> u64 {
    std::env::var("CW20_HISTORIES").map_or(40, |text| text.parse().unwrap())
}

#[test]
fn the_token_says_and_answers_what_cw20_base_does() {
    // A contract that panics is a refusal here, and not worth a line each.
    std::panic::set_hook(Box::new(|panic| {
        if panic.location().is_some_and(|at| at.file().contains("histories.rs")) {
            eprintln!("{panic}");
        }
    }));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeMap<Deliberate, usize> = BTreeMap::new();
    for seed in 0..histories() {
        let mut pair = Pair::new(seed);
        if !(0..3).any(|attempt| pair.instantiate(attempt == 2)) {
            continue;
        }
        for _ in 0..160 {
            pair.step();
        }
        for (name, count) in pair.counts {
            *counts.entry(name).or_default() += count;
        }
        for (difference, count) in pair.seen {
            *seen.entry(difference).or_default() += count;
        }
    }
    for (name, count) in &counts {
        println!("{count:>8} {name}");
    }
    println!("{} calls alike; refused by ours on purpose: {seen:?}", counts.values().sum::<usize>());
    for difference in [Deliberate::UnknownField, Deliberate::Funds, Deliberate::StartIsNoAddress] {
        assert!(seen.get(&difference).is_some_and(|count| *count > 0), "{difference:?} did not occur");
    }
}
