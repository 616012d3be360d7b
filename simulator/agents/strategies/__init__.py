"""How a side concedes and whether it delivers: small functions by name, each with its source."""
