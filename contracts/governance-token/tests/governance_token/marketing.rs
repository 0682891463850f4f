use super::suite::Suite;
use cosmwasm_std::Binary;
use weal_api::cw20::{
    DownloadLogoResponse, EmbeddedLogo, InstantiateMarketingInfo, Logo, LogoInfo, MarketingInfoResponse,
};
use weal_api::governance_token::{ExecuteMsg, QueryMsg};

fn png(bytes: usize) -> Logo {
    let mut data = vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
    data.resize(bytes, 0);
    Logo::Embedded(EmbeddedLogo::Png(Binary::new(data)))
}

fn marketed() -> Suite {
    Suite::with(|msg| {
        let marketing = Some(msg.initial_balances[0].address.clone());
        msg.marketing = Some(InstantiateMarketingInfo {
            project: Some("commonweal.example".into()),
            description: Some("a token".into()),
            marketing,
            logo: None,
        });
    })
}

#[test]
fn the_marketing_account_changes_keeps_and_clears_fields() {
    let mut suite = marketed();
    let alice = suite.alice.clone();
    let update =
        ExecuteMsg::UpdateMarketing { project: None, description: Some(String::new()), marketing: None };
    suite.execute(&alice, &update).unwrap();
    let shown: MarketingInfoResponse = suite.query(&QueryMsg::MarketingInfo {});
    assert_eq!(shown.project.as_deref(), Some("commonweal.example"));
    assert_eq!((shown.description, shown.marketing), (None, Some(alice)));
}

#[test]
fn a_stranger_changes_nothing_and_uploads_nothing() {
    let mut suite = marketed();
    let bob = suite.bob.clone();
    let reason = format!("{bob} may not change what wallets show");
    let update = ExecuteMsg::UpdateMarketing { project: None, description: None, marketing: None };
    suite.assert_refused(&bob, &update, &reason);
    suite.assert_refused(&bob, &ExecuteMsg::UploadLogo(Logo::Url("x".into())), &reason);
}

#[test]
fn a_logo_of_five_kib_is_stored_and_one_byte_more_is_refused() {
    let mut suite = marketed();
    let alice = suite.alice.clone();
    suite.assert_refused(&alice, &ExecuteMsg::UploadLogo(png(5 * 1024 + 1)), "the logo has 5121 bytes");
    suite.execute(&alice, &ExecuteMsg::UploadLogo(png(5 * 1024))).unwrap();
    let logo: DownloadLogoResponse = suite.query(&QueryMsg::DownloadLogo {});
    assert_eq!((logo.mime_type.as_str(), logo.data.len()), ("image/png", 5 * 1024));
    let shown: MarketingInfoResponse = suite.query(&QueryMsg::MarketingInfo {});
    assert_eq!(shown.logo, Some(LogoInfo::Embedded));
}

#[test]
fn a_picture_that_is_not_what_it_says_is_refused() {
    let mut suite = marketed();
    let alice = suite.alice.clone();
    let svg = |text: &[u8]| ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Svg(Binary::from(text))));
    // The declaration ends with the text's first `>`, or there is none.
    for text in [&b"<svg/>"[..], b"<?xml ", b"<?xml version='1.0'>?<svg/>", b"<?xml?>", b""] {
        suite.assert_refused(&alice, &svg(text), "not an SVG with an XML preamble");
    }
    for text in [&b"<?xml version='1.0'?><svg/>"[..], b"<?xml ?>"] {
        suite.execute(&alice, &svg(text)).unwrap();
    }
    let png = Logo::Embedded(EmbeddedLogo::Png(Binary::new(b"GIF89a".to_vec())));
    suite.assert_refused(&alice, &ExecuteMsg::UploadLogo(png), "not a PNG");
}
