"""What can be said about a plan without running it: one file per family of rules."""
