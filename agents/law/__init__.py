"""What both crews must obey: claims, statements, verdicts, disclosure, gates and tiers."""
