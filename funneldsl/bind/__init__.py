"""From what was written to what was meant."""
