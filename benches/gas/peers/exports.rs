// The entry points of `contract`, a module of a published crate, as the host calls them.
macro_rules! exports {
    ($($entry:ident)*) => { $(exports! { @ $entry })* };
    (@ instantiate) => {
        #[no_mangle]
        extern "C" fn instantiate(env: u32, info: u32, msg: u32) -> u32 {
            cosmwasm_std::do_instantiate(&contract::instantiate, env, info, msg)
        }
    };
    (@ execute) => {
        #[no_mangle]
        extern "C" fn execute(env: u32, info: u32, msg: u32) -> u32 {
            cosmwasm_std::do_execute(&contract::execute, env, info, msg)
        }
    };
    (@ query) => {
        #[no_mangle]
        extern "C" fn query(env: u32, msg: u32) -> u32 {
            cosmwasm_std::do_query(&contract::query, env, msg)
        }
    };
    (@ reply) => {
        #[no_mangle]
        extern "C" fn reply(env: u32, msg: u32) -> u32 {
            cosmwasm_std::do_reply(&contract::reply, env, msg)
        }
    };
}
