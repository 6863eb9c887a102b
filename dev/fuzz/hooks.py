"""What schemathesis cannot know of the graph: its scalar for ids, and which of its errors are the client's."""

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

schemathesis.graphql.scalar("BigInteger", st.integers(-(2**63), 2**63 - 1).map(nodes.Int))


@schemathesis.check
def graphql_errors_are_foreseen(ctx, response, case):
    """GraphQL's types tell no length, range or pattern, so that a refusal is no breach; a failure of the server's own is one."""
    if response.request.url.split("?")[0].endswith("/graphql"):
        assert response.status_code < 500, f"Status {response.status_code}"
        for error in response.json().get("errors") or []:
            status = (error.get("extensions") or {}).get("status")
            classified = (error.get("extensions") or {}).get("classification") == "ValidationError"
            assert classified or (status is not None and status < 500), f"Unforeseen: {error}"
