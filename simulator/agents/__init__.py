"""The agents: SimPy processes that apply the rules of ``simulator.model`` to a block of worlds.

Each agent holds its own state, arrays with one entry a world, and acts at its wake-ups on the
worlds in which something is due. Who acts, when, and in which order: ``clock.py`` and ODD,
"Process overview and scheduling".
"""
