//! Messages of the lending_market contract.
