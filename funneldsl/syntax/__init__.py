"""What was written: text to nodes."""
