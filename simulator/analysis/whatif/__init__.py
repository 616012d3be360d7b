"""What would have changed a decision: the smallest move of each number that flips it."""
