"""The register of assumptions: every number of a plan, on what it rests, and how much rests on it."""
