//! A small HTTP/1.1 server for the project's own services: every caller has a thread of its own, and is bounded in the
//! bytes it may send, the time it may take and the places it may hold.
//!
//! One caller that sends slowly, or does not read its answer, holds one place until its time is over and keeps nobody
//! else out. Answers carry their length and end the connection.
#![allow(clippy::arithmetic_side_effects)] // sizes and times of one connection: overflow checks are on

mod answer;
mod connection;
mod limits;
mod places;
mod server;

pub use answer::Answer;
pub use connection::Request;
pub use limits::Limits;
pub use server::HttpServer;
