"""Many questions: read, shared out among workers, and accounted for; each is an ordinary run."""
