"""Draws plans: Mermaid, Graphviz DOT and SVG."""
