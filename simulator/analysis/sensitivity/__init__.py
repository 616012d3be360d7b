"""What matters: how much of the spread between worlds each number of a scenario explains.

A *model* is a function from a matrix of numbers between 0 and 1 (a row a point, a column a
factor) to an array of rows × worlds × outcomes: what comes out at each point in each of some
worlds of luck, the same worlds for every row. A function without chance has one world. The
methods know nothing of the simulator; ``simulated.py`` makes a model of a scenario.
"""
