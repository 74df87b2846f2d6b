//! Access to TaskRouter.

use super::grant::Grant;

/// Grant for the TaskRouter SDK: access as a worker of a workspace, or as a supervisor.
///
/// ```
/// use client_runtime::access_token::TaskRouterGrant;
///
/// let grant = TaskRouterGrant::new("WS0123456789abcdef0123456789abcdef")
///     .worker_sid("WK0123456789abcdef0123456789abcdef")
///     .role("worker");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
pub struct TaskRouterGrant {
    workspace_sid: String,
    worker_sid: Option<String>,
    role: Option<String>,
}

impl TaskRouterGrant {
    /// Creates a grant for a workspace (`WS...`).
    pub fn new(workspace_sid: impl AsRef<str>) -> Self {
        Self {
            workspace_sid: workspace_sid.as_ref().to_owned(),
            worker_sid: None,
            role: None,
        }
    }

    /// Sets the worker (`WK...`) that the user is.
    pub fn worker_sid(mut self, sid: impl AsRef<str>) -> Self {
        self.worker_sid = Some(sid.as_ref().to_owned());
        self
    }

    /// Sets the role of the user, such as `worker`.
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }
}

impl From<TaskRouterGrant> for Grant {
    fn from(grant: TaskRouterGrant) -> Self {
        Self::of_product("task_router", |members| {
            members.text("role", grant.role.as_deref())?;
            members.sid("worker_sid", "WK", grant.worker_sid.as_deref())?;
            members.sid("workspace_sid", "WS", Some(&grant.workspace_sid))
        })
    }
}
