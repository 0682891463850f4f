//! The facts that can be attested of a provider, and the requirements that they can meet.

const DAY: u64 = 86_400;

/// A kind of fact.
#[weal_wire::message]
#[derive(weal_wire::Packed, Copy, Eq, PartialOrd, Ord)]
pub enum ClaimKind {
    /// [`Claim::Iso27001`].
    Iso27001,
    /// [`Claim::Soc2`].
    Soc2,
    /// [`Claim::RenewableShare`].
    RenewableShare,
    /// [`Claim::Region`].
    Region,
    /// [`Claim::Tee`].
    Tee,
    /// [`Claim::Pue`].
    Pue,
    /// [`Claim::CarbonIntensity`].
    CarbonIntensity,
}

/// A fact of a provider.
#[weal_wire::message]
#[derive(weal_wire::Packed, Eq)]
pub enum Claim {
    /// The provider's information security management is certified to ISO/IEC 27001.
    Iso27001 {},
    /// The provider has a SOC 2 report.
    Soc2 {},
    /// The part of the provider's power that is from renewable sources.
    RenewableShare {
        /// The part, basis points, 10,000 at most.
        bps: u16,
    },
    /// The place of the provider's machines.
    Region {
        /// The place, 2 to 32 of a–z, 0–9 and `-`, from the large to the small: `eu`, `eu-de`, `eu-de-fra`.
        code: String,
    },
    /// The provider's machines run work in a trusted execution environment.
    Tee {
        /// The technology, 2 to 32 of a–z, 0–9 and `-`: `tdx`, `sev-snp`, `nvidia-cc`.
        technology: String,
    },
    /// Power usage effectiveness of the provider's site: all power ÷ power of the machines.
    Pue {
        /// The figure, thousandths, 1,000 to 10,000.
        milli: u32,
    },
    /// Carbon intensity of the provider's power.
    CarbonIntensity {
        /// Grams of CO2 per kWh, 5,000 at most.
        g_per_kwh: u32,
    },
}

/// A requirement of a tenant to a provider.
#[weal_wire::message]
#[derive(weal_wire::Packed, Eq)]
pub enum Requirement {
    /// Any attestation of the kind.
    Attested {
        /// The kind.
        kind: ClaimKind,
    },
    /// The least share of renewable power.
    RenewableShare {
        /// The share, basis points.
        min_bps: u16,
    },
    /// A place, or a part of it: `eu` is met by `eu-de`, not by `euro`.
    Region {
        /// The place, as in [`Claim::Region`].
        code: String,
    },
    /// A technology of trusted execution.
    Tee {
        /// The technology, as in [`Claim::Tee`].
        technology: String,
    },
    /// The highest power usage effectiveness.
    Pue {
        /// The figure, thousandths.
        max_milli: u32,
    },
    /// The highest carbon intensity.
    CarbonIntensity {
        /// The figure, grams of CO2 per kWh.
        max_g_per_kwh: u32,
    },
}

impl ClaimKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Iso27001,
        Self::Soc2,
        Self::RenewableShare,
        Self::Region,
        Self::Tee,
        Self::Pue,
        Self::CarbonIntensity,
    ];

    /// The kind's number, part of storage keys: it never changes.
    pub const fn number(self) -> u8 {
        match self {
            Self::Iso27001 => 0,
            Self::Soc2 => 1,
            Self::RenewableShare => 2,
            Self::Region => 3,
            Self::Tee => 4,
            Self::Pue => 5,
            Self::CarbonIntensity => 6,
        }
    }

    /// The longest an attestation of this kind may last, seconds: a year for certificates and places, half a year for a
    /// site's effectiveness, 90 days for what a firmware update or a power contract changes.
    pub const fn max_life_seconds(self) -> u64 {
        match self {
            Self::Iso27001 | Self::Soc2 | Self::RenewableShare | Self::Region => 365 * DAY,
            Self::Pue => 180 * DAY,
            Self::Tee | Self::CarbonIntensity => 90 * DAY,
        }
    }

    /// The kind's name, as messages and events write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iso27001 => "iso27001",
            Self::Soc2 => "soc2",
            Self::RenewableShare => "renewable_share",
            Self::Region => "region",
            Self::Tee => "tee",
            Self::Pue => "pue",
            Self::CarbonIntensity => "carbon_intensity",
        }
    }
}

impl Claim {
    /// The kind of the fact.
    pub const fn kind(&self) -> ClaimKind {
        match self {
            Self::Iso27001 {} => ClaimKind::Iso27001,
            Self::Soc2 {} => ClaimKind::Soc2,
            Self::RenewableShare { .. } => ClaimKind::RenewableShare,
            Self::Region { .. } => ClaimKind::Region,
            Self::Tee { .. } => ClaimKind::Tee,
            Self::Pue { .. } => ClaimKind::Pue,
            Self::CarbonIntensity { .. } => ClaimKind::CarbonIntensity,
        }
    }
}

impl Requirement {
    /// The kind of fact that can meet the requirement.
    pub const fn kind(&self) -> ClaimKind {
        match self {
            Self::Attested { kind } => *kind,
            Self::RenewableShare { .. } => ClaimKind::RenewableShare,
            Self::Region { .. } => ClaimKind::Region,
            Self::Tee { .. } => ClaimKind::Tee,
            Self::Pue { .. } => ClaimKind::Pue,
            Self::CarbonIntensity { .. } => ClaimKind::CarbonIntensity,
        }
    }

    /// True where a fact meets the requirement.
    ///
    /// ```
    /// use weal_api::compute_registry::{Claim, Requirement};
    /// let europe = Requirement::Region { code: "eu".into() };
    /// assert!(europe.is_met_by(&Claim::Region { code: "eu-de-fra".into() }));
    /// assert!(!europe.is_met_by(&Claim::Region { code: "eurasia".into() }));
    /// ```
    pub fn is_met_by(&self, claim: &Claim) -> bool {
        match (self, claim) {
            (Self::Attested { kind }, claim) => *kind == claim.kind(),
            (Self::RenewableShare { min_bps }, Claim::RenewableShare { bps }) => bps >= min_bps,
            (Self::Region { code: required }, Claim::Region { code }) => code
                .strip_prefix(required.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            (Self::Tee { technology: required }, Claim::Tee { technology }) => technology == required,
            (Self::Pue { max_milli }, Claim::Pue { milli }) => milli <= max_milli,
            (Self::CarbonIntensity { max_g_per_kwh }, Claim::CarbonIntensity { g_per_kwh }) => {
                g_per_kwh <= max_g_per_kwh
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_number_and_the_name_of_its_messages() {
        for (position, kind) in ClaimKind::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(kind.number()), position);
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.name()));
        }
    }

    #[test]
    fn a_requirement_is_met_at_its_bound_and_not_beyond() {
        let share = Requirement::RenewableShare { min_bps: 8_000 };
        let pue = Requirement::Pue { max_milli: 1_200 };
        let carbon = Requirement::CarbonIntensity { max_g_per_kwh: 100 };
        for (requirement, claim, met) in [
            (&share, Claim::RenewableShare { bps: 8_000 }, true),
            (&share, Claim::RenewableShare { bps: 7_999 }, false),
            (&pue, Claim::Pue { milli: 1_200 }, true),
            (&pue, Claim::Pue { milli: 1_201 }, false),
            (&carbon, Claim::CarbonIntensity { g_per_kwh: 100 }, true),
            (&carbon, Claim::CarbonIntensity { g_per_kwh: 101 }, false),
            (&share, Claim::Soc2 {}, false),
            (&Requirement::Attested { kind: ClaimKind::Soc2 }, Claim::Soc2 {}, true),
            (&Requirement::Attested { kind: ClaimKind::Soc2 }, Claim::Iso27001 {}, false),
            (&Requirement::Tee { technology: "tdx".into() }, Claim::Tee { technology: "tdx".into() }, true),
            (
                &Requirement::Tee { technology: "tdx".into() },
                Claim::Tee { technology: "tdx-2".into() },
                false,
            ),
            (&Requirement::Region { code: "eu-de".into() }, Claim::Region { code: "eu".into() }, false),
        ] {
            assert_eq!(requirement.is_met_by(&claim), met, "{requirement:?} {claim:?}");
        }
    }
}
