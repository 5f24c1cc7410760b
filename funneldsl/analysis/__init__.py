"""What to do: questions that are answered by running a plan again and again in the same worlds."""
