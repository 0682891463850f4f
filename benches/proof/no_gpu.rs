//! Built without the feature `cuda`: no row for a GPU.

use compute_proof::Inputs;
use serde_json::Value;

pub(crate) fn measure(_inputs: &Inputs, _n: u32, _quiet: bool) -> Option<Value> {
    None
}
