"""What can be said about a plan without running it."""
