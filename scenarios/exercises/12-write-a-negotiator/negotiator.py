"""A negotiator of your own. Change the function below; leave its name and the table at the end.

    python negotiator.py                              checks its form
    sanctions exercise check --run-code               lets it bargain, and says what is missing
    sanctions tournament scenario.yaml --plugin negotiator.py -o meeting

The file is a program: whoever runs it runs all that is in it.
"""


def mine(fraction, other_conceded, belief):
    """How far to give way in this round of talks: 0 stays at the opening, 1 goes to the limit.

    fraction        the round divided by the number of rounds: 1/8 at first, 1 in the last
    other_conceded  how far the other side had given way in the round before, 0 to 1
    belief          how likely you think it that the other keeps its promises, 0 to 1

    docs/strategies.md lists more that may be asked for. The answer is a number from 0 to 1.
    """
    return fraction  # gives way evenly: change this line


CONCESSION = {"mine": mine}


if __name__ == "__main__":
    from simulator.testing import check_strategy

    check_strategy(mine, kind="concession")
    print("It answers as it should.")
