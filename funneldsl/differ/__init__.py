"""What changed between two plans, in meaning and not in text."""
