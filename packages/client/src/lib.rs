//! One typed client over two chains: embedded (cw-multi-test) and wasmd (RPC).
