//! Who may do what: the one table. A role counts in the consultation that it was given for, or everywhere if it was given so.
//! `tests/policy.tsv` says what each route asks for, and `tests/policy.rs` calls every route as everybody.

use super::model::{Role, Staff};
use crate::ids::ConsultationId;

/// What is done at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Reading the desk of a consultation.
    See,
    /// Words of the consultation, drafts, lineage, causes, rounds, invitations, publication.
    Edit,
    /// Looking at comments, holding back, asking, proposing answers, carrying out, importing tables and letters.
    Triage,
    /// Approving what another proposed, and publishing answers.
    Approve,
    /// People, and new consultations: only for whom the role was given everywhere.
    Administer,
}

/// The roles that may do it.
pub const POLICY: [(Act, &[Role]); 5] = [
    (Act::See, Role::ALL),
    (Act::Edit, &[Role::Administrator, Role::Editor]),
    (Act::Triage, &[Role::Administrator, Role::Analyst, Role::Approver]),
    (Act::Approve, &[Role::Approver]),
    (Act::Administer, &[Role::Administrator]),
];

fn roles(act: Act) -> &'static [Role] {
    POLICY.iter().find(|(known, _)| *known == act).map_or(&[], |(_, roles)| *roles)
}

impl Staff {
    /// Whether she may do something in a consultation.
    #[must_use]
    pub fn may(&self, act: Act, consultation: ConsultationId) -> bool {
        let here = |scope: &Option<ConsultationId>| scope.is_none_or(|scope| scope == consultation);
        self.roles.iter().any(|(scope, role)| here(scope) && roles(act).contains(role))
    }

    /// Whether she may do something everywhere.
    #[must_use]
    pub fn may_everywhere(&self, act: Act) -> bool {
        self.roles.iter().any(|(scope, role)| scope.is_none() && roles(act).contains(role))
    }
}
