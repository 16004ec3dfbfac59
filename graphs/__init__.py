"""IN WHAT ORDER: state, nodes, routes and how they are joined."""
