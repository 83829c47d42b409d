//! The types of contributors.

use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// The stakeholder group that somebody speaks for (HRC resolution 47/23, calls of OHCHR, Major Groups).
    Group {
        /// A Member State.
        MemberState = "member_state",
        /// An intergovernmental organisation.
        InternationalOrganisation = "international_organisation",
        /// An entity of the United Nations.
        UnEntity = "un_entity",
        /// A special procedure or treaty body.
        SpecialProcedureOrTreatyBody = "special_procedure_or_treaty_body",
        /// A national human rights institution.
        NationalHumanRightsInstitution = "national_human_rights_institution",
        /// A civil society organisation.
        CivilSociety = "civil_society",
        /// A company or association of companies.
        PrivateSector = "private_sector",
        /// The technical community.
        TechnicalCommunity = "technical_community",
        /// Academia.
        Academia = "academia",
        /// An affected community.
        AffectedCommunity = "affected_community",
        /// An indigenous people.
        IndigenousPeople = "indigenous_people",
        /// An organisation of persons with disabilities.
        OrganisationOfPersonsWithDisabilities = "organisation_of_persons_with_disabilities",
        /// Workers and trade unions.
        WorkersAndTradeUnions = "workers_and_trade_unions",
        /// A local authority.
        LocalAuthority = "local_authority",
        /// An individual.
        Individual = "individual",
        /// Not said.
        Undisclosed = "undisclosed",
    }
}

crate::text_enum! {
    /// The region somebody speaks from: for States the regional groups of the United Nations.
    Region {
        /// Africa.
        Africa = "africa",
        /// Asia and the Pacific.
        AsiaPacific = "asia_pacific",
        /// Eastern Europe.
        EasternEurope = "eastern_europe",
        /// Latin America and the Caribbean.
        LatinAmericaCaribbean = "latin_america_caribbean",
        /// Western Europe and others.
        WesternEuropeAndOthers = "western_europe_and_others",
        /// Worldwide.
        Global = "global",
        /// Not said.
        Undisclosed = "undisclosed",
    }
}

crate::text_enum! {
    /// What the public sees of a comment, from the least to the most. A lower level is smaller.
    Level {
        /// That there is a comment on this paragraph, and what was decided.
        NotPublished = "not_published",
        /// The text, with group and region.
        GroupOnly = "group_only",
        /// The text and the organisation.
        OrganisationOnly = "organisation_only",
        /// The text, the organisation and the person.
        Named = "named",
    }
}

crate::text_enum! {
    /// Whether the office has made sure who speaks.
    Confirmation {
        /// It is only said.
        Claimed = "claimed",
        /// It was confirmed, by a note verbale, an official mail, an accreditation.
        Confirmed = "confirmed",
    }
}

/// Who speaks, as far as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::submissions)]
pub struct Speaker {
    /// The stakeholder group.
    #[diesel(column_name = stakeholder_group)]
    pub group: Group,
    /// The region.
    pub region: Region,
    /// The ISO 3166-1 alpha-3 code of a country; empty if not given.
    pub country: String,
    /// The organisation; empty if not given.
    pub organisation: String,
    /// The person; empty if not given.
    pub person: String,
    /// The client or funder it speaks for; empty if not given.
    pub client: String,
}

impl Speaker {
    /// What may be stored of it at a level: what the level does not publish is left out.
    #[must_use]
    pub fn kept_at(&self, level: Level) -> Self {
        let organisation = level >= Level::OrganisationOnly;
        let keep = |kept: bool, text: &str| if kept { text.to_owned() } else { String::new() };
        Self {
            group: self.group,
            region: self.region,
            country: keep(organisation, &self.country),
            organisation: keep(organisation, &self.organisation),
            person: keep(level == Level::Named, &self.person),
            client: keep(organisation, &self.client),
        }
    }

    /// Whether it names a State, an organisation or a person.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !(self.organisation.is_empty() && self.person.is_empty()) || (self.group == Group::MemberState && !self.country.is_empty())
    }
}

/// The names that the public sees, stored beside a published comment as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The country's code.
    pub country: String,
    /// The organisation.
    pub organisation: String,
    /// The person.
    pub person: String,
    /// The client or funder.
    pub client: String,
    /// It says that it speaks for a State or an organisation, which nobody has confirmed yet.
    pub claims: bool,
}

impl Named {
    /// What the public sees of a speaker at the level of a comment.
    #[must_use]
    pub fn of(speaker: &Speaker, level: Level, confirmation: Confirmation) -> Self {
        let kept = speaker.kept_at(level);
        if !kept.is_named() {
            return Self::default();
        }
        match confirmation {
            Confirmation::Claimed => Self { claims: true, ..Self::default() },
            Confirmation::Confirmed => {
                Self { country: kept.country, organisation: kept.organisation, person: kept.person, client: kept.client, claims: false }
            }
        }
    }

    /// Whether a State or an organisation is named.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        !(self.country.is_empty() && self.organisation.is_empty() && self.person.is_empty())
    }
}
