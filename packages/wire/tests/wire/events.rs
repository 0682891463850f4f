//! An event has the attributes that its struct declares, in their order.

use cosmwasm_std::{Addr, Binary, Decimal, Event, Uint128};
use weal_wire::event::{Attributes, EventValue};

fn text(event: impl Into<Event>) -> String {
    let event: Event = event.into();
    let attributes =
        event.attributes.iter().map(|attribute| format!(" {}={}", attribute.key, attribute.value));
    event.ty + &attributes.collect::<String>()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Buy,
    Sell,
}

impl EventValue for Side {
    fn into_text(self) -> String {
        match self {
            Self::Buy => "buy".to_owned(),
            Self::Sell => "sell".to_owned(),
        }
    }
}

/// An order came.
#[weal_wire::event]
pub struct OrderPlacedByHand {
    pub account: Addr,
    pub side: Side,
    pub note: &'static str,
    pub asset: String,
    pub amount: Uint128,
    pub price: Decimal,
    pub live: bool,
    pub least: u8,
    pub most: u64,
    pub places: usize,
    pub balance: i32,
    pub hash: [u8; 32],
    pub signature: Binary,
    pub parts: Vec<Uint128>,
    pub r#type: u16,
}

#[test]
fn keys_are_the_fields_names_in_their_order_and_values_are_written_by_type() {
    let event = OrderPlacedByHand {
        account: Addr::unchecked("ann"),
        side: Side::Sell,
        note: "first",
        asset: "ueur".to_owned(),
        amount: Uint128::MAX,
        price: Decimal::permille(1_500),
        live: true,
        least: 255,
        most: u64::MAX,
        places: 3,
        balance: -7,
        hash: [0; 32],
        signature: Binary::from(b"ok"),
        parts: vec![Uint128::new(1), Uint128::zero(), Uint128::new(3)],
        r#type: 9,
    };
    assert_eq!(
        text(event),
        "order_placed_by_hand account=ann side=sell note=first asset=ueur \
         amount=340282366920938463463374607431768211455 price=1.5 live=true least=255 most=18446744073709551615 places=3 \
         balance=-7 hash=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= signature=b2s= parts=1,0,3 type=9"
    );
}

/// A feed has another keeper.
#[weal_wire::event(name = "feed_kept")]
pub struct KeeperChanged {
    #[event(key = "feed")]
    pub name: String,
    pub before: Option<Addr>,
    #[event(none = "")]
    pub keeper: Option<Addr>,
    #[event(key = "round", none = "0")]
    pub since: Option<u64>,
}

#[test]
fn type_and_key_can_have_another_name_and_an_option_a_text_for_none() {
    let ann = || Some(Addr::unchecked("ann"));
    let change = KeeperChanged { name: "eur".to_owned(), before: None, keeper: None, since: None };
    assert_eq!(text(change.clone()), "feed_kept feed=eur keeper= round=0");
    let change = KeeperChanged { before: ann(), keeper: ann(), since: Some(4), ..change };
    assert_eq!(text(change), "feed_kept feed=eur before=ann keeper=ann round=4");
}

fn are_zero(amounts: &[Uint128]) -> bool {
    amounts.iter().all(|amount| amount.is_zero())
}

/// Shares were sold. The fields are called as the variables of a conversion might be.
#[weal_wire::event]
pub struct Sold {
    #[event(skip_if = "attributes == event")]
    pub attributes: Addr,
    pub event: Addr,
    #[event(skip_if = "Uint128::is_zero")]
    pub fee: Uint128,
    #[event(skip_if = "are_zero")]
    pub withheld: Vec<Uint128>,
    #[event(skip_if = "*paid < 10 || fee.is_zero()")]
    pub paid: u64,
}

#[test]
fn a_field_is_left_out_where_a_condition_of_it_or_of_others_holds() {
    let (ann, bob) = (Addr::unchecked("ann"), Addr::unchecked("bob"));
    let (zero, one) = (Uint128::zero(), Uint128::one());
    let sold =
        Sold { attributes: ann.clone(), event: ann.clone(), fee: zero, withheld: vec![zero, zero], paid: 10 };
    assert_eq!(text(sold.clone()), "sold event=ann");
    let sold = Sold { attributes: bob, fee: one, withheld: vec![zero, one], ..sold };
    assert_eq!(text(sold.clone()), "sold attributes=bob event=ann fee=1 withheld=0,1 paid=10");
    assert_eq!(text(Sold { paid: 9, withheld: vec![], ..sold }), "sold attributes=bob event=ann fee=1");
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub fee_bps: u16,
    pub owner: String,
    pub bound: Option<u64>,
}

/// The terms are others.
#[weal_wire::event]
pub struct TermsChanged {
    pub version: u32,
    #[event(flatten(owner, fee_bps))]
    pub terms: Terms,
    #[event(with = "add_bound", skip_if = "before.fee_bps == terms.fee_bps")]
    pub before: Terms,
}

fn add_bound(terms: Terms, attributes: &mut Attributes) {
    attributes.add("bound", terms.bound.unwrap_or(7));
    attributes.add_or("end", terms.bound, "never");
}

#[test]
fn a_field_is_several_attributes_where_it_is_flat_or_a_function_adds_them() {
    let terms = |fee_bps| Terms { fee_bps, owner: "ann".to_owned(), bound: None };
    let changed = TermsChanged { version: 2, terms: terms(30), before: terms(20) };
    assert_eq!(text(changed.clone()), "terms_changed version=2 owner=ann fee_bps=30 bound=7 end=never");
    assert_eq!(
        text(TermsChanged { before: terms(30), ..changed }),
        "terms_changed version=2 owner=ann fee_bps=30"
    );
}

/// Everything stopped.
#[weal_wire::event]
#[derive(Copy)]
pub struct Stopped;

#[test]
fn an_event_needs_no_attributes() {
    assert_eq!(Event::from(Stopped), Event::new("stopped"));
}
