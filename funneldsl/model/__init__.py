"""What was meant: values, shapes, kinds, the plan."""
