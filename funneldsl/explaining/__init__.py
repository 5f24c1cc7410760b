"""What a finding, a kind, a property or a word of the language means, with examples that are tried out when shown."""
