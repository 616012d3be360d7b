"""Every strategy against every other, in the same worlds."""
