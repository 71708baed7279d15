"""What a text says of numbers, hedges and dates."""
