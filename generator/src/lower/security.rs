//! The authentication of operations, which `security` declares.

use openapiv3::{
    APIKeyLocation, Operation, ReferenceOr, SecurityRequirement, SecurityScheme,
};

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Authentication;

impl<'a> Lowering<'a> {
    /// Returns the authentication of an operation, and the pointer to `security`: of the alternatives, the client's
    /// credentials are preferred.
    ///
    /// An operation without `security` has that of the document. If that has none either, it is as if HTTP Basic
    /// authentication was declared.
    pub(super) fn authentication(
        &mut self,
        operation: &'a Operation,
        pointer: &Pointer,
    ) -> (Authentication, Option<Pointer>) {
        if let Some(own) = &operation.security {
            let pointer = pointer.join("security");
            return (self.alternatives(own, &pointer), Some(pointer));
        }
        let Some(shared) = &self.openapi.security else {
            return (Authentication::default(), None);
        };
        let pointer = Pointer::root().join("security");
        // What is wrong with it is only reported once, and only if an operation uses it.
        let authentication = match self.authentication {
            Some(known) => known,
            None => self.alternatives(shared, &pointer),
        };
        self.authentication = Some(authentication);
        (authentication, Some(pointer))
    }

    /// Returns the best of several alternatives. Reports those that are not supported: errors if there is no other.
    fn alternatives(
        &mut self,
        alternatives: &'a [SecurityRequirement],
        pointer: &Pointer,
    ) -> Authentication {
        let mut supported = Vec::new();
        let mut problems = Vec::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            let pointer = pointer.index(index);
            match self.requirement(alternative) {
                Ok(authentication) => supported.push((authentication, index)),
                Err(found) => problems.push(
                    Diagnostic::error(pointer, found)
                        .expected("one scheme with `type: oauth2`, `type: openIdConnect`, or `type: http` with `scheme: basic` or `bearer`; or `{}` for none")
                        .help("correct `security` in the document or in an overlay"),
                ),
            }
        }
        let best = supported.into_iter().min();
        if best.is_some() {
            for problem in &mut problems {
                problem.severity = crate::diagnostics::Severity::Note;
            }
        }
        self.diagnostics.extend(problems);
        let Some((authentication, index)) = best else {
            // An empty array removes the requirement of the document.
            return Authentication::None;
        };
        self.note_scopes(&alternatives[index], &pointer.index(index));
        authentication
    }

    /// Returns the authentication of an alternative, or the reason why it is not supported.
    fn requirement(
        &self,
        requirement: &SecurityRequirement,
    ) -> Result<Authentication, String> {
        let mut names = requirement.keys();
        let Some(name) = names.next() else {
            return Ok(Authentication::None);
        };
        if names.next().is_some() {
            let names: Vec<&str> = requirement.keys().map(String::as_str).collect();
            return Err(format!(
                "the combination of the security schemes `{}` is not supported",
                names.join("`, `")
            ));
        }
        let components = self.openapi.components.as_ref();
        let declared =
            components.and_then(|components| components.security_schemes.get(name));
        let kind = match declared {
            Some(ReferenceOr::Item(SecurityScheme::HTTP { scheme, .. })) => {
                match scheme.to_ascii_lowercase().as_str() {
                    "basic" => return Ok(Authentication::Credentials),
                    "bearer" => return Ok(Authentication::AccessToken),
                    _ => format!("HTTP authentication `{scheme}`"),
                }
            }
            Some(ReferenceOr::Item(
                SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. },
            )) => return Ok(Authentication::AccessToken),
            Some(ReferenceOr::Item(SecurityScheme::APIKey {
                location, name, ..
            })) => {
                let location = match location {
                    APIKeyLocation::Query => "query parameter",
                    APIKeyLocation::Header => "header",
                    APIKeyLocation::Cookie => "cookie",
                };
                format!("an API key in the {location} `{name}`")
            }
            Some(ReferenceOr::Reference { .. }) | None => {
                return Err(format!("the security scheme `{name}` is not declared"));
            }
        };
        Err(format!("the security scheme `{name}`, {kind}, is not supported"))
    }

    /// Notes the scopes that an access token needs: the provider of the token determines them.
    fn note_scopes(&mut self, requirement: &SecurityRequirement, pointer: &Pointer) {
        for (name, scopes) in requirement.iter().filter(|(_, scopes)| !scopes.is_empty())
        {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer.join(name),
                    format!("the client does not request the scopes `{}`", scopes.join("`, `")),
                )
                .expected("access tokens that have the scopes")
                .help("tell callers which scopes they need, in the description of the operation"),
            );
        }
    }
}
