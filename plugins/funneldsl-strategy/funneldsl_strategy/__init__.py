"""Validators for funneldsl that read a plan as an adviser would: purpose, goals, the perfect customer."""
