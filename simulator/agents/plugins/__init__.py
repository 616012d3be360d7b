"""Users' own strategies: what they may know, how they are called, where they come from."""
