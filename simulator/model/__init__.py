"""The rules of the model as pure functions on arrays.

An array has one entry a world (shape ``(worlds,)``); quantities that come by class, instrument or
route have that as their first axis. Nothing here knows of SimPy, files or random numbers. The rules
are described for readers in ``docs/ODD.md``; each function names the section it carries out.

A world must come out with the same bits alone and in a block. So classes, instruments and routes
are added one after another, never by ``sum`` or ``@``, whose order of additions depends on the
shape of what they are given.
"""
