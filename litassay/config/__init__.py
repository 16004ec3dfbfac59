"""Settings: what a user may choose, checked; settings never build anything."""
