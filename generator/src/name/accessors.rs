//! Names of the arguments of accessors.

use heck::ToSnakeCase;

use super::Identifier;
use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::subject::Subject;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ArgumentType, PathArgument, PathTemplate, Scope};

/// Names the arguments of the accessor that returns the handle with this path.
///
/// A single argument that identifies an instance is named after what it accepts; others as in the document.
pub(super) fn arguments(
    api: &Api,
    scope: &Scope,
    path: &PathTemplate,
    diagnostics: &mut Diagnostics,
) -> Vec<Identifier> {
    let own: Vec<&PathArgument> = api.own_arguments(scope, path).collect();
    let identifies_alone = own.len() == 1 && path.last_argument().is_some();
    let claims = own.iter().enumerate().map(|(index, argument)| {
        let preferred = match argument.ty {
            _ if !identifies_alone => &argument.wire,
            ArgumentType::Sid(sid) => api.sid(sid).form.word(),
            ArgumentType::SidOrName(_) => "sid_or_name",
            ArgumentType::Text if is_id(&argument.wire) => "id",
            ArgumentType::Text => "name",
        };
        Claim {
            preferred: preferred.to_owned(),
            case: Case::Snake,
            // The order of the path has a meaning.
            rank: Rank {
                key: format!("{index:010}"),
                ..Rank::default()
            },
            published: None,
            alternatives: Vec::new(),
            subject: Subject::argument(&argument.pointer),
        }
    });
    Namespace::new(&[]).allocate(claims.collect(), diagnostics)
}

/// Returns `true` if an argument is called an ID: `id` or `ConversationId`.
fn is_id(wire: &str) -> bool {
    wire.to_snake_case().rsplit('_').next() == Some("id")
}
