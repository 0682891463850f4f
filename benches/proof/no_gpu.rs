//! Built without the feature `cuda`: no row for a GPU.

use serde_json::Value;
use weal_compute_proof::Inputs;

pub(crate) fn measure(_inputs: &Inputs, _n: u32, _quiet: bool) -> Option<Value> {
    None
}
