//! The index's answers.

mod accounts;
mod days;

pub(crate) use accounts::{
    config, provider_score, provider_scores, recorded_lease, totals, usage_of, usages,
};
pub(crate) use days::{gpu_hour_history, gpu_hour_index, skus};
