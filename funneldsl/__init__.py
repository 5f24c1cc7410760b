"""Write a marketing business as text; check it, forecast it, draw it."""
