"""What follows from the declaration of a kind: schema, reference, hover, completion, order."""
