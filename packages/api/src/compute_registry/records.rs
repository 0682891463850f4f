//! The registry's records that other contracts read by raw query.
//!
//! The prefix and the layout are public interface: a record only grows, by fields at its end.

use weal_records::{Map, Packed};

/// Name → GPU model; public. Written by `add_sku` and `retire_sku` only.
pub const SKUS: Map<String, Sku> = Map::new(3);

/// A GPU model as the owner adds it. None of it ever changes.
#[weal_wire::message]
#[derive(Eq)]
pub struct SkuSpec {
    /// The model's name, 1 to 64 printable ASCII characters, no space first or last.
    pub name: String,
    /// Memory, GB; above zero.
    pub vram_gb: u32,
    /// Dense INT8 throughput, 10^12 operations per second; above zero.
    pub int8_tops: u32,
    /// Power at full load, watts; above zero.
    pub watts: u32,
}

/// A GPU model.
#[weal_wire::record]
#[derive(Eq, Packed)]
pub struct Sku {
    /// The model's name.
    pub name: String,
    /// Memory, GB.
    pub vram_gb: u32,
    /// Dense INT8 throughput, 10^12 operations per second.
    pub int8_tops: u32,
    /// Power at full load, watts.
    pub watts: u32,
    /// True where nothing new can be offered under the name.
    pub is_retired: bool,
}
