# SPDX-License-Identifier: MIT
"""What importing the package costs and needs."""

import plumbline

MISSING = "/no/such/library.so"


def test_import_loads_neither_numpy_nor_the_library(python):
    program = "import plumbline, plumbline._pytest, sys; print('numpy' in sys.modules, 'ctypes' in sys.modules)"
    assert python(program, PLUMBLINE_LIBRARY=MISSING).split() == ["False", "False"]


def test_without_a_library_all_modules_import_and_calls_raise_import_error(python):
    program = """
import plumbline, plumbline.gradients, plumbline.testing, plumbline._plot, plumbline._dataset
for call in (plumbline.problems, plumbline.build, plumbline.gradients.questions, lambda: plumbline.problem("burgers"),
             lambda: plumbline.testing.assert_solves("burgers", abs)):
    try:
        call()
        print("no error")
    except ImportError as error:
        print(error)
"""
    lines = python(program, PLUMBLINE_LIBRARY=MISSING).splitlines()
    assert lines == [f"plumbline: PLUMBLINE_LIBRARY is {MISSING}, and there is no such file: name one, or unset it"] * 5


def test_import_is_quick(python):
    program = """
import time, numpy
start = time.process_time()
import plumbline
print(time.process_time() - start)
"""
    # Of several runs the quickest, so that a busy machine does not decide.
    assert min(float(python(program)) for _ in range(3)) < 0.030


def test_every_public_name_is_there():
    for name in plumbline.__all__:
        assert getattr(plumbline, name) is not None
        assert name in dir(plumbline)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(plumbline, "problms")
