"""Exercises for a class: listed, started, checked, marked.

::

    from simulator import exercise

    exercise.names()                                   # in the order of the course
    exercise.show("zopa")                              # the student page
    exercise.start("zopa", "my-zopa", student="ada")   # a folder to work in
    exercise.check("my-zopa").text()                   # right or not yet, never the solution
    exercise.check_answers("zopa", {"targets_most": 12}, student="ada").marks
    exercise.hint("zopa", "targets_most", number=1)
    exercise.guide("zopa", student="ada")              # for the instructor, with solutions
    exercise.handout("zopa", "paper")                  # the same on paper, and a teacher's key
    exercise.make_set(["ada", "bo"], "class")          # a folder for each student
    exercise.grade("class").marks                      # a table of marks with reasons
"""

from __future__ import annotations

from simulator.exercise.checking import Checked, check_answers, check_folder
from simulator.exercise.classes import make_set, members
from simulator.exercise.grading import Grades, grade
from simulator.exercise.lessons import (
    blanks,
    check,
    commands,
    guide,
    hint,
    hint_in,
    show,
    show_in,
    start,
)
from simulator.exercise.library import Exercise, load, names
from simulator.exercise.paper import handout
from simulator.exercise.variants import code_of

__all__ = [
    "Checked",
    "Exercise",
    "Grades",
    "blanks",
    "check",
    "check_answers",
    "check_folder",
    "code_of",
    "commands",
    "grade",
    "guide",
    "handout",
    "hint",
    "hint_in",
    "load",
    "make_set",
    "members",
    "names",
    "show",
    "show_in",
    "start",
]
