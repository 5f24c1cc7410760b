"""Individuals in continuous time: people who wait for places and for persons."""
