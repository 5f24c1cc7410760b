"""Simulators: what a plan written in funneldsl brings over time, in many worlds."""
