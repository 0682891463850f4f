//! The pieces that every contract needs beside its messages: [`payment`] (money that came in), [`version`] (what a contract says of
//! itself and which states it migrates), [`batch`] (records that one message changes often) and [`boxed_failure!`] (how a refusal
//! leaves a contract).

pub mod batch;
mod failure;
pub mod payment;
pub mod version;
