"""References to rows in prose: what they are and what they resolve to."""
